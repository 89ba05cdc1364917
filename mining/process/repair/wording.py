"""Edits of the documented process and what they would do, in words that the window and the command line share."""

from __future__ import annotations

from mining.number_format import number, plural
from mining.what_if.wording import more_paths
from mining.wording import difference, tells_apart, what_follows
from models.repair import EditKind, ProcessEdit, Repair, Repairs, Withheld

_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times"}


def edit_words(edit: ProcessEdit) -> str:
    """`Make Demo optional`, `Let Negotiation go back to Proposal`: what is done to the process, as a verb."""
    stage, other = edit.stage, edit.other
    again = ", any number of times in a row" if edit.repeat is None else ""
    place = f"after {other}" if other else "at the beginning"
    words = {
        EditKind.OPTIONAL: f"Make {stage} optional",
        EditKind.OPTIONAL_WHEN: f"Make {stage} optional where {edit.condition}",
        EditKind.WAY_BACK: f"Let {stage} go back to {other}",
        EditKind.REPEAT: f"Allow {stage} {_how_often(edit.repeat)} in a row",
        EditKind.SWAP: f"Swap {stage} and {other}",
        EditKind.SIDE_BY_SIDE: f"Let {stage} and {other} come in either order",
        EditKind.ADD: f"Add {stage} as an optional stage {place}{again}",
        EditKind.ADD_REQUIRED: f"Add {stage} {place}",
    }
    return words[edit.kind]


def gain_words(repair: Repair) -> str:
    """`236 won deals more follow the process (631 deals in all)`, or how many come closer where none follows by it."""
    if not repair.won:
        fewer = f"{plural(repair.closer, 'won deal')} {'departs' if repair.closer == 1 else 'depart'} in fewer things"
        return f"{fewer}, and none follows the process by this alone"
    more = f"{plural(repair.won, 'won deal')} more {'follows' if repair.won == 1 else 'follow'} the process"
    told = f"{more} ({plural(len(repair.begin), 'deal')} in all)"
    if len(repair.stop):
        told += (
            f", and {plural(len(repair.stop), 'deal')} no longer {'does' if len(repair.stop) == 1 else 'do'}"
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
    done = f"{plural(one.won, 'won deal')} {'does' if one.won == 1 else 'do'} so"
    return f"Not suggested: {edit_words(one.edit)} ({done}). {what_follows(one.reason)}"


def standing_words(now: Repairs) -> str:
    """`95 of 614 won deals follow the process as it is; with all suggestions 541 do.`"""
    told = f"{number(now.won_conforming)} of {plural(now.won, 'won deal')} follow the process as it is"
    if not now.suggestions:
        return f"{told}."
    together = now.suggestions[-1].won_together
    if together == now.won_conforming:
        return f"{told}; the suggestions bring more of them closer, though none follows it by them."
    with_all = "the suggestion" if len(now.suggestions) == 1 else "all suggestions"
    return f"{told}; with {with_all} {number(together)} would."


def lines(now: Repairs) -> list[str]:
    """The suggestions for a terminal."""
    told = [now.why_none] if now.why_none else [standing_words(now)]
    for one in now.suggestions:
        told.append(
            f"{edit_words(one.edit)}: {gain_words(one)}; {cost_words(one, now)}. {outcome_words(one)}"
        )
    return [*told, *(withheld_words(one) for one in now.withheld)]


def _how_often(repeat: int | None) -> str:
    return "any number of times" if repeat is None else _TIMES.get(repeat, f"{repeat} times")
