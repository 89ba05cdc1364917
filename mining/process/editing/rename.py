"""Give a stage another name, wherever the process mentions it."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.each_stage import each_stage
from mining.process.editing.edited import Edited
from mining.process.editing.mentions import stage_mentions_renamed
from mining.process.editing.tree import place_of
from models.costs import Costs
from models.label import key, tidy
from models.sales_process import SalesProcess, Stage


def rename_stage(process: SalesProcess, old: str, new: str, label_follows: bool = False) -> Edited:
    """The stage under another name: ways back, ends, rules, accepted deviations and forbidden paths follow.

    Its CRM labels stay, so that the same events match; with `label_follows` a label that was only its old name
    becomes the new one: for a stage that no event has ever matched.
    """
    new = tidy(new)

    def renamed(name: str) -> str:
        return new if key(name) == key(old) else name

    def stage(one: Stage) -> Stage:
        changed = replace(one, name=renamed(one.name), back_to=tuple(map(renamed, one.back_to)))
        if label_follows and key(one.name) == key(old):
            return replace(changed, labels=tuple(map(renamed, one.labels)))
        return changed

    mentioned = stage_mentions_renamed(process, renamed)
    edited = replace(mentioned, flow=each_stage(process.flow, stage))
    return Edited(edited, place_of(edited.flow, new))


def renamed_costs(costs: Costs, before: SalesProcess, after: SalesProcess) -> Costs:
    """The costs of departures by the names of the edited process, where one stage got another name."""
    old = [stage.name for stage in before.stages if stage.name not in {one.name for one in after.stages}]
    new = [stage.name for stage in after.stages if stage.name not in {one.name for one in before.stages}]
    if len(old) != 1 or len(new) != 1 or len(before.stages) != len(after.stages):
        return costs
    names = {old[0]: new[0]}
    return Costs(
        *({names.get(n, n): cost for n, cost in part.items()} for part in (costs.extra, costs.left_out))
    )
