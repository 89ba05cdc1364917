"""The verbs that change the buyer's journey of a documented process: whatever refers to a step follows it."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.each_stage import each_stage
from mining.process.editing.naming import free_short_name
from mining.process.journey_templates import JourneyTemplate, suggest_steps
from models.buyer_journey import BuyerJourney, BuyerStep
from models.condition import Condition
from models.errors import UserError
from models.label import key, tidy
from models.sales_process import SalesProcess, Stage
from resources.translation import tr

MOST_STEPS = 60
"""A journey of more jobs than these is no journey that anybody could read."""


def add_step(process: SalesProcess, title: str, after: tuple[str, ...] = ()) -> SalesProcess:
    """One more step at the end, under a short name made of its title. Raises UserError where it has no title."""
    shown = tidy(title)
    if not shown:
        raise UserError(tr("A buyer step needs a name, such as Problem identification."))
    steps = _steps(process)
    if len(steps) >= MOST_STEPS:
        raise UserError(
            tr("A journey has at most {most_steps} steps; remove one first.", most_steps=MOST_STEPS)
        )
    name = free_short_name(shown, (step.name for step in steps), "step")
    step = BuyerStep(name, "" if BuyerStep(name).shown == shown else shown, after)
    return _with_steps(process, (*steps, step))


def title_step(process: SalesProcess, name: str, title: str) -> SalesProcess:
    """The step is shown under another title, and keeps its short name. Raises UserError where that is taken."""
    step, shown = _step(process, name), tidy(title)
    if not shown:
        raise UserError(tr("The buyer step {shown} needs a name.", shown=step.shown))
    if any(key(other.shown) == key(shown) for other in _steps(process) if other.name != name):
        raise UserError(
            tr("There is a buyer step called {shown} already; give each a name of its own.", shown=shown)
        )
    return _changed(process, replace(step, title="" if replace(step, title="").shown == shown else shown))


def name_step(process: SalesProcess, name: str, title: str) -> SalesProcess:
    """A step that was just added gets its title, and a short name made of it. Raises UserError."""
    titled = title_step(process, name, title)
    others = (step.name for step in _steps(process) if step.name != name)
    return rename_step(titled, name, free_short_name(tidy(title), others, "step"))


def rename_step(process: SalesProcess, old: str, new: str) -> SalesProcess:
    """The step has another short name in the file; stages and steps that refer to it follow. Raises UserError."""
    step, name = _step(process, old), tidy(new)
    if not name:
        raise UserError(tr("The buyer step {shown} needs a short name, such as problem.", shown=step.shown))
    if any(key(other.name) == key(name) for other in _steps(process) if other.name != old):
        raise UserError(
            tr("There is a buyer step with the short name {name} already; choose another one.", name=name)
        )
    renamed = replace(step, name=name, title=step.title or step.shown)
    if replace(renamed, title="").shown == renamed.title:
        renamed = replace(renamed, title="")
    steps = tuple(
        replace(one, after=_follow(one.after, old, name))
        for one in (renamed if one.name == old else one for one in _steps(process))
    )
    flow = each_stage(process.flow, lambda stage: replace(stage, buyer=name) if stage.buyer == old else stage)
    return replace(_with_steps(process, steps), flow=flow)


def remove_step(process: SalesProcess, name: str) -> SalesProcess:
    """Without the step: what came after it comes after what it came after, and stages no longer presume it."""
    _step(process, name)
    steps = tuple(step for step in _out_of_order(process, name) if step.name != name)
    flow = each_stage(process.flow, lambda stage: replace(stage, buyer="") if stage.buyer == name else stage)
    return replace(_with_steps(process, steps), flow=flow)


def move_step(process: SalesProcess, name: str, place: int) -> SalesProcess:
    """The step is written at another place, 0 for the first; the order that counts stays."""
    step, others = _step(process, name), [one for one in _steps(process) if one.name != name]
    others.insert(max(0, min(place, len(others))), step)
    return _with_steps(process, tuple(others))


def connect(process: SalesProcess, earlier: str, later: str) -> SalesProcess:
    """`later` comes after `earlier`. Raises UserError where that would be a circle, or one of them is always on."""
    first, second = _step(process, earlier), _step(process, later)
    for step in (first, second):
        if step.always_on:
            raise UserError(
                tr("{shown} is always on; it has no place in the order of the other steps.", shown=step.shown)
            )
    journey = process.journey
    assert journey is not None
    if earlier == later or later in journey.before(earlier):
        raise UserError(
            tr(
                "{shown} cannot come after {shown_2}: {shown_2} comes after {shown} already.",
                shown=second.shown,
                shown_2=first.shown,
            )
            if earlier != later
            else tr("{shown} cannot come after itself.", shown=first.shown)
        )
    if earlier in second.after:
        return process
    return _changed(process, replace(second, after=(*second.after, earlier)))


def disconnect(process: SalesProcess, earlier: str, later: str) -> SalesProcess:
    """`later` no longer comes directly after `earlier`."""
    step = _step(process, later)
    return _changed(process, replace(step, after=tuple(name for name in step.after if name != earlier)))


def set_always_on(process: SalesProcess, name: str, always_on: bool) -> SalesProcess:
    """The step is never done and leaves the order, as if it were removed from it; or it has a place in it again."""
    step = _step(process, name)
    if step.always_on == always_on:
        return process
    if always_on:
        process = _with_steps(process, _out_of_order(process, name))
        step = replace(_step(process, name), after=())
    return _changed(process, replace(step, always_on=always_on))


def set_measure(process: SalesProcess, name: str, measure: Condition | None) -> SalesProcess:
    """The step has this condition on a deal that says whether it goes well, None for none."""
    return _changed(process, replace(_step(process, name), measure=measure))


def put_evidence(process: SalesProcess, name: str, signal: str) -> SalesProcess:
    """The signal shows that the step is done."""
    step = _step(process, name)
    if signal in step.evidence:
        return process
    return _changed(process, replace(step, evidence=(*step.evidence, signal)))


def take_evidence(process: SalesProcess, name: str, signal: str) -> SalesProcess:
    """The signal no longer shows that the step is done; it stays a signal of the process."""
    step = _step(process, name)
    return _changed(process, replace(step, evidence=tuple(one for one in step.evidence if one != signal)))


def map_stage(process: SalesProcess, stage: str, step: str) -> SalesProcess:
    """The stage presumes the buyer step of that name, "" for none. Raises UserError where there is no such stage."""
    if step:
        _step(process, step)
    if all(one.name != stage for one in process.stages):
        raise UserError(tr("The process has no stage {stage}.", stage=stage))
    flow = each_stage(process.flow, lambda one: replace(one, buyer=step) if one.name == stage else one)
    return replace(process, flow=flow)


def begin_journey(process: SalesProcess, template: JourneyTemplate) -> SalesProcess:
    """The process with the journey of a template and its signals, and a step for every stage that may presume one.

    A signal that the process has already stays as it is there: it fits its CRM. Stages keep the steps that the new
    journey has too; the others get the step that their names suggest.
    """
    known = {key(signal.name) for signal in process.signals}
    new = tuple(signal for signal in template.signals if key(signal.name) not in known)
    names = {step.name for step in template.journey.steps}
    suggested = suggest_steps(process, template.journey)

    def presumed(stage: Stage) -> Stage:
        step = stage.buyer if stage.buyer in names else suggested.get(stage.name, "")
        return stage if step == stage.buyer else replace(stage, buyer=step)

    flow = each_stage(process.flow, presumed)
    return replace(process, flow=flow, signals=(*process.signals, *new), journey=template.journey)


def without_journey(process: SalesProcess) -> SalesProcess:
    """The process without the buyer; its signals stay, as stages may not be left without them."""
    flow = each_stage(process.flow, lambda stage: replace(stage, buyer="") if stage.buyer else stage)
    return replace(process, flow=flow, journey=None)


def _steps(process: SalesProcess) -> tuple[BuyerStep, ...]:
    return process.journey.steps if process.journey is not None else ()


def _step(process: SalesProcess, name: str) -> BuyerStep:
    found = process.journey.step(name) if process.journey is not None else None
    if found is None:
        raise UserError(tr("The buyer's journey has no step {name}.", name=name))
    return found


def _with_steps(process: SalesProcess, steps: tuple[BuyerStep, ...]) -> SalesProcess:
    return replace(process, journey=BuyerJourney(steps) if steps else None)


def _changed(process: SalesProcess, step: BuyerStep) -> SalesProcess:
    """The process with this step in place of the one of its name."""
    return _with_steps(process, tuple(step if one.name == step.name else one for one in _steps(process)))


def _out_of_order(process: SalesProcess, name: str) -> tuple[BuyerStep, ...]:
    """All steps; those after the one of that name come after what it came after, so that their order stays."""
    gone = _step(process, name)
    return tuple(
        replace(step, after=_instead(step.after, name, gone.after)) if name in step.after else step
        for step in _steps(process)
    )


def _instead(names: tuple[str, ...], gone: str, others: tuple[str, ...]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for name in names:
        kept.update(dict.fromkeys(others if name == gone else (name,)))
    return tuple(kept)


def _follow(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in names)
