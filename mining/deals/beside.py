"""What is beside the flow in one deal on the seller's side: when, by how much, and whose it was, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from mining.beside.handed_over import SILENT
from mining.number_format import date, days
from models.analysis import Analysis
from models.beside_check import BesideMoment
from models.case_table import Outcome
from models.deviation import DeviationType

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
            took = "took" if moment.is_over else "has taken"
            return f"{stage} began on {on} and {took} {_too_long(moment)}."
        case DeviationType.STALLED:
            return f"Stalled in {stage}: quiet since {on}, for {_took(moment)}; {_usual(moment)}."
        case DeviationType.WRONG_ROLE:
            return f"{stage} was entered on {on} by {moment.who}, whose role is {moment.what}."
        case DeviationType.BARE_CLOSE:
            return f"It ended as {stage} on {on} without {moment.what}."
        case _ if moment.took is not None and stage.endswith(f" {SILENT}"):
            return f"Hand-over {stage}: asked for on {on}, no answer for {_took(moment)}; {_usual(moment)}."
        case _ if moment.took is not None:
            return f"Hand-over {stage}: asked for on {on}, it took {_too_long(moment)}."
        case _:
            return f"Hand-over {stage}: asked for on {on}."


def _too_long(moment: BesideMoment) -> str:
    over = days((moment.took or 0.0) - (moment.allowed or 0.0), moment.day_hours)
    return f"{_took(moment)}, {over} beyond the {_most(moment)} allowed"


def _usual(moment: BesideMoment) -> str:
    return f"at most {_most(moment)} is usual or allowed"


def _took(moment: BesideMoment) -> str:
    return days(moment.took, moment.day_hours)


def _most(moment: BesideMoment) -> str:
    return days(moment.allowed, moment.day_hours)
