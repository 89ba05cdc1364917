"""What one part of the picture says in words: to those who point at it, and to those who hear it."""

from __future__ import annotations

from desktop.screens.journey_editor.artist import STAGE, Part
from desktop.screens.journey_editor.facts import NO_EVIDENCE, JourneyFacts
from desktop.screens.journey_editor.stage_panel import meaning
from mining.number_format import plural
from models.buyer_journey import BuyerJourney, BuyerStep
from models.sales_process import SalesProcess
from resources.translation import tr


def part_words(process: SalesProcess, facts: JourneyFacts, part: Part) -> str:
    """A stage with what it presumes, or a step with how often it is seen; and what contradicts the journey there."""
    kind, name = part
    if kind == STAGE:
        stage = next(one for one in process.stages if one.name == name)
        said = [tr("Stage {name}.", name=name), meaning(process, stage)]
        return " ".join((*said, *(conflict.sentence for conflict in facts.at_stage(name))))
    journey = process.journey or BuyerJourney(())
    step = journey.step(name)
    if step is None:
        return ""
    before = [one.shown for other in step.after if (one := journey.step(other)) is not None]
    said = [
        tr("Buyer step {step}, always on.", step=step.shown)
        if step.always_on
        else tr("Buyer step {step}.", step=step.shown),
        tr("It comes after {before}.", before=", ".join(before)) if before else "",
        _seen(step, facts),
    ]
    return " ".join((*filter(None, said), *(conflict.sentence for conflict in facts.at_step(name))))


def _seen(step: BuyerStep, facts: JourneyFacts) -> str:
    if not step.evidence:
        return tr("No signal shows it yet.")
    if step.name in facts.silent:
        return f"{NO_EVIDENCE[:1].upper()}{NO_EVIDENCE[1:]}."
    seen = facts.seen.get(step.name)
    return (
        ""
        if seen is None
        else tr("Seen in {seen} of {deals}.", seen=plural(seen, "deal"), deals=plural(facts.deals, "deal"))
    )
