"""What is beside the flow in one deal on the seller's side: when, by how much, and whose it was, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from mining.beside.handed_over import SILENT
from mining.number_format import date, days
from models.analysis import Analysis
from models.beside_check import BesideMoment
from models.case_table import Outcome
from models.deviation import DeviationType
from resources.translation import tr

_MOST_TOLD = 4
"""So many sentences at most are part of the story."""


def beside_moments(analysis: Analysis, case: int) -> tuple[BesideMoment, ...]:
    """Everything of one case that counts, in order of time; what is accepted is left out."""
    found = analysis.conformance
    if found is None:
        return ()
    shown = {one.key for one in found.deviations if one.has(case)}
    is_open = analysis.log.cases.outcome[case] == Outcome.OPEN
    stage_now = analysis.log.trace(case)[-1:]
    moments = []
    for fact in analysis.facts:
        at = fact.at(case)
        if at is None or fact.key not in shown:
            continue
        took, allowed = float(fact.took[at]), float(fact.allowed[at])
        is_timed = took == took
        moments.append(
            BesideMoment(
                key=fact.key,
                time=int(fact.time[at]),
                took=took if is_timed else None,
                allowed=allowed if is_timed else None,
                day_hours=fact.day_hours,
                who=fact.who.text(at),
                what=fact.what.text(at),
                is_over=not (is_open and (fact.key.stage,) == stage_now),
            )
        )
    return tuple(sorted(moments, key=lambda moment: moment.time))


def beside_story(moments: Sequence[BesideMoment]) -> str:
    """The first few of them, for the story of the deal."""
    return " ".join(map(beside_words, moments[:_MOST_TOLD]))


def beside_words(moment: BesideMoment) -> str:
    """One of them as a sentence."""
    stage, on = moment.key.stage, date(moment.time)
    match moment.key.type:
        case DeviationType.LATE:
            too_long = _too_long(moment)
            if moment.is_over:
                return tr("{stage} began on {on} and took {too_long}.", stage=stage, on=on, too_long=too_long)
            return tr(
                "{stage} began on {on} and has taken {too_long}.", stage=stage, on=on, too_long=too_long
            )
        case DeviationType.STALLED:
            return tr(
                "Stalled in {stage}: quiet since {on}, for {took}; {usual}.",
                stage=stage,
                on=on,
                took=_took(moment),
                usual=_usual(moment),
            )
        case DeviationType.WRONG_ROLE:
            return tr(
                "{stage} was entered on {on} by {who}, whose role is {what}.",
                stage=stage,
                on=on,
                who=moment.who,
                what=moment.what,
            )
        case DeviationType.BARE_CLOSE:
            return tr("It ended as {stage} on {on} without {what}.", stage=stage, on=on, what=moment.what)
        case _ if moment.took is not None and stage.endswith(f" {SILENT}"):
            return tr(
                "Hand-over {stage}: asked for on {on}, no answer for {took}; {usual}.",
                stage=stage,
                on=on,
                took=_took(moment),
                usual=_usual(moment),
            )
        case _ if moment.took is not None:
            return tr(
                "Hand-over {stage}: asked for on {on}, it took {too_long}.",
                stage=stage,
                on=on,
                too_long=_too_long(moment),
            )
        case _:
            return tr("Hand-over {stage}: asked for on {on}.", stage=stage, on=on)


def _too_long(moment: BesideMoment) -> str:
    over = days((moment.took or 0.0) - (moment.allowed or 0.0), moment.day_hours)
    return tr("{took}, {over} beyond the {most} allowed", took=_took(moment), over=over, most=_most(moment))


def _usual(moment: BesideMoment) -> str:
    return tr("at most {most} is usual or allowed", most=_most(moment))


def _took(moment: BesideMoment) -> str:
    return days(moment.took, moment.day_hours)


def _most(moment: BesideMoment) -> str:
    return days(moment.allowed, moment.day_hours)
