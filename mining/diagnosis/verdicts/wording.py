"""The sentences of a verdict: what speaks for it, what against it, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.quarters import last_quarters
from mining.diagnosis.verdicts.power import deals_needed
from mining.diagnosis.verdicts.whose import Whose
from mining.intervals import wilson
from mining.number_format import number, percent, percent_range, plural, points, q_words
from models.diagnosis import Evidence, VerdictKind
from models.thresholds import Thresholds
from resources.translation import tr

_NBSP = "\u00a0"


def share_words(hits: int, of: int) -> str:
    """`62 of 67 deals (93 %, 95 % interval 84–97 %)`."""
    interval = wilson(hits, of)
    told = (
        ""
        if interval is None
        else tr(
            " ({share}, 95\u00a0% interval {interval})",
            share=percent(hits / of),
            interval=percent_range(*interval),
        )
    )
    return tr("{hits} of {deals}{told}", hits=number(hits), deals=plural(of, "deal"), told=told)


def evidence_of(found: Whose, thresholds: Thresholds) -> list[Evidence]:
    """What speaks for the call, the rate of all deals first."""
    judged = found.judged
    shown, n = int(judged.shown.sum()), len(judged.shown)
    said = [
        Evidence(
            tr("It is seen in {share_words}.", share_words=share_words(shown, n)),
            np.sort(judged.case[judged.shown]),
        )
    ]
    if found.kind is VerdictKind.EVERYBODY:
        said.append(
            Evidence(
                tr(
                    "{above} of {reps} show it in more than {share} of their deals, chance allowed for.",
                    above=number(found.above),
                    reps=plural(judged.n_reps, "rep"),
                    share=percent(thresholds.everybody_rate),
                )
            )
        )
    elif found.kind is VerdictKind.TEAM and found.team is not None:
        gap = found.team
        said.append(
            Evidence(
                tr(
                    "In the team it is {share_words}, elsewhere {share_words_2}; at the same mix of deals "
                    "the others would show it in {share}, a difference of {points}.",
                    share_words=share_words(gap.hits, gap.of),
                    share_words_2=share_words(gap.other_hits, gap.other_of),
                    share=percent(gap.others),
                    points=points(gap.gap),
                ),
                found.cases,
            )
        )
        said.append(
            Evidence(
                tr(
                    "{raised} of the team's {reps} are above the others.",
                    raised=number(gap.raised),
                    reps=plural(gap.reps, "rep"),
                )
            )
        )
        said.append(
            Evidence(
                tr(
                    "Were the reps dealt out to teams by chance, a team would be so far apart {share} of the "
                    "time.",
                    share=percent(gap.p),
                )
            )
        )
    elif found.kind is VerdictKind.REP:
        said += _of_reps(found)
    return said


def _of_reps(found: Whose) -> list[Evidence]:
    judged, shrunken, habits = found.judged, found.shrunken, found.habits
    said = []
    for rep in np.flatnonzero(habits.called).tolist():
        flags = np.arange(judged.n_reps) == rep
        said.append(
            Evidence(
                tr(
                    "{reps} shows it in {share_words}; at the same mix of deals the others would show it in "
                    "{share}. Chance allowed for, the rate is {share_2} (95\u00a0% interval {interval}), "
                    "{q_words}, and it is above the others' in {held} of {parts} spans of time.",
                    reps=judged.reps[rep],
                    share_words=share_words(int(judged.hits[rep]), int(judged.of[rep])),
                    share=percent(float(shrunken.peers[rep])),
                    share_2=percent(float(shrunken.mean[rep])),
                    interval=percent_range(float(shrunken.low[rep]), float(shrunken.high[rep])),
                    q_words=q_words(float(habits.q[rep])),
                    held=habits.held[rep],
                    parts=habits.parts[rep],
                ),
                judged.cases_of(flags),
            )
        )
    return said


def against_of(found: Whose, logged: Mapping[str, float]) -> list[Evidence]:
    """What speaks against the call: deals that do not show it, gaps in what is recorded, few deals."""
    judged = found.judged
    said = []
    about = _about(found)
    without = judged.case[~judged.shown & about]
    if len(without) and found.kind is not VerdictKind.NO_CALL:
        said.append(
            Evidence(
                tr(
                    "It is not seen in {share_words} {whose}.",
                    share_words=share_words(len(without), int(about.sum())),
                    whose=_whose(found),
                ),
                np.sort(without),
            )
        )
    if found.kind in (VerdictKind.REP, VerdictKind.TEAM):
        others = judged.shown & ~about
        if others.any():
            said.append(
                Evidence(
                    tr(
                        "Others show it as well: {share_words}.",
                        share_words=share_words(int(others.sum()), int((~about).sum())),
                    ),
                    np.sort(judged.case[others]),
                )
            )
    quiet = [
        flags
        for flags in last_quarters(judged.when, 3)
        if (flags & about).sum() >= 3 and not judged.shown[flags & about].any()
    ]
    if quiet and found.kind is not VerdictKind.NO_CALL:
        said.append(
            Evidence(
                tr("{quarters} of the last three went by without it.", quarters=plural(len(quiet), "quarter"))
            )
        )
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
        return tr("of the team")
    if found.kind is VerdictKind.REP:
        return tr("of this rep") if len(found.who) == 1 else tr("of these reps")
    return tr("that could show it")


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
            tail = tr(": what is missing may have been done and not recorded") if less else ""
            said.append(
                Evidence(
                    tr(
                        "{name} records some activity in {share} of the stages that were worked, the others in "
                        "{share_2} (median){tail}.",
                        name=name,
                        share=percent(known[name]),
                        share_2=percent(middle),
                        tail=tail,
                    )
                )
            )
    return said


def would_change(found: Whose, thresholds: Thresholds) -> list[str]:
    """What would make the call another one, or possible at all."""
    judged = found.judged
    rate = float(judged.shown.mean()) if len(judged.shown) else 0.0
    if found.kind is VerdictKind.EVERYBODY:
        rate_words = percent(thresholds.everybody_rate)
        return [
            tr(
                "If fewer than {rate_words} of the deals showed it, it would no longer be everybody's.",
                rate_words=rate_words,
            )
        ]
    if found.kind is VerdictKind.TEAM:
        return [
            tr(
                "If reps of other teams, with deals of the same kind, showed it as often, it would be no "
                "team's reading."
            )
        ]
    if found.kind is VerdictKind.REP:
        return [
            tr(
                "If it turned out to be done and not recorded, or the deals to differ in something that "
                "is not in the log, it would be no habit."
            )
        ]
    needed = deals_needed(rate, thresholds.rep_gap)
    usual = float(np.median(judged.of)) if judged.n_reps else 0.0
    if usual < needed:
        return [
            tr(
                "To see a habit {rep_gap} points above the others four times of five, a rep needs about "
                "{judged_deals}; the middle one has {usual}.",
                rep_gap=number(thresholds.rep_gap * 100),
                judged_deals=plural(needed, "judged deal"),
                usual=number(usual),
            )
        ]
    return [tr("If a rep or a team stood out by more than chance and mix explain, it would be theirs.")]
