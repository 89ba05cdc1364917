"""New names of stages carried to everything in a process that refers to stages by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.sales_process import SalesProcess


def references_renamed(process: SalesProcess, names: Mapping[str, str]) -> SalesProcess:
    """The process whose ends, rules, accepted deviations and forbidden paths use the new names; the flow stays.

    Ends no longer come from stages that are not there. A rule about such a stage stays: it may be about another event.
    """

    def new(name: str) -> str:
        return names.get(name, name)

    there = {stage.name for stage in process.stages}
    ends = tuple(
        end
        if end.sources is None
        else replace(end, sources=tuple(new(name) for name in end.sources if new(name) in there))
        for end in process.ends
    )
    rules = tuple(
        replace(rule, first=new(rule.first), second=None if rule.second is None else new(rule.second))
        for rule in process.rules
    )
    accepted = tuple(
        replace(one, deviation=replace(one.deviation, stage=new(one.deviation.stage)))
        for one in process.accepted
    )
    forbidden = tuple(replace(one, path=tuple(map(new, one.path))) for one in process.forbidden)
    return replace(process, ends=ends, rules=rules, accepted=accepted, forbidden=forbidden)
