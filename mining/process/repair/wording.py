"""Edits of the documented process and what they would do, in words that the window and the command line share."""

from __future__ import annotations

from mining.number_format import number, plural
from mining.what_if.wording import more_paths
from mining.wording import difference, tells_apart, what_follows
from models.repair import EditKind, ProcessEdit, Repair, Repairs, Withheld
from resources.translation import tr, tr_n

_TIMES = {2: tr("twice"), 3: tr("three times"), 4: tr("four times"), 5: tr("five times")}


def edit_words(edit: ProcessEdit) -> str:
    """`Make Demo optional`, `Let Negotiation go back to Proposal`: what is done to the process, as a verb."""
    stage, other = edit.stage, edit.other
    again = tr(", any number of times in a row") if edit.repeat is None else ""
    place = tr("after {other}", other=other) if other else tr("at the beginning")
    words = {
        EditKind.OPTIONAL: tr("Make {stage} optional", stage=stage),
        EditKind.OPTIONAL_WHEN: tr(
            "Make {stage} optional where {condition}", stage=stage, condition=edit.condition
        ),
        EditKind.WAY_BACK: tr("Let {stage} go back to {other}", stage=stage, other=other),
        EditKind.REPEAT: tr(
            "Allow {stage} {how_often} in a row", stage=stage, how_often=_how_often(edit.repeat)
        ),
        EditKind.SWAP: tr("Swap {stage} and {other}", stage=stage, other=other),
        EditKind.SIDE_BY_SIDE: tr("Let {stage} and {other} come in either order", stage=stage, other=other),
        EditKind.ADD: tr(
            "Add {stage} as an optional stage {place}{again}", stage=stage, place=place, again=again
        ),
        EditKind.ADD_REQUIRED: tr("Add {stage} {place}", stage=stage, place=place),
    }
    return words[edit.kind]


def gain_words(repair: Repair) -> str:
    """`236 won deals more follow the process (631 deals in all)`, or how many come closer where none follows by it."""
    if not repair.won:
        fewer = tr_n(
            "{won_deals} departs in fewer things",
            "{won_deals} depart in fewer things",
            repair.closer,
            won_deals=plural(repair.closer, "won deal"),
        )
        return tr("{fewer}, and none follows the process by this alone", fewer=fewer)
    more = tr_n(
        "{won_deals} more follows the process",
        "{won_deals} more follow the process",
        repair.won,
        won_deals=plural(repair.won, "won deal"),
    )
    told = tr("{more} ({deals} in all)", more=more, deals=plural(len(repair.begin), "deal"))
    if len(repair.stop):
        told += tr_n(
            ", and {deals} no longer does",
            ", and {deals} no longer do",
            len(repair.stop),
            deals=plural(len(repair.stop), "deal"),
        )
    return told


def cost_words(repair: Repair, now: Repairs) -> str:
    """What the edit costs in clarity: `6 more allowed paths (6 → 12)`."""
    return more_paths(now.paths, repair.paths)


def outcome_words(repair: Repair) -> str:
    """How the deals end that do what the edit would document, against those that got as far, with the interval."""
    effect, told = repair.reason.effect, what_follows(repair.reason)
    if effect is None or tells_apart(effect):
        return told
    return f"{told.removesuffix('.')}, {difference(effect)}."


def withheld_words(one: Withheld) -> str:
    """`Not suggested: Make Discovery optional (39 won deals do so). Deals that skip it win 23 % of the time, ...`."""
    done = tr_n("{won_deals} does so", "{won_deals} do so", one.won, won_deals=plural(one.won, "won deal"))
    return tr(
        "Not suggested: {edit_words} ({done}). {what_follows}",
        edit_words=edit_words(one.edit),
        done=done,
        what_follows=what_follows(one.reason),
    )


def standing_words(now: Repairs) -> str:
    """`95 of 614 won deals follow the process as it is; with all suggestions 541 do.`"""
    told = tr(
        "{won_conforming} of {won_deals} follow the process as it is",
        won_conforming=number(now.won_conforming),
        won_deals=plural(now.won, "won deal"),
    )
    if not now.suggestions:
        return f"{told}."
    together = now.suggestions[-1].won_together
    if together == now.won_conforming:
        return tr(
            "{told}; the suggestions bring more of them closer, though none follows it by them.", told=told
        )
    with_all = tr("the suggestion") if len(now.suggestions) == 1 else tr("all suggestions")
    return tr(
        "{told}; with {with_all} {together} would.", told=told, with_all=with_all, together=number(together)
    )


def lines(now: Repairs) -> list[str]:
    """The suggestions for a terminal."""
    told = [now.why_none] if now.why_none else [standing_words(now)]
    for one in now.suggestions:
        told.append(
            f"{edit_words(one.edit)}: {gain_words(one)}; {cost_words(one, now)}. {outcome_words(one)}"
        )
    return [*told, *(withheld_words(one) for one in now.withheld)]


def _how_often(repeat: int | None) -> str:
    return (
        tr("any number of times")
        if repeat is None
        else _TIMES.get(repeat, tr("{repeat} times", repeat=repeat))
    )
