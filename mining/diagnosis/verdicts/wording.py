"""The sentences of a verdict: what speaks for it, what against it, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.quarters import last_quarters
from mining.diagnosis.verdicts.power import deals_needed
from mining.diagnosis.verdicts.whose import Whose
from mining.intervals import wilson
from mining.number_format import number, percent, percent_range, plural, points
from models.diagnosis import Evidence, VerdictKind
from models.thresholds import Thresholds

_NBSP = "\u00a0"


def share_words(hits: int, of: int) -> str:
    """`62 of 67 deals (93 %, 95 % interval 84–97 %)`."""
    interval = wilson(hits, of)
    told = (
        "" if interval is None else f" ({percent(hits / of)}, 95{_NBSP}% interval {percent_range(*interval)})"
    )
    return f"{number(hits)} of {plural(of, 'deal')}{told}"


def evidence_of(found: Whose, thresholds: Thresholds) -> list[Evidence]:
    """What speaks for the call, the rate of all deals first."""
    judged = found.judged
    shown, n = int(judged.shown.sum()), len(judged.shown)
    said = [Evidence(f"It is seen in {share_words(shown, n)}.", np.sort(judged.case[judged.shown]))]
    if found.kind is VerdictKind.EVERYBODY:
        said.append(Evidence(
            f"{number(found.above)} of {plural(judged.n_reps, 'rep')} show it in more than "
            f"{percent(thresholds.everybody_rate)} of their deals, chance allowed for."
        ))  # fmt: skip
    elif found.kind is VerdictKind.TEAM and found.team is not None:
        gap = found.team
        said.append(Evidence(
            f"In the team it is {share_words(gap.hits, gap.of)}, elsewhere "
            f"{share_words(gap.other_hits, gap.other_of)}; at the same mix of deals the others would show it in "
            f"{percent(gap.others)}, a difference of {points(gap.gap)}.", found.cases,
        ))  # fmt: skip
        said.append(
            Evidence(f"{number(gap.raised)} of the team's {plural(gap.reps, 'rep')} are above the others.")
        )
        said.append(Evidence(
            f"Were the reps dealt out to teams by chance, a team would be so far apart {percent(gap.p)} of the time."
        ))  # fmt: skip
    elif found.kind is VerdictKind.REP:
        said += _of_reps(found)
    return said


def _of_reps(found: Whose) -> list[Evidence]:
    judged, shrunken, habits = found.judged, found.shrunken, found.habits
    said = []
    for rep in np.flatnonzero(habits.called).tolist():
        flags = np.arange(judged.n_reps) == rep
        said.append(Evidence(
            f"{judged.reps[rep]} shows it in {share_words(int(judged.hits[rep]), int(judged.of[rep]))}; at the same "
            f"mix of deals the others would show it in {percent(float(shrunken.peers[rep]))}. Chance allowed for, the "
            f"rate is {percent(float(shrunken.mean[rep]))} (95{_NBSP}% interval "
            f"{percent_range(float(shrunken.low[rep]), float(shrunken.high[rep]))}), q {_q(float(habits.q[rep]))}, "
            f"and it is above the others' in {habits.held[rep]} of {habits.parts[rep]} spans of time.",
            judged.cases_of(flags),
        ))  # fmt: skip
    return said


def _q(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"= {value:.3f}"


def against_of(found: Whose, logged: Mapping[str, float]) -> list[Evidence]:
    """What speaks against the call: deals that do not show it, gaps in what is recorded, few deals."""
    judged = found.judged
    said = []
    about = _about(found)
    without = judged.case[~judged.shown & about]
    if len(without) and found.kind is not VerdictKind.NO_CALL:
        said.append(
            Evidence(
                f"It is not seen in {share_words(len(without), int(about.sum()))} {_whose(found)}.",
                np.sort(without),
            )
        )
    if found.kind in (VerdictKind.REP, VerdictKind.TEAM):
        others = judged.shown & ~about
        if others.any():
            said.append(Evidence(
                f"Others show it as well: {share_words(int(others.sum()), int((~about).sum()))}.",
                np.sort(judged.case[others]),
            ))  # fmt: skip
    quiet = [
        flags
        for flags in last_quarters(judged.when, 3)
        if (flags & about).sum() >= 3 and not judged.shown[flags & about].any()
    ]
    if quiet and found.kind is not VerdictKind.NO_CALL:
        said.append(Evidence(f"{plural(len(quiet), 'quarter')} of the last three went by without it."))
    said += _logging(found, logged)
    return said


def _about(found: Whose) -> NDArray[np.bool_]:
    judged = found.judged
    if found.kind is VerdictKind.REP:
        return np.asarray(np.append(found.habits.called, False)[judged.rep])
    if found.kind is VerdictKind.TEAM and found.team is not None:
        return np.asarray(np.append(judged.team_of_rep == found.team.team, False)[judged.rep])
    return np.ones(len(judged.shown), dtype=bool)


def _whose(found: Whose) -> str:
    if found.kind is VerdictKind.TEAM:
        return "of the team"
    if found.kind is VerdictKind.REP:
        return "of this rep" if len(found.who) == 1 else "of these reps"
    return "that could show it"


def _logging(found: Whose, logged: Mapping[str, float]) -> list[Evidence]:
    """How much those it is about record, beside the others: missing is not the same as not done."""
    known = {name: share for name, share in logged.items() if share == share and name in found.judged.reps}
    if found.kind is not VerdictKind.REP or len(known) < 2:
        return []
    said = []
    for name in found.who:
        others = [share for other, share in known.items() if other not in found.who]
        if name in known and others:
            middle = float(np.median(others))
            less = known[name] < middle - 0.1
            tail = ": what is missing may have been done and not recorded" if less else ""
            said.append(Evidence(
                f"{name} records some activity in {percent(known[name])} of the stages that were worked, the others in "
                f"{percent(middle)} (median){tail}."
            ))  # fmt: skip
    return said


def would_change(found: Whose, thresholds: Thresholds) -> list[str]:
    """What would make the call another one, or possible at all."""
    judged = found.judged
    rate = float(judged.shown.mean()) if len(judged.shown) else 0.0
    if found.kind is VerdictKind.EVERYBODY:
        rate_words = percent(thresholds.everybody_rate)
        return [f"If fewer than {rate_words} of the deals showed it, it would no longer be everybody's."]
    if found.kind is VerdictKind.TEAM:
        return [
            "If reps of other teams, with deals of the same kind, showed it as often, it would be no team's reading."
        ]
    if found.kind is VerdictKind.REP:
        return [
            "If it turned out to be done and not recorded, or the deals to differ in something that is not in the "
            "log, it would be no habit."
        ]
    needed = deals_needed(rate, thresholds.rep_gap)
    usual = float(np.median(judged.of)) if judged.n_reps else 0.0
    if usual < needed:
        return [
            f"To see a habit {thresholds.rep_gap * 100:.0f} points above the others four times of five, a rep needs "
            f"about {plural(needed, 'judged deal')}; the middle one has {number(usual)}."
        ]
    return ["If a rep or a team stood out by more than chance and mix explain, it would be theirs."]
