"""A comparison in plain words: the name of every measure, its sentence, and the headline."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mining.number_format import UNKNOWN, days, money, number, percent, plural, points, signed
from mining.wording import tells_apart, title
from models.comparison import About, Difference, Figure, GroupComparison, Side, Topic, Unit
from models.deviation import Effect

ASSOCIATION = "Differences go with the sides; they do not say what causes them."
INTERVALS = "In brackets: 95\u00a0% intervals."
_TOLD = 3
"""So many sentences at most are a headline."""

_LEADS: tuple[tuple[Topic, ...], ...] = (
    (Topic.WIN_RATE, Topic.FOLLOWS, Topic.DEVIATION),
    (Topic.PATH, Topic.STAGE),
    (Topic.CYCLE_TIME, Topic.STAGE_TIME, Topic.STEP_TIME),
    (Topic.AMOUNT, Topic.STAGES),
)
"""The headline takes the strongest difference of each, so that it does not tell one thing three times."""


def name_of(about: About, ends: Collection[str] = ()) -> str:
    """What is compared: `Discovery → Demo`, `Comes to Demo`, `Days in Demo`, `Skipped Demo`, `Segment: SMB`."""
    if about.path is not None:
        way = f"{about.path[0] or 'Start'} → {about.path[1] or 'End'}"
        return f"{way}, days" if about.topic is Topic.STEP_TIME else way
    if about.topic is Topic.STAGE:
        return f"Comes to {about.stage}"
    if about.topic is Topic.STAGE_TIME:
        return f"Days in {about.stage}"
    if about.deviation is not None:
        return title(about.deviation, ends)
    if about.topic is Topic.MIX:
        return f"{about.column}: {about.value}"
    return f"{about.topic} ({about.value})" if about.value else str(about.topic)


def figure_words(row: Difference, figure: Figure) -> str:
    """One side's number: `34 %`, `14 days`, `12,500 EUR`, `4.8`."""
    if row.unit is Unit.SHARE:
        return percent(figure.value)
    if row.unit is Unit.DAYS:
        return days(figure.value, row.day_hours)
    if row.unit is Unit.MONEY:
        return money(figure.value, row.about.value)
    return UNKNOWN if figure.value is None else f"{figure.value:.1f}"


def short_unit(words: str) -> str:
    """Words of a table: there `working days` are written as on the map, `wd`, so that numbers have room."""
    return words.replace("working days", "wd").replace("working day", "wd").replace("working ", "w. ")


def difference_words(row: Difference) -> str:
    """First minus second: `+12 points`, `−6 days`, `< 1 minute` either way; an en dash where nothing was tested."""
    if row.effect is None:
        return UNKNOWN
    if row.unit is Unit.SHARE:
        return _signed_points(row.effect.estimate)
    size = _amount(row, abs(row.effect.estimate))
    if row.effect.estimate == 0 or size.startswith("<"):
        return size
    return f"{'+' if row.effect.estimate > 0 else '−'}{size}"


def sentence(row: Difference, found: GroupComparison, ends: Collection[str] = ()) -> str:
    """What both sides do and how far apart they are, in one sentence."""
    first, second = figure_words(row, row.first), figure_words(row, row.second)
    said = _said(row, found, first, second, ends)
    if row.effect is None:
        return f"{said}. Not compared: {row.untested}."
    if tells_apart(row.effect):
        return f"{said}: {_apart(row, row.effect)}."
    return f"{said}: within chance ({_interval(row, row.effect)})."


def counted(row: Difference) -> str:
    """How many deals a sentence speaks of: `A: 205 of 614 · B: 441 of 2,018`, `A: 205 deals · B: 441 deals`."""
    parts = [
        f"{number(figure.hits)} of {number(figure.of)}"
        if figure.hits is not None
        else plural(figure.of, "deal")
        for figure in (row.first, row.second)
    ]
    return f"A: {parts[0]} · B: {parts[1]}"


def headline(found: GroupComparison, ends: Collection[str] = ()) -> tuple[str, ...]:
    """The strongest differences in at most three sentences, or that there is none among so many.

    What stands in brackets are the intervals that `INTERVALS` explains.
    """
    told = [row for row in found.rows if tells_apart(row.effect) and row.about.topic is not Topic.MIX]
    if not told:
        return (f"No difference larger than chance among {number(found.tested)} compared.",)
    leads = [row for topics in _LEADS for row in [_first_of(told, topics)] if row is not None][:_TOLD]
    return tuple(_headline_of(row, found, ends) for row in told if row in leads)


def _headline_of(row: Difference, found: GroupComparison, ends: Collection[str]) -> str:
    return sentence(row, found, ends).replace("(95\u00a0% interval ", "(")


def mix_sentence(found: GroupComparison) -> str:
    """Where the kinds of deals differ more than chance, the strongest one; empty where they do not."""
    row = _first_of(
        [row for row in found.rows if tells_apart(row.effect) and row.about.topic is Topic.MIX], (Topic.MIX,)
    )
    if row is None:
        return ""
    return (
        f"The mix differs too: {row.about.column.lower()} {row.about.value} is {percent(row.first.value)} of "
        f"{found.first.phrase} and {percent(row.second.value)} of {found.second.phrase}. Other differences may come "
        "from that."
    )


def _first_of(rows: Sequence[Difference], topics: Collection[Topic]) -> Difference | None:
    return next((row for row in rows if row.about.topic in topics), None)


def _said(row: Difference, found: GroupComparison, first: str, second: str, ends: Collection[str]) -> str:
    about, one, other = row.about, _capital(found.first), found.second.phrase
    source, target = about.path or (None, None)
    if about.topic is Topic.PATH:
        if found.going_on and source:
            doing = _way(source, target, said=True)
            where = f"Where they go on from {source}, {found.first.phrase}"
            return f"{where} {doing} in {first} of cases, {other} in {second}"
        return f"{one} {_way(source, target, said=False)} in {first} of cases, {other} in {second}"
    shares = {
        Topic.STAGE: f"come to {about.stage}",
        Topic.FOLLOWS: "follow the documented process",
        Topic.OPEN: "are still open",
    }
    if about.topic in shares:
        return f"{one} {shares[about.topic]} in {first} of cases, {other} in {second}"
    if about.topic is Topic.STEP_TIME:
        return f"{one} take {first} from {source} to {target} (median), {other} {second}"
    if about.topic is Topic.STAGE_TIME:
        return f"{one} stay in {about.stage} for {first} (median), {other} for {second}"
    if about.topic is Topic.CYCLE_TIME:
        return f"{one} take {first} from creation to close (median), {other} {second}"
    if about.topic is Topic.WIN_RATE:
        return f"{one} are won in {first} of the closed cases, {other} in {second}"
    if about.topic is Topic.AMOUNT:
        return f"{one} are worth {first} (median), {other} {second}"
    if about.topic is Topic.STAGES:
        return f"{one} that ended entered {first} stages on average, {other} {second}"
    return f"{name_of(about, ends)}: {first} of {found.first.phrase}, {second} of {other}"


def _way(source: str | None, target: str | None, said: bool) -> str:
    """What a deal does that takes this path; `said` where the sentence has named the stage it leaves."""
    if source is None:
        return f"begin with {target}"
    if target is None:
        return f"end after {source}"
    if source == target:
        return "repeat it" if said else f"repeat {source}"
    return f"go straight to {target}" if said else f"go from {source} straight to {target}"


def _capital(side: Side) -> str:
    return side.phrase[:1].upper() + side.phrase[1:]


def _apart(row: Difference, effect: Effect) -> str:
    """`12 points more (95 % interval 5 to 19)`."""
    more = effect.estimate > 0
    countable = row.unit in (Unit.SHARE, Unit.COUNT)
    word = "more" if more else "fewer" if countable else "less"
    size = (
        points(abs(effect.estimate)).lstrip("+")
        if row.unit is Unit.SHARE
        else _amount(row, abs(effect.estimate))
    )
    return f"{size} {word} ({_interval(row, effect)})"


def _interval(row: Difference, effect: Effect) -> str:
    """The interval of the size of a difference that is told, else of the difference with its signs."""
    low, high = effect.low, effect.high
    if tells_apart(effect) and effect.estimate < 0:
        low, high = -high, -low
    if row.unit is Unit.SHARE:
        ends = [f"{abs(round(100 * end))}" if tells_apart(effect) else signed(end) for end in (low, high)]
    elif row.unit is Unit.MONEY:
        ends = [number(end) for end in (low, high)]
    elif row.unit is Unit.DAYS and max(abs(low), abs(high)) < 1:
        ends = [f"{'−' if end < 0 else ''}{days(abs(end), row.day_hours)}" for end in (low, high)]
    else:
        fine = max(abs(low), abs(high)) < 10
        ends = [(f"{end:.1f}" if fine else f"{end:.0f}").replace("-", "−") for end in (low, high)]
    return f"95\u00a0% interval {ends[0]} to\u00a0{ends[1]}"


def _amount(row: Difference, size: float) -> str:
    if row.unit is Unit.DAYS:
        return days(size, row.day_hours)
    return money(size, row.about.value) if row.unit is Unit.MONEY else f"{size:.1f}"


def _signed_points(difference: float) -> str:
    """A difference of shares; what is not quite nothing keeps its sign."""
    if difference and round(difference * 100) == 0:
        return f"{'+' if difference > 0 else '−'}{100 * abs(difference):.1f}\u00a0points"
    return points(difference)
