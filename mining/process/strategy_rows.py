"""The strategy as rows of short texts that people read and edit, and back: `50 to 1000`, `28 %`, `2026-03-01`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mining.process.days import days_of
from models.errors import UserError
from models.handoff import Handoff
from models.label import tidy
from models.strategy import Expectation, FitRule, RecordedChange, Stakeholder
from resources.translation import mid_sentence, tr

Row = tuple[str, ...]

FIT_COLUMNS = (tr("Field"), tr("Has to be"))
HANDOFF_COLUMNS = (
    tr("Id"),
    tr("From"),
    tr("To"),
    tr("Asked for by"),
    tr("Settled by"),
    tr("Within"),
    tr("Reasons to reject"),
    tr("Accepted"),
)
CHANGE_COLUMNS = (
    tr("Id"),
    tr("Day"),
    tr("What was changed"),
    tr("Who answers for it"),
    tr("Metric"),
    tr("Was"),
    tr("Expected"),
    tr("By"),
)
STAKEHOLDER_COLUMNS = (tr("Who"), tr("Function"), tr("Kept informed"))

_BETWEEN = re.compile(r"(.*\S)\s+to\s+(\S.*)", re.IGNORECASE)
_FROM, _UP_TO = re.compile(r"from\s+(\S+)", re.IGNORECASE), re.compile(r"(?:up\s+)?to\s+(\S+)", re.IGNORECASE)


def number_text(value: float | None) -> str:
    """`75`, `0.28`; empty for None."""
    return "" if value is None else f"{value:.12g}"


def number_of(text: str, what: str) -> float | None:
    """The number of a text, None of an empty one; `what` it is opens the sentence of the UserError."""
    written = text.replace(",", "").replace("\u00a0", "").strip()
    if not written:
        return None
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise UserError(
            tr(
                "{what} is “{tidy}”, which is no number; write one such as 75, or nothing.",
                what=what,
                tidy=tidy(text),
            )
        )
    return value


def share_text(value: float | None) -> str:
    """`28 %`; empty for None."""
    return "" if value is None else f"{value * 100:.10g}\u00a0%"


def share_of(text: str, what: str) -> float | None:
    """The share of `28 %`, `28%` or `0.28`, None of an empty text; UserError where it is not between 0 and 1."""
    written = tidy(text).replace("\u00a0", " ")
    is_percent = written.endswith("%")
    value = number_of(written.removesuffix("%"), what)
    if value is None:
        return None
    value = value / 100 if is_percent else value
    if not 0 <= value <= 1:
        raise UserError(
            tr(
                "{what} is “{tidy}”; write a share from 0 % to 100 %, such as 28 %.",
                what=what,
                tidy=tidy(text),
            )
        )
    return value


def day_of(text: str, what: str) -> date | None:
    """The day of `2026-03-01`, None of an empty text; UserError where it is none."""
    written = text.strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise UserError(
            tr("{what} is “{tidy}”, which is no day; write it as 2026-03-01.", what=what, tidy=tidy(text))
        ) from None


def fit_row(rule: FitRule) -> Row:
    """`Employees`, `50 to 1000`."""
    low, high = number_text(rule.low), number_text(rule.high)
    if low and high:
        return rule.field, tr("{low} to {high}", low=low, high=high)
    return rule.field, tr("from {low}", low=low) if low else tr(
        "up to {high}", high=high
    ) if high else ", ".join(rule.among)


def fit_of(row: Sequence[str]) -> FitRule:
    """The rule of a row. Raises UserError."""
    field, wanted = tidy(row[0]), tidy(row[1])
    if not field:
        raise UserError(tr("A rule of the sweet spot needs the field of the deals that it looks at."))
    for shape, sides in ((_BETWEEN, (1, 2)), (_FROM, (1, 0)), (_UP_TO, (0, 1))):
        found = shape.fullmatch(wanted)
        bounds = [_bound(found[side]) if side else None for side in sides] if found else []
        if found and all(bound is not None for bound, side in zip(bounds, sides, strict=True) if side):
            low, high = bounds
            if low is not None and high is not None and high < low:
                raise UserError(
                    tr(
                        "{field}: nothing is from {low} to {high}; write the smaller number first.",
                        field=field,
                        low=f"{low:g}",
                        high=f"{high:g}",
                    )
                )
            return FitRule(field, (), low, high)
    return FitRule(field, names_of(wanted))


def _bound(text: str) -> float | None:
    try:
        return number_of(text, "")
    except UserError:
        return None


def names_of(text: str) -> tuple[str, ...]:
    """The names of `bad fit, no need`."""
    return tuple(dict.fromkeys(name for name in map(tidy, text.split(",")) if name))


def handoff_row(one: Handoff) -> Row:
    """A hand-over as a row."""
    return (
        one.id,
        one.giver,
        one.taker,
        one.start,
        ", ".join(one.done),
        one.within,
        ", ".join(one.reasons),
        share_text(one.accept_target),
    )


def handoff_of(row: Sequence[str]) -> Handoff:
    """The hand-over of a row. Raises UserError."""
    ident, giver, taker, start, done, within, reasons, accepted = row
    if not tidy(ident):
        raise UserError(tr("A hand-over needs an id, such as H1."))
    if tidy(within) and days_of(tidy(within)) is None:
        raise UserError(
            tr(
                "Hand-over {tidy} allows “{tidy_2}”, which is no time; write 1bd for a working day, or 2d.",
                tidy=tidy(ident),
                tidy_2=tidy(within),
            )
        )
    return Handoff(
        tidy(ident),
        tidy(giver),
        tidy(taker),
        tidy(start),
        names_of(done),
        tidy(within),
        names_of(reasons),
        share_of(accepted, tr("The share of hand-over {tidy} to be accepted", tidy=tidy(ident))),
    )


def change_row(one: RecordedChange) -> Row:
    """A change as a row."""
    expect = one.expect or Expectation("")
    return (
        one.id,
        one.day.isoformat(),
        one.what,
        one.owner,
        expect.metric,
        number_text(expect.before),
        number_text(expect.after),
        str(expect.by or ""),
    )


def change_of(row: Sequence[str]) -> RecordedChange:
    """The change of a row. Raises UserError."""
    ident, day, what, owner, metric, before, after, by = row
    named = tr("Change {tidy}", tidy=tidy(ident) or tidy(what))
    made_on = day_of(day, tr("The day of {named}", named=mid_sentence(named)))
    if made_on is None:
        raise UserError(tr("{named} needs the day on which it was made, such as 2026-03-01.", named=named))
    expected = Expectation(
        tidy(metric),
        number_of(before, tr("{named}: what it was", named=named)),
        number_of(after, tr("{named}: what is expected", named=named)),
        day_of(by, tr("{named}: the day by which", named=named)),
    )
    return RecordedChange(
        tidy(ident) or "C1",
        made_on,
        tidy(what),
        tidy(owner),
        None if expected == Expectation("") else expected,
    )


def stakeholder_row(one: Stakeholder) -> Row:
    """A stakeholder as a row."""
    return one.who, one.function, one.cadence


def stakeholder_of(row: Sequence[str]) -> Stakeholder:
    """The stakeholder of a row. Raises UserError."""
    who, function, cadence = map(tidy, row)
    if not who:
        raise UserError(tr("A stakeholder needs a name or a position, such as Head of marketing."))
    return Stakeholder(who, function, cadence)
