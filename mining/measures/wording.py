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

NAMED = 3
"""So many examples are named in a sentence."""

_CELLS = {
    (Relation.NEVER, Relation.BEFORE): "deals go from {first} straight to {second}, the process never does",
    (
        Relation.NEVER,
        Relation.BOTH,
    ): "deals go straight from {first} to {second} and back, the process never does",
    (Relation.BEFORE, Relation.NEVER): "the process goes from {first} straight to {second}, no deal does",
    (
        Relation.BEFORE,
        Relation.AFTER,
    ): "the process goes from {first} to {second}, deals from {second} to {first}",
    (Relation.BEFORE, Relation.BOTH): "the process goes from {first} to {second}, deals go back as well",
    (
        Relation.BOTH,
        Relation.NEVER,
    ): "the process goes straight from {first} to {second} and back, no deal does",
    (
        Relation.BOTH,
        Relation.BEFORE,
    ): "the process goes back from {second} to {first} as well, deals never do",
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
        return (
            "Deals do all that the process allows at each step: it leaves no room for ways that nobody takes."
        )
    steps = [one for one in precision.unused if one.step not in ends] or precision.unused
    unused = [_continuation(one) for one in steps[:NAMED]]
    return (
        f"Of what the process allows at each step, deals do {percent(precision.value)}: it leaves room for ways "
        f"that no deal takes from there, such as {_listed(unused)}."
    )


def _continuation(unused: Continuation) -> str:
    where = "first of all" if unused.after is None else f"right after {unused.after}"
    return f"{unused.step} {where} ({number(unused.times)}\u00a0times possible)"


def generalisation_sentence(quality: ModelQuality) -> str:
    """How sure it is that the documented steps are more than chance, and which of them nobody does in their place."""
    if quality.generalisation is None:
        return ""
    never = [row.stage for row in quality.stages if not row.followed]
    sure = f"How well the documented steps are backed by deals that follow them: {percent(quality.generalisation)}"
    if not never:
        return f"{sure}; every one of them is followed by some deal."
    return f"{sure}; no deal follows {_listed(never[:NAMED], 'or', len(never) - NAMED)}."


def footprint_sentence(footprint: Footprint) -> str:
    """How far deals and process agree on which step comes right after which."""
    if not footprint.differing:
        return "Deals and process agree on which step can come right after which."
    most = sorted(footprint.differing, key=lambda cell: -cell.times)[:NAMED]
    cells = [cell_sentence(cell) for cell in most]
    return (
        f"Deals and process agree on {percent(footprint.agreement)} of which step can come right after which; "
        f"among {number(len(footprint.differing))} differences: {'; '.join(cells)}."
    )


def cell_sentence(cell: FootprintCell) -> str:
    """One difference: `deals go from Qualify straight to Proposal, the process never does`."""
    if cell.first == cell.second:
        who = ("deals do", "the process never does")
        who = who if cell.documented is Relation.NEVER else ("the process allows", "no deal does it")
        return f"{who[0]} {cell.first} twice in a row, {who[1]}"
    documented, observed, first, second = cell.documented, cell.observed, cell.first, cell.second
    if (documented, observed) not in _CELLS:
        first, second = second, first
        documented, observed = (_TURNED.get(documented, documented), _TURNED.get(observed, observed))
    return _CELLS[documented, observed].format(first=first, second=second)


def stage_sentence(row: StageFitness) -> str:
    """`Demo: 97 % fit; 1,203 deals do it in its place, 30 leave it out, 4 do it at another time`."""
    if row.fitness is None:
        return f"{row.stage}: no deal came so far"
    others = (
        (row.left_out, "leave it out", "leaves it out"),
        (row.moved, "do it at another time", "does it at another time"),
        (row.extra - row.moved, "do it where it is not asked for", "does it where it is not asked for"),
    )
    parts = [f"{plural(row.followed, 'deal')} {'does' if row.followed == 1 else 'do'} it in its place"]
    parts += [f"{number(deals)} {one if deals == 1 else many}" for deals, many, one in others if deals]
    return f"{row.stage}: {percent(row.fitness)} fit; {', '.join(parts)}"


def times_sentence(profile: TemporalProfile) -> str:
    """Which pair of stages has the most deals that took unusually long or short."""
    if not len(profile.cases):
        return "No deal takes unusually long or short from one stage to a later one."
    unusual = profile.unusual_deals
    pair = int(unusual.argmax())
    first, second = profile.labels[profile.first[pair]], profile.labels[profile.second[pair]]
    usual = days(float(profile.mean_days[pair]), profile.day_hours)
    return (
        f"{plural(len(profile.cases), 'deal')} took unusually long or short from one stage to a later one (beyond "
        f"{profile.beyond:g} standard deviations), most often from {first} to {second}: "
        f"{plural(int(unusual[pair]), 'deal')}, where {usual} are usual."
    )


def replay_sentence(replay: TokenReplay, ours: float | None) -> str:
    """pm4py's replay beside our own fitness of the same deals."""
    if replay.fitness is None:
        return "There is no won deal that pm4py could replay."
    fitting = f"{plural(replay.fitting_deals, 'deal')} of {number(int(replay.deals.sum()))}"
    return (
        f"pm4py's replay, a second opinion on the deals that were won: {percent(replay.fitness)} fits, "
        f"{fitting} without a fault; our own comparison gives {percent(ours)} for the same deals."
    )


def _listed(names: list[str], last: str = "and", more: int = 0) -> str:
    if more > 0:
        return f"{', '.join(names)} {last} {number(more)} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
