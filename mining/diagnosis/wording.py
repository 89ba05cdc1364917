"""Verdicts in plain words: headlines that the window, the report and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10

from mining.number_format import NBSP, money, percent, percent_range, plural
from mining.wording import title
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Confidence, DiagnosisCard, Estimate, Habit, Reading, VerdictKind

NOBODY_RENAMED: Mapping[str, str] = {}
"""Names as they are."""

_DOES = {
    DeviationType.SKIPPED: ("leaves out {stage}", "leave out {stage}"),
    DeviationType.OUT_OF_ORDER: ("takes {stage} out of order", "take {stage} out of order"),
    DeviationType.REPEATED: ("repeats {stage}", "repeat {stage}"),
    DeviationType.WENT_BACK: ("goes back to {stage}", "go back to {stage}"),
    DeviationType.UNDOCUMENTED: ("adds a step nobody documented: {stage}", "add a step nobody documented: {stage}"),
    DeviationType.PREMATURE_CLOSE: ("closes too early, from {stage}", "close too early, from {stage}"),
    DeviationType.ENTERED_IN_BULK: ("enters {stage} in bulk", "enter {stage} in bulk"),
    DeviationType.BUYER_NOT_THERE_YET: ("is ahead of the buyer at {stage}", "are ahead of the buyer at {stage}"),
    DeviationType.BUYER_AHEAD: ("is behind the buyer at {stage}", "are behind the buyer at {stage}"),
    DeviationType.MISSING_EVIDENCE: (
        "leaves {stage} without its evidence",
        "leave {stage} without its evidence",
    ),
    DeviationType.FORBIDDEN: ("takes the forbidden path {stage}", "take the forbidden path {stage}"),
    DeviationType.STALLED: ("lets deals stall in {stage}", "let deals stall in {stage}"),
    DeviationType.LATE: ("takes too long in {stage}", "take too long in {stage}"),
    DeviationType.WRONG_ROLE: ("leaves {stage} to another role", "leave {stage} to another role"),
    DeviationType.BARE_CLOSE: ("ends deals as {stage} too bare", "end deals as {stage} too bare"),
    DeviationType.HAND_OVER: ("has hand-overs go wrong ({stage})", "have hand-overs go wrong ({stage})"),
}  # fmt: skip
_NO_READING = (DeviationType.LATE, DeviationType.STALLED, DeviationType.HAND_OVER)
"""Of time and of others' answers: no way of reading a step, so a team with them only stands out."""
_READS = {
    Reading.NONE: "",
    Reading.UNREALISTIC: ": the process may be unrealistic",
    Reading.VAGUE: ": the step may be too vague",
    Reading.COMFORT: ": a habit, perhaps of comfort",
}
_KINDS = {
    VerdictKind.EVERYBODY: "Everybody",
    VerdictKind.TEAM: "A team's reading",
    VerdictKind.REP: "A rep's habit",
    VerdictKind.UNOBTAINABLE: "Strategy",
    VerdictKind.SKILL: "Skill",
    VerdictKind.NO_CALL: "No call",
}
_CONFIDENCE = {
    Confidence.LIKELY: "Likely",
    Confidence.POSSIBLE: "Possible",
    Confidence.CANNOT_TELL: "Cannot tell",
}
_CARRIES = {
    Confidence.LIKELY: "With so many deals a rep such a verdict was right in nine of ten simulated logs, or more.",
    Confidence.POSSIBLE: "With so few deals a rep such a verdict is often missed or wrong: look at it again with more.",
    Confidence.CANNOT_TELL: "The data do not carry a verdict; what would be needed is said with it.",
}
_COUNTS = (
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
)


def headline(card: DiagnosisCard, names: Mapping[str, str] = NOBODY_RENAMED) -> str:
    """One line a verdict: `Two reps leave out Discovery: a habit, perhaps of comfort`.

    `names` has the stand-in for every person who is not to be named; one rep alone is named by it.
    """
    if card.kind is VerdictKind.UNOBTAINABLE:
        return (
            "Deals that follow the process miss the target, whoever sells: the strategy may be out of reach"
        )
    if card.kind is VerdictKind.SKILL:
        return "Some reps reach the target and others do not: is it a matter of skill?"
    if card.kind is VerdictKind.NO_CALL:
        return _no_call(card)
    who, are_many = _subject(card, names)
    does = _does(card.key, are_many)
    if card.kind is VerdictKind.TEAM:
        return f"{who} {_differs(card.key, are_many)}: {'they' if are_many else 'it'} {does}"
    is_habit = card.kind is VerdictKind.REP and card.reading is Reading.NONE
    return f"{who} {does}{': a habit' if is_habit else _READS[card.reading]}"


def kind_words(kind: VerdictKind) -> str:
    """Whose it is, in short: `Everybody`, `A team's reading`, `No call`."""
    return _KINDS[kind]


def confidence_words(confidence: Confidence) -> str:
    """`Likely`, `Possible` or `Cannot tell`."""
    return _CONFIDENCE[confidence]


def standing_words(card: DiagnosisCard) -> tuple[str, ...]:
    """Whose it is and how sure that is; without a call nothing is likely or possible."""
    if card.kind is VerdictKind.NO_CALL:
        return (kind_words(card.kind),)
    return kind_words(card.kind), confidence_words(card.confidence)


def confidence_reason(confidence: Confidence) -> str:
    """What that word means, in a sentence."""
    return _CARRIES[confidence]


def who_words(card: DiagnosisCard, names: Mapping[str, str] = NOBODY_RENAMED) -> str:
    """Whom it is about, in the order of their names: `Rep 03, Rep 07`; empty for everybody."""
    return ", ".join(sorted(names.get(one, one) for one in card.who))


def stake_words(stake: Estimate, currency: str, is_told_apart: bool = True) -> str:
    """Money of a year with its interval: `120,000 EUR a year at stake (95 % interval 40,000 to 210,000)`.

    A negative amount is what the deals with a deviation bring less. Where the data do not tell it from nothing, all
    comparisons considered, only the interval is told: `−210,000 to +40,000 EUR a year, not told apart from none`.
    """
    unit = f"{NBSP}{currency}" if currency else ""
    if not is_told_apart or stake.low <= 0 <= stake.high:
        low, high = _signed(stake.low), _signed(stake.high)
        return f"{low} to{NBSP}{high}{unit} a year, not told apart from none"
    near, far = sorted((abs(stake.low), abs(stake.high)))
    what = "at stake" if stake.value < 0 else "more with it"
    amount = money(_rounded(abs(stake.value)), currency)
    interval = f"{money(_rounded(near))} to{NBSP}{money(_rounded(far))}"
    return f"{amount} a year {what} (95{NBSP}% interval {interval})"


def habit_sentence(habit: Habit, names: Mapping[str, str] = NOBODY_RENAMED) -> str:
    """`Rep 07 (East): 31 of 38 deals; drawn towards the others 76 % (95 % interval 61–87 %); the others 12 %. ...`."""
    who = names.get(habit.owner, habit.owner)
    team = f" ({habit.team})" if habit.team else ""
    share = f"{percent(habit.shrunken)} (95\u00a0% interval {percent_range(habit.low, habit.high)})"
    counted = f"{habit.shown:,} of {plural(habit.eligible, 'deal')}"
    others = f"; everybody else {percent(habit.peers)}" if habit.peers is not None else ""
    return f"{who}{team}: {counted}, drawn towards the others {share}{others}. {logged_sentence(habit)}"


def logged_sentence(habit: Habit) -> str:
    """How much of what this owner does is recorded at all: missing is not the same as not done."""
    if habit.logged is None:
        return "How much is logged is not known."
    return f"Something is logged in {percent(habit.logged)} of the stages."


def _subject(card: DiagnosisCard, names: Mapping[str, str]) -> tuple[str, bool]:
    """Who, and whether that takes a verb in the plural."""
    if card.kind is VerdictKind.EVERYBODY or not card.who:
        return "Everybody", False
    if len(card.who) == 1:
        return names.get(card.who[0], card.who[0]), False
    noun = "teams" if card.kind is VerdictKind.TEAM else "reps"
    count = len(card.who)
    return f"{_COUNTS[count] if count < len(_COUNTS) else f'{count:,}'} {noun}", True


def _differs(key: DeviationKey | None, are_many: bool) -> str:
    if key is not None and key.type in _NO_READING:
        return "stand out" if are_many else "stands out"
    return f"{'read' if are_many else 'reads'} the steps differently"


def _no_call(card: DiagnosisCard) -> str:
    """Whether nobody stands out among enough deals, or the deals are too few to tell."""
    if card.key is None:
        return "Cannot tell yet: strategy or skill"
    is_seen = card.confidence is not Confidence.CANNOT_TELL
    return f"{title(card.key)} – {'nobody stands out' if is_seen else 'cannot tell yet whose it is'}"


def _does(key: DeviationKey | None, are_many: bool) -> str:
    if key is None:
        return "depart from the process" if are_many else "departs from the process"
    if key.type in _DOES:
        return _DOES[key.type][are_many].format(stage=key.stage or "a stage")
    return f"{'show' if are_many else 'shows'}: {title(key)}"


def _signed(amount: float) -> str:
    return f"{'+' if amount > 0 else ''}{money(_rounded(amount))}"


def _rounded(amount: float) -> float:
    """To two digits: an interval that wide carries no more."""
    if not amount:
        return amount
    step = 10.0 ** (floor(log10(abs(amount))) - 1)
    return round(amount / step) * step
