"""The measures of a process in plain words, for the window, the report and the command line."""

from __future__ import annotations

from collections.abc import Collection

from mining.number_format import days, number, percent, plural
from models.model_quality import (
    Continuation,
    Footprint,
    FootprintCell,
    ModelQuality,
    Precision,
    Relation,
    StageFitness,
)
from models.temporal_profile import TemporalProfile
from models.token_replay import TokenReplay
from resources.translation import tr, tr_n

NAMED = 3
"""So many examples are named in a sentence."""

_CELLS = {
    (Relation.NEVER, Relation.BEFORE): tr(
        "deals go from {first} straight to {second}, the process never does"
    ),
    (
        Relation.NEVER,
        Relation.BOTH,
    ): tr("deals go straight from {first} to {second} and back, the process never does"),
    (Relation.BEFORE, Relation.NEVER): tr("the process goes from {first} straight to {second}, no deal does"),
    (
        Relation.BEFORE,
        Relation.AFTER,
    ): tr("the process goes from {first} to {second}, deals from {second} to {first}"),
    (Relation.BEFORE, Relation.BOTH): tr("the process goes from {first} to {second}, deals go back as well"),
    (
        Relation.BOTH,
        Relation.NEVER,
    ): tr("the process goes straight from {first} to {second} and back, no deal does"),
    (
        Relation.BOTH,
        Relation.BEFORE,
    ): tr("the process goes back from {second} to {first} as well, deals never do"),
}
_TURNED = {Relation.BEFORE: Relation.AFTER, Relation.AFTER: Relation.BEFORE}


def quality_sentences(quality: ModelQuality, ends: Collection[str] = ()) -> tuple[str, ...]:
    """What every measure says, the most important first; `ends` are the documented ends."""
    told = [
        precision_sentence(quality.precision, ends) if quality.precision else quality.without,
        generalisation_sentence(quality),
        footprint_sentence(quality.footprint) if quality.footprint else "",
    ]
    return tuple(sentence for sentence in told if sentence)


def precision_sentence(precision: Precision, ends: Collection[str] = ()) -> str:
    """`Of what the process allows at each step, deals do 62 %: it leaves room for ways that no deal takes, ...`.

    That a deal could have ended instead is no example, unless there is no other: an end that is documented from
    anywhere is open at every step, and would be all that is named.
    """
    if not precision.escaping:
        return tr(
            "Deals do all that the process allows at each step: it leaves no room for ways that nobody takes."
        )
    steps = [one for one in precision.unused if one.step not in ends] or precision.unused
    unused = [_continuation(one) for one in steps[:NAMED]]
    return tr(
        "Of what the process allows at each step, deals do {share}: it leaves room for ways that "
        "no deal takes from there, such as {listed}.",
        share=percent(precision.value),
        listed=_listed(unused),
    )


def _continuation(unused: Continuation) -> str:
    where = tr("first of all") if unused.after is None else tr("right after {after}", after=unused.after)
    return tr(
        "{step} {where} ({times}\u00a0times possible)",
        step=unused.step,
        where=where,
        times=number(unused.times),
    )


def generalisation_sentence(quality: ModelQuality) -> str:
    """How sure it is that the documented steps are more than chance, and which of them nobody does in their place."""
    if quality.generalisation is None:
        return ""
    never = [row.stage for row in quality.stages if not row.followed]
    sure = tr(
        "How well the documented steps are backed by deals that follow them: {share}",
        share=percent(quality.generalisation),
    )
    if not never:
        return tr("{sure}; every one of them is followed by some deal.", sure=sure)
    return tr(
        "{sure}; no deal follows {listed}.",
        sure=sure,
        listed=_listed(never[:NAMED], "or", len(never) - NAMED),
    )


def footprint_sentence(footprint: Footprint) -> str:
    """How far deals and process agree on which step comes right after which."""
    if not footprint.differing:
        return tr("Deals and process agree on which step can come right after which.")
    most = sorted(footprint.differing, key=lambda cell: -cell.times)[:NAMED]
    cells = [cell_sentence(cell) for cell in most]
    return tr(
        "Deals and process agree on {share} of which step can come right after which; among "
        "{differing} differences: {cells}.",
        share=percent(footprint.agreement),
        differing=number(len(footprint.differing)),
        cells="; ".join(cells),
    )


def cell_sentence(cell: FootprintCell) -> str:
    """One difference: `deals go from Qualify straight to Proposal, the process never does`."""
    if cell.first == cell.second:
        who = (tr("deals do"), tr("the process never does"))
        who = who if cell.documented is Relation.NEVER else (tr("the process allows"), tr("no deal does it"))
        return tr("{who} {first} twice in a row, {who_2}", who=who[0], first=cell.first, who_2=who[1])
    documented, observed, first, second = cell.documented, cell.observed, cell.first, cell.second
    if (documented, observed) not in _CELLS:
        first, second = second, first
        documented, observed = (_TURNED.get(documented, documented), _TURNED.get(observed, observed))
    return _CELLS[documented, observed].format(first=first, second=second)


def stage_sentence(row: StageFitness) -> str:
    """`Demo: 97 % fit; 1,203 deals do it in its place, 30 leave it out, 4 do it at another time`."""
    if row.fitness is None:
        return tr("{stage}: no deal came so far", stage=row.stage)
    others = (
        (row.left_out, tr("leave it out"), tr("leaves it out")),
        (row.moved, tr("do it at another time"), tr("does it at another time")),
        (
            row.extra - row.moved,
            tr("do it where it is not asked for"),
            tr("does it where it is not asked for"),
        ),
    )
    parts = [
        tr_n(
            "{deals} does it in its place",
            "{deals} do it in its place",
            row.followed,
            deals=plural(row.followed, "deal"),
        )
    ]
    parts += [f"{number(deals)} {one if deals == 1 else many}" for deals, many, one in others if deals]
    return tr(
        "{stage}: {share} fit; {parts}", stage=row.stage, share=percent(row.fitness), parts=", ".join(parts)
    )


def times_sentence(profile: TemporalProfile) -> str:
    """Which pair of stages has the most deals that took unusually long or short."""
    if not len(profile.cases):
        return tr("No deal takes unusually long or short from one stage to a later one.")
    unusual = profile.unusual_deals
    pair = int(unusual.argmax())
    first, second = profile.labels[profile.first[pair]], profile.labels[profile.second[pair]]
    usual = days(float(profile.mean_days[pair]), profile.day_hours)
    return tr(
        "{deals} took unusually long or short from one stage to a later one (beyond {beyond} "
        "standard deviations), most often from {first} to {second}: {deals_2}, where {usual} are "
        "usual.",
        deals=plural(len(profile.cases), "deal"),
        beyond=f"{profile.beyond:g}",
        first=first,
        second=second,
        deals_2=plural(int(unusual[pair]), "deal"),
        usual=usual,
    )


def replay_sentence(replay: TokenReplay, ours: float | None) -> str:
    """pm4py's replay beside our own fitness of the same deals."""
    if replay.fitness is None:
        return tr("There is no won deal that pm4py could replay.")
    fitting = tr(
        "{deals} of {number}",
        deals=plural(replay.fitting_deals, "deal"),
        number=number(int(replay.deals.sum())),
    )
    return tr(
        "pm4py's replay, a second opinion on the deals that were won: {share} fits, {fitting} "
        "without a fault; our own comparison gives {share_2} for the same deals.",
        share=percent(replay.fitness),
        fitting=fitting,
        share_2=percent(ours),
    )


def _listed(names: list[str], last: str = "and", more: int = 0) -> str:
    if more > 0:
        return tr("{names} {last} {more} more", names=", ".join(names), last=last, more=number(more))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
