"""What a chart of values over time shows, and the scale that it stands on; knows nothing of the application."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from math import ceil, floor, isfinite, log10

from resources.translation import tr


@dataclass(frozen=True)
class Slot:
    """A stretch of the horizontal axis, from `begin` to `end` in any unit, and what it is called."""

    begin: float
    end: float
    label: str

    @property
    def middle(self) -> float:
        """Where its value stands."""
        return (self.begin + self.end) / 2


class Look(Enum):
    """How the dot of a value looks: as usual, in a ring because it stands out, or hollow because it says little."""

    PLAIN = auto()
    RINGED = auto()
    HOLLOW = auto()
    NONE = auto()


@dataclass(frozen=True)
class Point:
    """A value with its interval, None where there is none; `words` say it, or why there is none, in a sentence."""

    value: float | None
    low: float | None = None
    high: float | None = None
    words: str = ""
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Line:
    """One series, a point a slot; `name` is what the legend calls it where there are several.

    One that is `behind` is no group of its own: what the others are held against.
    """

    name: str
    points: tuple[Point, ...]
    behind: bool = False


@dataclass(frozen=True)
class Marker:
    """Something that happened from `begin` to `end` on the horizontal axis; it can be clicked."""

    begin: float
    end: float
    words: str

    @property
    def middle(self) -> float:
        """Where its flag stands."""
        return (self.begin + self.end) / 2


@dataclass(frozen=True)
class Band:
    """A shaded stretch of the horizontal axis and one word on it."""

    begin: float
    end: float
    words: str


@dataclass(frozen=True)
class Level:
    """A height with a line across the chart and one word on it."""

    value: float
    words: str


@dataclass(frozen=True)
class SeriesData:
    """Lines over the same slots, which ascend.

    `write` says a value on the vertical axis. `floor` and `ceiling` are values that the axis always has and that no
    interval goes beyond. `nothing` stands in the place of an empty chart. Raises ValueError where a line has not one
    point a slot.
    """

    slots: tuple[Slot, ...]
    lines: tuple[Line, ...]
    write: Callable[[float], str]
    markers: tuple[Marker, ...] = ()
    band: Band | None = None
    target: Level | None = None
    floor: float | None = None
    ceiling: float | None = None
    nothing: str = tr("Nothing to show.")

    def __post_init__(self) -> None:
        if any(len(line.points) != len(self.slots) for line in self.lines):
            raise ValueError("a line needs one point a slot")

    @property
    def is_empty(self) -> bool:
        """Whether no line has a value."""
        return all(point.value is None for line in self.lines for point in line.points)

    def values(self) -> Iterator[float]:
        """Everything that the vertical axis has to hold."""
        for line in self.lines:
            for point in line.points:
                yield from (v for v in (point.value, point.low, point.high) if v is not None and isfinite(v))
        if self.target is not None:
            yield self.target.value
        if self.floor is not None:
            yield self.floor


@dataclass(frozen=True)
class Stop:
    """A place the keyboard steps to: a slot with all its points, or a marker; the other one is -1."""

    at: float
    words: str
    slot: int = -1
    marker: int = -1


def stops_of(data: SeriesData) -> tuple[Stop, ...]:
    """All of them in order of the horizontal axis."""
    found = [
        Stop(slot.middle, " ".join(words), slot=at)
        for at, slot in enumerate(data.slots)
        if (words := [line.points[at].words for line in data.lines if line.points[at].words])
    ]
    found += [Stop(one.middle, one.words, marker=at) for at, one in enumerate(data.markers)]
    return tuple(sorted(found, key=lambda stop: stop.at))


def runs_of(points: Sequence[Point]) -> list[range]:
    """The stretches of points that have a value: a line is not drawn across a gap."""
    told = [at for at, point in enumerate(points) if point.value is not None]
    if not told:
        return []
    breaks = [here for before, here in pairwise(told) if here != before + 1]
    ends = [told[told.index(here) - 1] + 1 for here in breaks]
    return [range(a, b) for a, b in zip([told[0], *breaks], [*ends, told[-1] + 1], strict=True)]


@dataclass(frozen=True)
class Heights:
    """The vertical axis: from `low` to `high`, never of no height, and round numbers on it."""

    low: float
    high: float

    @classmethod
    def of(cls, data: SeriesData) -> Heights:
        """So that everything is on it, with a little air but not beyond floor and ceiling."""
        values = list(data.values())
        low, high = min(values, default=0.0), max(values, default=1.0)
        air = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
        low, high = low - air, high + air
        if data.floor is not None:
            low = max(low, data.floor)
        if data.ceiling is not None:
            high = min(high, data.ceiling)
        return cls(low, high) if high > low else cls(low - air, high + air)

    def share(self, value: float) -> float:
        """How far up a value stands, 0 to 1 for those on the axis."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self, most: int = 4) -> list[float]:
        """At most so many round numbers."""
        span = self.high - self.low
        step = 10.0 ** floor(log10(span / most))
        step *= next(times for times in (1, 2, 5, 10, 20) if span / (step * times) <= most - 0.5)
        return [step * at for at in range(ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9) + 1)]
