"""What the parts of a process are called for those who cannot see the drawing."""

from __future__ import annotations

from desktop.screens.process_editor.facts import Facts
from desktop.screens.process_editor.selection import Selection
from mining.process.editing.tree import step_at
from models.condition import Condition
from models.sales_process import Parallel, SalesProcess, Stage, stages_of
from resources.translation import tr

KEYS = tr(
    "Arrow keys go from stage to stage. Alt with an arrow moves the stage, Insert adds one "
    "behind it, Delete removes it, F2 renames it, Enter shows its details. O makes it "
    "optional, P puts it side by side with the one before, L documents a way back, E where "
    "deals end, R how often, Control D copies it. Plus and minus zoom, F shows all."
)
"""What the canvas says while nothing is selected."""


def story(process: SalesProcess, selection: Selection, facts: Facts) -> str:
    """One line on what is selected."""
    if selection.kind == "stage":
        found = next((stage for stage in process.stages if stage.name == selection.name), None)
        return "" if found is None else _stage(process, found, facts)
    if selection.kind == "end":
        return _end(process, selection.name)
    if selection.kind == "block" and selection.place is not None and not selection.place.is_branch:
        step = step_at(process.flow, selection.place)
        names = ", ".join(stage.name for stage in stages_of((step,)))
        kind = tr("Side by side") if isinstance(step, Parallel) else tr("One of several ways")
        return f"{kind}: {names or tr('nothing yet')}."
    return ""


def _stage(process: SalesProcess, stage: Stage, facts: Facts) -> str:
    place = [one.name for one in process.stages].index(stage.name) + 1
    parts = [
        tr("{name}, stage {place} of {stages}", name=stage.name, place=place, stages=len(process.stages))
    ]
    parts += [tr("worked by {owners}", owners=tr(" and ").join(stage.owners))] if stage.owners else []
    if isinstance(stage.optional, Condition):
        parts.append(tr("optional if {condition}", condition=stage.optional.text))
    elif stage.optional:
        parts.append(tr("optional"))
    parts += [repeat_words(stage)] if stage.repeat != 1 else []
    parts += [tr("back to {stages}", stages=tr(" or ").join(stage.back_to))] if stage.back_to else []
    parts += [facts.counted(stage.name)] if facts.deals else []
    problem = facts.problems.get(stage.name, "")
    return f"{', '.join(parts)}. {problem}".strip()


def _end(process: SalesProcess, name: str) -> str:
    end = process.end(name)
    if end is None:
        return ""
    if name == "won":
        return tr("Won, after the whole process.")
    return tr(
        "{title}, from {stages}.",
        title=end.title,
        stages=tr("any stage") if end.sources is None else tr(" or ").join(end.sources),
    )


def repeat_words(stage: Stage) -> str:
    """How often a stage may come in a row."""
    return (
        tr("any number of times") if stage.repeat is None else tr("up to {count} times", count=stage.repeat)
    )
