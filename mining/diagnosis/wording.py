"""Verdicts in plain words: headlines that the window, the report and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10

from mining.number_format import NBSP, money, number, percent, percent_range, plural
from mining.wording import title
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Confidence, DiagnosisCard, Estimate, Habit, Reading, VerdictKind
from resources.translation import tr

NOBODY_RENAMED: Mapping[str, str] = {}
"""Names as they are."""

_DOES = {
    DeviationType.SKIPPED: (tr("{who} leaves out {stage}"), tr("{who} leave out {stage}")),
    DeviationType.OUT_OF_ORDER: (
        tr("{who} takes {stage} out of order"),
        tr("{who} take {stage} out of order"),
    ),
    DeviationType.REPEATED: (tr("{who} repeats {stage}"), tr("{who} repeat {stage}")),
    DeviationType.WENT_BACK: (tr("{who} goes back to {stage}"), tr("{who} go back to {stage}")),
    DeviationType.UNDOCUMENTED: (
        tr("{who} adds a step nobody documented: {stage}"),
        tr("{who} add a step nobody documented: {stage}"),
    ),
    DeviationType.PREMATURE_CLOSE: (
        tr("{who} closes too early, from {stage}"),
        tr("{who} close too early, from {stage}"),
    ),
    DeviationType.ENTERED_IN_BULK: (tr("{who} enters {stage} in bulk"), tr("{who} enter {stage} in bulk")),
    DeviationType.BUYER_NOT_THERE_YET: (
        tr("{who} is ahead of the buyer at {stage}"),
        tr("{who} are ahead of the buyer at {stage}"),
    ),
    DeviationType.BUYER_AHEAD: (
        tr("{who} is behind the buyer at {stage}"),
        tr("{who} are behind the buyer at {stage}"),
    ),
    DeviationType.MISSING_EVIDENCE: (
        tr("{who} leaves {stage} without its evidence"),
        tr("{who} leave {stage} without its evidence"),
    ),
    DeviationType.FORBIDDEN: (
        tr("{who} takes the forbidden path {stage}"),
        tr("{who} take the forbidden path {stage}"),
    ),
    DeviationType.STALLED: (tr("{who} lets deals stall in {stage}"), tr("{who} let deals stall in {stage}")),
    DeviationType.LATE: (tr("{who} takes too long in {stage}"), tr("{who} take too long in {stage}")),
    DeviationType.WRONG_ROLE: (
        tr("{who} leaves {stage} to another role"),
        tr("{who} leave {stage} to another role"),
    ),
    DeviationType.BARE_CLOSE: (
        tr("{who} ends deals as {stage} too bare"),
        tr("{who} end deals as {stage} too bare"),
    ),
    DeviationType.HAND_OVER: (
        tr("{who} has hand-overs go wrong ({stage})"),
        tr("{who} have hand-overs go wrong ({stage})"),
    ),
}
_NO_READING = (DeviationType.LATE, DeviationType.STALLED, DeviationType.HAND_OVER)
"""Of time and of others' answers: no way of reading a step, so a team with them only stands out."""
_READS = {
    Reading.NONE: "{said}",
    Reading.UNREALISTIC: tr("{said}: the process may be unrealistic"),
    Reading.VAGUE: tr("{said}: the step may be too vague"),
    Reading.COMFORT: tr("{said}: a habit, perhaps of comfort"),
}
_KINDS = {
    VerdictKind.EVERYBODY: tr("Everybody"),
    VerdictKind.TEAM: tr("A team's reading"),
    VerdictKind.REP: tr("A rep's habit"),
    VerdictKind.UNOBTAINABLE: tr("Strategy"),
    VerdictKind.SKILL: tr("Skill"),
    VerdictKind.NO_CALL: tr("No call"),
}
_CONFIDENCE = {
    Confidence.LIKELY: tr("Likely"),
    Confidence.POSSIBLE: tr("Possible"),
    Confidence.CANNOT_TELL: tr("Cannot tell"),
}
_CARRIES = {
    Confidence.LIKELY: tr(
        "With so many deals a rep such a verdict was right in nine of ten simulated logs, or more."
    ),
    Confidence.POSSIBLE: tr(
        "With so few deals a rep such a verdict is often missed or wrong: look at it again with more."
    ),
    Confidence.CANNOT_TELL: tr("The data do not carry a verdict; what would be needed is said with it."),
}
_COUNTS = (
    tr("No"),
    tr("One"),
    tr("Two"),
    tr("Three"),
    tr("Four"),
    tr("Five"),
    tr("Six"),
    tr("Seven"),
    tr("Eight"),
    tr("Nine"),
    tr("Ten"),
    tr("Eleven"),
    tr("Twelve"),
)


def headline(card: DiagnosisCard, names: Mapping[str, str] = NOBODY_RENAMED) -> str:
    """One line a verdict: `Two reps leave out Discovery: a habit, perhaps of comfort`.

    `names` has the stand-in for every person who is not to be named; one rep alone is named by it.
    """
    if card.kind is VerdictKind.UNOBTAINABLE:
        return tr(
            "Deals that follow the process miss the target, whoever sells: the strategy may be out of reach"
        )
    if card.kind is VerdictKind.SKILL:
        return tr("Some reps reach the target and others do not: is it a matter of skill?")
    if card.kind is VerdictKind.NO_CALL:
        return _no_call(card)
    who, are_many = _subject(card, names)
    if card.kind is VerdictKind.TEAM:
        does = _does(card.key, tr("they") if are_many else tr("it"), are_many)
        return f"{_differs(card.key, who, are_many)}: {does}"
    is_habit = card.kind is VerdictKind.REP and card.reading is Reading.NONE
    said = tr("{said}: a habit") if is_habit else _READS[card.reading]
    return said.format(said=_does(card.key, who, are_many))


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
        return tr(
            "{low} to\u00a0{high}{unit} a year, not told apart from none", low=low, high=high, unit=unit
        )
    near, far = sorted((abs(stake.low), abs(stake.high)))
    amounts = {
        "amount": money(_rounded(abs(stake.value)), currency),
        "low": money(_rounded(near)),
        "high": money(_rounded(far)),
    }
    if stake.value < 0:
        return tr("{amount} a year at stake (95\u00a0% interval {low} to\u00a0{high})", **amounts)
    return tr("{amount} a year more with it (95\u00a0% interval {low} to\u00a0{high})", **amounts)


def habit_sentence(habit: Habit, names: Mapping[str, str] = NOBODY_RENAMED) -> str:
    """`Rep 07 (East): 31 of 38 deals; drawn towards the others 76 % (95 % interval 61–87 %); the others 12 %. ...`."""
    who = names.get(habit.owner, habit.owner)
    values = {
        "who": f"{who} ({habit.team})" if habit.team else who,
        "shown": number(habit.shown),
        "deals": plural(habit.eligible, "deal"),
        "share": percent(habit.shrunken),
        "interval": percent_range(habit.low, habit.high),
    }
    if habit.peers is None:
        said = tr(
            "{who}: {shown} of {deals}, drawn towards the others {share} (95\u00a0% interval {interval}).",
            **values,
        )
    else:
        said = tr(
            "{who}: {shown} of {deals}, drawn towards the others {share} (95\u00a0% interval {interval}); "
            "everybody else {peers}.",
            **values,
            peers=percent(habit.peers),
        )
    return f"{said} {logged_sentence(habit)}"


def logged_sentence(habit: Habit) -> str:
    """How much of what this owner does is recorded at all: missing is not the same as not done."""
    if habit.logged is None:
        return tr("How much is logged is not known.")
    return tr("Something is logged in {share} of the stages.", share=percent(habit.logged))


def _subject(card: DiagnosisCard, names: Mapping[str, str]) -> tuple[str, bool]:
    """Who, and whether that takes a verb in the plural."""
    if card.kind is VerdictKind.EVERYBODY or not card.who:
        return tr("Everybody"), False
    if len(card.who) == 1:
        return names.get(card.who[0], card.who[0]), False
    count = len(card.who)
    written = _COUNTS[count] if count < len(_COUNTS) else number(count)
    if card.kind is VerdictKind.TEAM:
        return tr("{count} teams", count=written), True
    return tr("{count} reps", count=written), True


def _differs(key: DeviationKey | None, who: str, are_many: bool) -> str:
    if key is not None and key.type in _NO_READING:
        return tr("{who} stand out", who=who) if are_many else tr("{who} stands out", who=who)
    if are_many:
        return tr("{who} read the steps differently", who=who)
    return tr("{who} reads the steps differently", who=who)


def _no_call(card: DiagnosisCard) -> str:
    """Whether nobody stands out among enough deals, or the deals are too few to tell."""
    if card.key is None:
        return tr("Cannot tell yet: strategy or skill")
    if card.confidence is not Confidence.CANNOT_TELL:
        return tr("{deviation} – nobody stands out", deviation=title(card.key))
    return tr("{deviation} – cannot tell yet whose it is", deviation=title(card.key))


def _does(key: DeviationKey | None, who: str, are_many: bool) -> str:
    if key is None:
        if are_many:
            return tr("{who} depart from the process", who=who)
        return tr("{who} departs from the process", who=who)
    if key.type in _DOES:
        return _DOES[key.type][are_many].format(who=who, stage=key.stage or tr("a stage"))
    if are_many:
        return tr("{who} show: {deviation}", who=who, deviation=title(key))
    return tr("{who} shows: {deviation}", who=who, deviation=title(key))


def _signed(amount: float) -> str:
    return f"{'+' if amount > 0 else ''}{money(_rounded(amount))}"


def _rounded(amount: float) -> float:
    """To two digits: an interval that wide carries no more."""
    if not amount:
        return amount
    step = 10.0 ** (floor(log10(abs(amount))) - 1)
    return round(amount / step) * step
