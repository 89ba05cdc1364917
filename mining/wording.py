"""Deviations in plain words: titles and sentences that the window, the report and the command line share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from mining.intervals import wilson
from mining.number_format import days, number, percent, percent_range, plural, points, signed
from models.allow_list import Accepted
from models.deal_path import DealPath, Step
from models.deviation import DeviationKey, DeviationRow, DeviationType, Effect
from resources.translation import tr

LARGEST_Q = 0.1
"""A difference counts as told apart up to this q-value (Benjamini-Hochberg) and with 0 outside its interval."""

SMALL = 0.10
"""Where the whole interval of a difference is within so much either way, there is no large one to be missed."""

FORBIDDEN_PATH = tr("A path that must never happen")
_KINDS = {
    DeviationType.SKIPPED: tr("skipped"),
    DeviationType.OUT_OF_ORDER: tr("out of order"),
    DeviationType.REPEATED: tr("repeated"),
    DeviationType.WENT_BACK: tr("went back"),
    DeviationType.UNDOCUMENTED: tr("undocumented step"),
    DeviationType.PREMATURE_CLOSE: tr("premature close"),
    DeviationType.ENTERED_IN_BULK: tr("entered in bulk"),
    DeviationType.BUYER_NOT_THERE_YET: tr("buyer not there yet"),
    DeviationType.BUYER_AHEAD: tr("buyer ahead"),
    DeviationType.MISSING_EVIDENCE: tr("missing evidence"),
    DeviationType.FORBIDDEN: tr("forbidden path"),
    DeviationType.STALLED: tr("stalled"),
    DeviationType.LATE: tr("late"),
    DeviationType.WRONG_ROLE: tr("wrong role"),
    DeviationType.BARE_CLOSE: tr("bare close"),
    DeviationType.HAND_OVER: tr("hand-over"),
}
_TITLES = {
    DeviationType.SKIPPED: tr("Skipped {stage}"),
    DeviationType.OUT_OF_ORDER: tr("{stage} out of order"),
    DeviationType.REPEATED: tr("Repeated {stage}"),
    DeviationType.WENT_BACK: tr("Went back to {stage}"),
    DeviationType.UNDOCUMENTED: tr("Undocumented step: {stage}"),
    DeviationType.PREMATURE_CLOSE: tr("Closed too early, from {stage}"),
    DeviationType.ENTERED_IN_BULK: tr("Entered in bulk: {stage}"),
    DeviationType.BUYER_NOT_THERE_YET: tr("Buyer not there yet: {stage}"),
    DeviationType.BUYER_AHEAD: tr("Buyer ahead, at {stage}"),
    DeviationType.MISSING_EVIDENCE: tr("Missing evidence: {stage}"),
    DeviationType.FORBIDDEN: tr("Must never happen: {stage}"),
    DeviationType.STALLED: tr("Stalled in {stage}"),
    DeviationType.LATE: tr("Late in {stage}"),
    DeviationType.WRONG_ROLE: tr("Wrong role: {stage}"),
    DeviationType.BARE_CLOSE: tr("Bare close: {stage}"),
    DeviationType.HAND_OVER: tr("Hand-over {stage}"),
}
_HAPPENS = {
    DeviationType.SKIPPED: tr("{stage} is skipped in {cases} of the {eligible} that got past it"),
    DeviationType.OUT_OF_ORDER: tr("{stage} comes out of order in {cases} of the {eligible} that reached it"),
    DeviationType.REPEATED: tr(
        "{stage} is repeated more than documented in {cases} of the {eligible} that reached it"
    ),
    DeviationType.WENT_BACK: tr("{cases} of the {eligible} that reached {stage} went back to it"),
    DeviationType.UNDOCUMENTED: tr(
        "{stage}, a step the process does not document, occurs in {cases} of {eligible}"
    ),
    DeviationType.PREMATURE_CLOSE: tr(
        "{cases} of the {eligible} that reached {stage} and closed did so right from there"
    ),
    DeviationType.ENTERED_IN_BULK: tr(
        "{cases} of {eligible} have {stage} entered in bulk with another stage"
    ),
    DeviationType.BUYER_NOT_THERE_YET: tr(
        "{cases} of the {eligible} that came to {stage} came before the buyer was there"
    ),
    DeviationType.BUYER_AHEAD: tr(
        "In {cases} of the {eligible} that came to {stage} the buyer was further than that"
    ),
    DeviationType.MISSING_EVIDENCE: tr(
        "{cases} of the {eligible} that went on from {stage} lack evidence it asks for"
    ),
    DeviationType.FORBIDDEN: tr("{cases} of {eligible} took the path {stage}, which must never happen"),
    DeviationType.STALLED: tr(
        "{cases} of the {eligible} that are open in {stage} have been quiet for too long"
    ),
    DeviationType.LATE: tr(
        "{cases} of the {eligible} whose time in {stage} is known stayed longer than it allows"
    ),
    DeviationType.WRONG_ROLE: tr(
        "In {cases} of the {eligible} for which it is known, {stage} was entered by another role"
    ),
    DeviationType.BARE_CLOSE: tr("{cases} of the {eligible} that ended as {stage} lack what it asks for"),
    DeviationType.HAND_OVER: tr("Hand-over {stage} in {cases} of the {eligible} that have it"),
}
_REOPENED = tr("{cases} of the {eligible} that were closed as {stage} went on after it")
_WHO = {
    DeviationType.SKIPPED: tr("Deals that skip it"),
    DeviationType.OUT_OF_ORDER: tr("Deals that take it out of order"),
    DeviationType.REPEATED: tr("Deals that repeat it"),
    DeviationType.WENT_BACK: tr("Deals that go back to it"),
    DeviationType.UNDOCUMENTED: tr("Deals with it"),
    DeviationType.PREMATURE_CLOSE: tr("Deals that close so early"),
    DeviationType.BUYER_NOT_THERE_YET: tr("Deals ahead of their buyer"),
    DeviationType.BUYER_AHEAD: tr("Deals behind their buyer"),
    DeviationType.MISSING_EVIDENCE: tr("Deals without the evidence"),
    DeviationType.FORBIDDEN: tr("Deals on it"),
    DeviationType.STALLED: tr("Deals that stall"),
    DeviationType.LATE: tr("Deals that are late there"),
    DeviationType.WRONG_ROLE: tr("Deals in another role's hands"),
    DeviationType.BARE_CLOSE: tr("Deals that end so"),
    DeviationType.HAND_OVER: tr("Deals with it"),
}
_NO_OUTCOME = {
    DeviationType.STALLED: tr("Open deals have no outcome to compare yet."),
    DeviationType.BARE_CLOSE: tr("All of these deals ended alike, so that there is no outcome to compare."),
}
_DONE = {
    DeviationType.UNDOCUMENTED: tr("not documented"),
    DeviationType.PREMATURE_CLOSE: tr("closed too early"),
}
_NOT_DONE: dict[DeviationType | None, str] = {
    DeviationType.SKIPPED: tr("skipped"),
    DeviationType.OUT_OF_ORDER: tr("done elsewhere"),
}
_DATA_ENTRY = tr("This is how the data was entered, not how it was sold: times in stage mean nothing there.")


def kind_words(kind: DeviationType) -> str:
    """What a kind of deviation is called: `skipped`, `undocumented step`."""
    return _KINDS[kind]


def title(key: DeviationKey, ends: Collection[str] = ()) -> str:
    """A deviation's name: `Skipped Discovery`, `Went back to Demo`, `Reopened after Lost` (one of the `ends`)."""
    if not key.stage:
        return kind_words(key.type).capitalize()
    if is_reopening(key, ends):
        return tr("Reopened after {stage}", stage=key.stage)
    return _TITLES[key.type].format(stage=key.stage)


def is_reopening(key: DeviationKey, ends: Collection[str]) -> bool:
    """Whether a deal was closed and went on: to "go back" to an end means that."""
    return key.type is DeviationType.WENT_BACK and key.stage in ends


def sentence(row: DeviationRow, ends: Collection[str] = ()) -> str:
    """What a deviation amounts to: how often it happens and what goes with it."""
    return f"{how_often(row, ends)} {what_follows(row)}"


def how_often(row: DeviationRow, ends: Collection[str] = ()) -> str:
    """`Demo is skipped in 164 of the 201 deals that got past it (82 %, 95 % interval 76–86 %).`"""
    words = _REOPENED if is_reopening(row.key, ends) else _HAPPENS[row.key.type]
    happens = words.format(
        stage=row.key.stage or tr("a stage"), cases=number(row.cases), eligible=plural(row.eligible, "deal")
    )
    return f"{happens} ({rate_with_interval(row)})."


def rate_with_interval(row: DeviationRow) -> str:
    """`82 %, 95 % interval 76–86 %`; without the interval where no deal can tell."""
    interval = wilson(row.cases, row.eligible)
    share = percent(row.rate)
    return (
        share
        if interval is None
        else tr("{share}, 95\u00a0% interval {interval}", share=share, interval=percent_range(*interval))
    )


def how_sure(row: DeviationRow) -> str:
    """`In 88 of them it is certain: no explanation of the deal has it otherwise.`; empty where nobody looked."""
    if row.definite is None:
        return ""
    if row.definite == row.cases:
        return tr("That is certain in all of them: no explanation of the deals has it otherwise.")
    rest = tr("in the others another explanation of the deal may do without it")
    return tr("In {definite} of them it is certain; {rest}.", definite=number(row.definite), rest=rest)


def what_follows(row: DeviationRow) -> str:
    """How the deals with it end against the others, as far as the data can tell."""
    if not row.key.type.is_behaviour:
        return _DATA_ENTRY
    if row.key.type in _NO_OUTCOME:
        return _NO_OUTCOME[row.key.type]
    if row.win_rate_with is None or row.win_rate_without is None or row.effect is None:
        return tr(
            "Cannot tell whether it goes with winning: that needs ten closed deals with it and ten without."
        )
    rates = tr(
        "{who} win {share} of the time, the others {share_2}",
        who=_WHO[row.key.type],
        share=percent(row.win_rate_with),
        share_2=percent(row.win_rate_without),
    )
    if not tells_apart(row.effect):
        return tr("{rates}: the data cannot tell the two apart.", rates=rates)
    return tr(
        "{rates}: associated with {difference}, which does not say that it is the cause.",
        rates=rates,
        difference=difference(row.effect),
    )


def how_long(row: DeviationRow) -> str:
    """`Won deals with it took 44 days (median), the others 86 days.`; empty where nobody can tell."""
    if row.cycle_days_with is None or row.cycle_days_without is None or not row.key.type.is_behaviour:
        return ""
    return tr(
        "Won deals with it took {days} (median), the others {days_2}.",
        days=days(row.cycle_days_with, row.day_hours),
        days_2=days(row.cycle_days_without, row.day_hours),
    )


def difference(effect: Effect) -> str:
    """`−7 points (95 % interval −10 to −4)`."""
    return tr(
        "{points} (95\u00a0% interval {low} to\u00a0{high})",
        points=points(effect.estimate),
        low=signed(effect.low),
        high=signed(effect.high),
    )


def tells_apart(effect: Effect | None) -> bool:
    """Whether the data tell the win rates with and without a deviation apart, all comparisons considered."""
    return effect is not None and (effect.low > 0 or effect.high < 0) and effect.q <= LARGEST_Q


def verdict(effect: Effect | None) -> str:
    """`Cannot tell`, `No difference seen`, or the difference where the data tell the two win rates apart.

    No difference is seen where 0 is inside the interval and all of the interval is within `SMALL` either way.
    """
    if effect is not None and tells_apart(effect):
        return points(effect.estimate)
    small = effect is not None and -SMALL <= effect.low <= 0 <= effect.high <= SMALL
    return tr("No difference seen") if small else tr("Cannot tell")


def step_words(step: Step, checked: bool = True) -> str:
    """What one step of a deal is: `as documented`, `skipped`, `went back`; empty where there is no process."""
    bulk = tr("entered in bulk") if step.in_bulk else ""
    if not checked:
        return bulk
    if step.pending:
        return tr("not reached yet")
    if step.accepted is not None:
        kind = step.accepted
        word = (
            _DONE.get(kind, kind_words(kind)) if step.happened else _NOT_DONE.get(kind, tr("not done here"))
        )
        return (
            tr("{word}, accepted", word=word)
            if not bulk
            else tr("{word}, accepted, {bulk}", word=word, bulk=bulk)
        )
    if not step.happened:
        return _NOT_DONE.get(step.deviation, tr("not done here"))
    if step.deviation is DeviationType.WENT_BACK and step.is_end:
        words = tr("closed, then opened again")
    elif step.deviation is not None:
        words = _DONE.get(step.deviation, kind_words(step.deviation))
    else:
        words = tr("as documented") if step.asked else tr("again, after going back")
    return f"{words}, {bulk}" if bulk else words


def deal_words(path: DealPath, is_open: bool) -> str:
    """How one deal stands to the process, in one sentence; empty where there is no process."""
    if not path.checked:
        return ""
    ends = frozenset(step.stage for step in path.steps if step.is_end)
    departures = [_in_deal(key, ends) for key in path.deviations if key.type.is_of_flow]
    beside = [key for key in path.deviations if key.type.is_behaviour and not key.type.is_of_flow]
    quality = [title(key) for key in path.deviations if not key.type.is_behaviour]
    if departures:
        said = tr("Departs from the process: {departures}.", departures="; ".join(departures))
    else:
        said = (
            tr("As documented so far, and still open.") if is_open else tr("Follows the documented process.")
        )
    if beside:
        said = tr("{said} Beside the flow: {by_kind}.", said=said, by_kind="; ".join(_by_kind(beside)))
    if path.accepted:
        said = tr(
            "{said} Accepted: {accepted}.",
            said=said,
            accepted="; ".join(_with_reason(entry, ends) for entry in path.accepted),
        )
    return tr("{said} Data quality: {quality}.", said=said, quality="; ".join(quality)) if quality else said


def _by_kind(keys: Sequence[DeviationKey]) -> Iterator[str]:
    """One title a kind with all of its stages: `Missing evidence: Demo, Proposal`."""
    for kind in dict.fromkeys(key.type for key in keys):
        yield title(DeviationKey(kind, ", ".join(key.stage for key in keys if key.type is kind)))


def _in_deal(key: DeviationKey, ends: Collection[str]) -> str:
    """The title; a path that must never happen is that of the deal itself."""
    return FORBIDDEN_PATH if key.type is DeviationType.FORBIDDEN else title(key, ends)


def _with_reason(entry: Accepted, ends: Collection[str]) -> str:
    about = "; ".join(text for text in (entry.why, entry.by) if text)
    return title(entry.deviation, ends) + (f" ({about})" if about else "")
