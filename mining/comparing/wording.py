"""A comparison in plain words: the name of every measure, its sentence, and the headline."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mining.number_format import (
    UNKNOWN,
    days,
    decimal,
    money,
    number,
    percent,
    plural,
    points,
    separated,
    signed,
)
from mining.wording import tells_apart, title
from mining.words_of_values import word_of
from models.comparison import About, Difference, Figure, GroupComparison, Side, Topic, Unit
from models.deviation import Effect
from resources.translation import mid_sentence, tr

ASSOCIATION = tr("Differences go with the sides; they do not say what causes them.")
INTERVALS = tr("In brackets: 95\u00a0% intervals.")
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
        way = f"{about.path[0] or tr('Start')} → {about.path[1] or tr('End')}"
        return tr("{way}, days", way=way) if about.topic is Topic.STEP_TIME else way
    if about.topic is Topic.STAGE:
        return tr("Comes to {stage}", stage=about.stage)
    if about.topic is Topic.STAGE_TIME:
        return tr("Days in {stage}", stage=about.stage)
    if about.deviation is not None:
        return title(about.deviation, ends)
    if about.topic is Topic.MIX:
        return f"{word_of(about.column)}: {about.value}"
    topic = word_of(about.topic)
    return f"{topic} ({about.value})" if about.value else topic


def figure_words(row: Difference, figure: Figure) -> str:
    """One side's number: `34 %`, `14 days`, `12,500 EUR`, `4.8`."""
    if row.unit is Unit.SHARE:
        return percent(figure.value)
    if row.unit is Unit.DAYS:
        return days(figure.value, row.day_hours)
    if row.unit is Unit.MONEY:
        return money(figure.value, row.about.value)
    return UNKNOWN if figure.value is None else decimal(figure.value)


def short_unit(words: str) -> str:
    """Words of a table: there `working days` are written as on the map, `wd`, so that numbers have room."""
    return words.replace(tr("working days"), "wd").replace(tr("working day"), "wd").replace("working ", "w. ")


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
        return tr("{said}. Not compared: {untested}.", said=said, untested=row.untested)
    if tells_apart(row.effect):
        return f"{said}: {_apart(row, row.effect)}."
    return tr("{said}: within chance ({interval}).", said=said, interval=_interval(row, row.effect))


def counted(row: Difference) -> str:
    """How many deals a sentence speaks of: `A: 205 of 614 · B: 441 of 2,018`, `A: 205 deals · B: 441 deals`."""
    parts = [
        tr("{hits} of {of}", hits=number(figure.hits), of=number(figure.of))
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
        return (tr("No difference larger than chance among {tested} compared.", tested=number(found.tested)),)
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
    return tr(
        "The mix differs too: {column} {about} is {share} of {phrase} and {share_2} of "
        "{phrase_2}. Other differences may come from that.",
        column=mid_sentence(word_of(row.about.column)),
        about=row.about.value,
        share=percent(row.first.value),
        phrase=found.first.phrase,
        share_2=percent(row.second.value),
        phrase_2=found.second.phrase,
    )


def _first_of(rows: Sequence[Difference], topics: Collection[Topic]) -> Difference | None:
    return next((row for row in rows if row.about.topic in topics), None)


def _said(row: Difference, found: GroupComparison, first: str, second: str, ends: Collection[str]) -> str:
    about, one, other = row.about, _capital(found.first), found.second.phrase
    source, target = about.path or (None, None)
    if about.topic is Topic.PATH:
        if found.going_on and source:
            doing = _way(source, target, said=True)
            where = tr("Where they go on from {source}, {phrase}", source=source, phrase=found.first.phrase)
            return tr(
                "{where} {doing} in {first} of cases, {other} in {second}",
                where=where,
                doing=doing,
                first=first,
                other=other,
                second=second,
            )
        return tr(
            "{one} {way} in {first} of cases, {other} in {second}",
            one=one,
            way=_way(source, target, said=False),
            first=first,
            other=other,
            second=second,
        )
    shares = {
        Topic.STAGE: tr("come to {stage}", stage=about.stage),
        Topic.FOLLOWS: tr("follow the documented process"),
        Topic.OPEN: tr("are still open"),
    }
    if about.topic in shares:
        return tr(
            "{one} {shares} in {first} of cases, {other} in {second}",
            one=one,
            shares=shares[about.topic],
            first=first,
            other=other,
            second=second,
        )
    if about.topic is Topic.STEP_TIME:
        return tr(
            "{one} take {first} from {source} to {target} (median), {other} {second}",
            one=one,
            first=first,
            source=source,
            target=target,
            other=other,
            second=second,
        )
    if about.topic is Topic.STAGE_TIME:
        return tr(
            "{one} stay in {stage} for {first} (median), {other} for {second}",
            one=one,
            stage=about.stage,
            first=first,
            other=other,
            second=second,
        )
    if about.topic is Topic.CYCLE_TIME:
        return tr(
            "{one} take {first} from creation to close (median), {other} {second}",
            one=one,
            first=first,
            other=other,
            second=second,
        )
    if about.topic is Topic.WIN_RATE:
        return tr(
            "{one} are won in {first} of the closed cases, {other} in {second}",
            one=one,
            first=first,
            other=other,
            second=second,
        )
    if about.topic is Topic.AMOUNT:
        return tr(
            "{one} are worth {first} (median), {other} {second}",
            one=one,
            first=first,
            other=other,
            second=second,
        )
    if about.topic is Topic.STAGES:
        return tr(
            "{one} that ended entered {first} stages on average, {other} {second}",
            one=one,
            first=first,
            other=other,
            second=second,
        )
    return tr(
        "{name_of}: {first} of {phrase}, {second} of {other}",
        name_of=name_of(about, ends),
        first=first,
        phrase=found.first.phrase,
        second=second,
        other=other,
    )


def _way(source: str | None, target: str | None, said: bool) -> str:
    """What a deal does that takes this path; `said` where the sentence has named the stage it leaves."""
    if source is None:
        return tr("begin with {target}", target=target)
    if target is None:
        return tr("end after {source}", source=source)
    if source == target:
        return tr("repeat it") if said else tr("repeat {source}", source=source)
    return (
        tr("go straight to {target}", target=target)
        if said
        else tr("go from {source} straight to {target}", source=source, target=target)
    )


def _capital(side: Side) -> str:
    return side.phrase[:1].upper() + side.phrase[1:]


def _apart(row: Difference, effect: Effect) -> str:
    """`12 points more (95 % interval 5 to 19)`."""
    more = effect.estimate > 0
    countable = row.unit in (Unit.SHARE, Unit.COUNT)
    word = tr("more") if more else tr("fewer") if countable else tr("less")
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
        ends = [separated(f"{end:.1f}" if fine else f"{end:.0f}").replace("-", "−") for end in (low, high)]
    return tr("95\u00a0% interval {ends} to\u00a0{ends_2}", ends=ends[0], ends_2=ends[1])


def _amount(row: Difference, size: float) -> str:
    if row.unit is Unit.DAYS:
        return days(size, row.day_hours)
    return money(size, row.about.value) if row.unit is Unit.MONEY else decimal(size)


def _signed_points(difference: float) -> str:
    """A difference of shares; what is not quite nothing keeps its sign."""
    if difference and round(difference * 100) == 0:
        return tr(
            "{more}{difference}\u00a0points",
            more="+" if difference > 0 else "−",
            difference=decimal(100 * abs(difference), 1),
        )
    return points(difference)
