"""What the screen of conformance says of the numbers: the sentence on top, and each measure in words."""

from __future__ import annotations

from dataclasses import dataclass

from mining.number_format import number, percent, plural
from models.analysis import View
from models.model_quality import ModelQuality
from resources.translation import tr, tr_n

NO_DEALS = tr("No deal passes the filter.")
CANNOT_TELL = tr("Cannot tell: no deal passes the filter.")
NONE_CHECKED = tr("Cannot tell: no deal here could be checked in time.")
NO_STEPS = tr("Cannot tell: no deal here has taken a documented step.")


@dataclass(frozen=True)
class Measure:
    """One measure: its share, what the share is of, what it means and what it does not, and why it cannot be told."""

    name: str
    share: float | None
    sentence: str
    meaning: str
    without: str = ""


def headline(view: View, own_costs: bool) -> str:
    """`88 % of all steps fit. 1,373 of 3,000 deals follow the process, 1,423 depart from it, ...`."""
    deals = view.conforming + view.deviating + view.pending + view.unchecked
    if not deals:
        return NO_DEALS
    fit = "" if view.fitness is None else tr("{share} of all steps fit.", share=percent(view.fitness)) + " "
    parts = [
        tr_n(
            "{count} of {deals} follows the process",
            "{count} of {deals} follow the process",
            view.conforming,
            count=number(view.conforming),
            deals=plural(deals, "deal"),
        ),
        tr_n(
            "{count} departs from it",
            "{count} depart from it",
            view.deviating,
            count=number(view.deviating),
        ),
    ]
    if view.pending:
        parts.append(
            tr_n(
                "{count} is open and has followed it so far",
                "{count} are open and have followed it so far",
                view.pending,
                count=number(view.pending),
            )
        )
    if view.unchecked:
        parts.append(tr("{unchecked} could not be checked in time", unchecked=number(view.unchecked)))
    weighed = " " + tr("Departures weigh what you said they cost.") if own_costs else ""
    return f"{fit}{', '.join(parts)}.{weighed}"


def _why_unknown(view: View, quality: ModelQuality) -> str:
    if not quality.deals:
        return CANNOT_TELL
    return NONE_CHECKED if view.unchecked == quality.deals else NO_STEPS


def measures(view: View, quality: ModelQuality) -> tuple[Measure, Measure, Measure, Measure]:
    """The four measures of the deals shown, the most important first."""
    without = _why_unknown(view, quality)
    precision, footprint = quality.precision, quality.footprint
    return (
        Measure(
            tr("Fit"),
            view.fitness,
            tr("of all steps fit the documented process"),
            tr(
                "One less what was skipped or done besides, relative to the most that could "
                "have been: 100 % means that every deal took exactly the documented steps. "
                "The mean of the deals, each counting the same, is {share}. It does not say "
                "how many deals follow the whole process, nor whether the process is a good "
                "one.",
                share=percent(quality.deal_fitness),
            ),
            without,
        ),
        Measure(
            tr("Precision"),
            precision.value if precision else None,
            tr("of what the process allows, deals really do"),
            tr(
                "At every step of every deal: of the ways in which the process would let it go on, the "
                "share that deals take. A low value means that the process leaves room for much that "
                "nobody does, so that following it says little. It does not say that deals follow the "
                "process, nor that unused ways are wrong."
            ),
            quality.without or without,
        ),
        Measure(
            tr("Generalisation"),
            quality.generalisation,
            tr("how sure the documented steps are"),
            tr(
                "How often each documented step is followed: one that many deals follow is surely part "
                "of the work, one that few follow may be chance. It is low where there are few deals, or "
                "steps that nearly nobody takes. It does not say that the steps are the right ones, nor "
                "what deals will do next year."
            ),
            without,
        ),
        Measure(
            tr("Footprint"),
            footprint.agreement if footprint else None,
            tr("agreement of which step follows which"),
            tr(
                "Every pair of steps, as documented and as done: one right after the other, the other "
                "way round, both, or never. The share of pairs for which both say the same. Every pair "
                "counts alike, so it does not say how many deals are behind a difference."
            ),
            without,
        ),
    )
