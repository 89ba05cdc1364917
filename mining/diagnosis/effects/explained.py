"""A deviation explained in one sentence: what, how often, since when, by whom, what goes along with it, of how many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from mining.number_format import at, days, percent, plural, points, q_words, signed
from mining.privacy.small_groups import FEWEST_DEALS, FEWEST_PEOPLE
from mining.wording import how_often
from mining.words_of_values import word_of
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.conformance import Conformance
from models.deviation import Deviation, DeviationRow
from models.diagnosis import DeviationEffects, Metric
from resources.translation import mid_sentence, tr

_MONTHS = (
    tr("January"),
    tr("February"),
    tr("March"),
    tr("April"),
    tr("May"),
    tr("June"),
    tr("July"),
    tr("August"),
    tr("September"),
    tr("October"),
    tr("November"),
    tr("December"),
)

"""Groups with fewer people or judged deals are not named."""


@dataclass(frozen=True)
class Occurrence:
    """How often and where a deviation is found: `reps` of `all_reps` people show it, in deals created so far apart.

    `team` is the team with the highest share, with that share; empty where teams cannot be compared.
    """

    cases: int
    eligible: int
    reps: int
    all_reps: int
    team: str
    team_rate: float
    first: int
    last: int


def occurrence_of(found: Conformance, deviation: Deviation, mask: NDArray[np.bool_]) -> Occurrence:
    """Count a deviation over the deals in `mask`."""
    shown, judged = deviation.cases, deviation.eligible
    shown, judged = shown[mask[shown]], judged[mask[judged]]
    cases = found.log.cases
    owners = cases.owner.codes
    begun = created(found.log)[shown]
    begun = begun[begun != NO_TIME]
    team, rate = _foremost(cases.team, owners, shown, judged)
    return Occurrence(
        len(shown),
        len(judged),
        _people(owners[shown]),
        _people(owners[judged]),
        team,
        rate,
        int(begun.min()) if len(begun) else NO_TIME,
        int(begun.max()) if len(begun) else NO_TIME,
    )


def explained(effects: DeviationEffects, occurrence: Occurrence, found: Conformance) -> str:
    """The sentence; no person is named in it."""
    row = DeviationRow(
        effects.key,
        occurrence.cases,
        occurrence.eligible,
        occurrence.cases / max(occurrence.eligible, 1),
        None,
        None,
        None,
        None,
        None,
        (),
    )
    parts = [how_often(row, found.ends).rstrip("."), _when(occurrence), _who(occurrence)]
    said = ", ".join(part for part in parts if part)
    return f"{said}; {_what(effects, found.log.day_hours)}."


def _when(occurrence: Occurrence) -> str:
    if occurrence.first == NO_TIME:
        return ""
    first, last = _month(occurrence.first), _month(occurrence.last)
    return (
        tr("in deals from {first}", first=first)
        if first == last
        else tr("in deals from {first} to {last}", first=first, last=last)
    )


def _month(time: int) -> str:
    moment = at(time)
    return f"{_MONTHS[moment.month - 1]} {moment.year}"


def _who(occurrence: Occurrence) -> str:
    if not occurrence.all_reps:
        return ""
    said = tr(
        "by {reps} of {replace}",
        reps=occurrence.reps,
        replace=plural(occurrence.all_reps, "person").replace("persons", "people"),
    )
    if occurrence.team:
        said += tr(
            ", most in team {team} ({share})", team=occurrence.team, share=percent(occurrence.team_rate)
        )
    return said


def _what(effects: DeviationEffects, day_hours: float | None) -> str:
    won = effects.of(Metric.WIN_RATE)
    if won is None or won.adjusted is None or effects.horizon is None:
        why = won.why_none if won is not None and won.why_none else tr("Cannot tell what goes along with it.")
        return (mid_sentence(why)).rstrip(".")
    held = (
        tr("at equal {listed} ", listed=_listed(tuple(map(word_of, effects.adjusted_for))))
        if effects.adjusted_for
        else ""
    )
    gate = tr("reaching {gate}", gate=effects.gate) if effects.gate else tr("going on")
    found = won.adjusted
    by = tr(
        "{points} (95\u00a0% interval {low} to\u00a0{high}",
        points=points(found.value),
        low=signed(found.low),
        high=signed(found.high),
    )
    q = "" if won.q is None else f", {q_words(won.q)}"
    return tr(
        "{held}it is associated with a difference of {by}{q}, {deals}) in the share won within "
        "{days} of {gate}",
        held=held,
        by=by,
        q=q,
        deals=plural(found.n, "deal"),
        days=days(effects.horizon, day_hours),
        gate=gate,
    )


def _listed(names: tuple[str, ...]) -> str:
    return (
        names[0]
        if len(names) == 1
        else tr("{names} and {names_2}", names=", ".join(names[:-1]), names_2=names[-1])
    )


def _people(codes: NDArray[np.int32]) -> int:
    return len(np.unique(codes[codes != MISSING]))


def _foremost(
    team: Categorical, owners: NDArray[np.int32], shown: NDArray[np.int32], judged: NDArray[np.int32]
) -> tuple[str, float]:
    """The team with the highest share among those that are large enough to be named, where there are at least two."""
    size = len(team.labels) + 1
    of = np.bincount(team.codes[judged] + 1, minlength=size)
    having = np.bincount(team.codes[shown] + 1, minlength=size)
    known = judged[owners[judged] != MISSING]
    width = int(owners.max(initial=0)) + 1
    pairs = np.bincount(
        (team.codes[known] + 1).astype(np.int64) * width + owners[known], minlength=size * width
    )
    people = (pairs.reshape(size, width) > 0).sum(axis=1)
    large = np.flatnonzero((of >= FEWEST_DEALS) & (people >= FEWEST_PEOPLE))
    large = large[large > 0]
    if len(large) < 2:
        return "", 0.0
    rates = having[large] / of[large]
    best = int(np.argmax(rates))
    return team.labels[int(large[best]) - 1], float(rates[best])
