"""A documented process as it is drawn for editing: boxes, lanes, lines and gaps, in pixels.

The spine lies at y = 0 and runs to the right; y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from models.layout import Point

Path = tuple[int, ...]
"""Where something stands in the flow: the `path` of a `mining.process.editing.place.Place`."""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is in it or on its edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class DrawnStage:
    """The card of a stage."""

    name: str
    path: Path
    box: Box


@dataclass(frozen=True)
class DrawnLane:
    """One branch of a block; `words` say for which deals it is, if that is said."""

    path: Path
    box: Box
    words: str


@dataclass(frozen=True)
class DrawnBlock:
    """A block of branches with its lanes from top to bottom; the gateways stand where lines part and meet."""

    path: Path
    box: Box
    is_choice: bool
    lanes: tuple[DrawnLane, ...]
    gateways: tuple[Point, Point]


@dataclass(frozen=True)
class DrawnLine:
    """A line with square corners along these points; `arrow` says whether it ends with one."""

    points: tuple[Point, ...]
    arrow: bool = True


@dataclass(frozen=True)
class DrawnWayBack:
    """The line of a documented way back, below everything that lies between."""

    source: str
    target: str
    line: DrawnLine


@dataclass(frozen=True)
class DrawnEnd:
    """How a deal ends: the pill and the lines that lead to it; `words` say where from, if no line does."""

    name: str
    box: Box
    lines: tuple[DrawnLine, ...]
    words: str = ""
    words_at: Point = (0.0, 0.0)


@dataclass(frozen=True)
class DrawnGap:
    """A gap into which a step can be put: its middle on the line, and the box of the lane it belongs to."""

    path: Path
    at: Point
    lane: Box


@dataclass(frozen=True)
class FlowDrawing:
    """All of it; `slot` is the room that was opened in a gap, and `box` is around everything."""

    start: Box
    stages: tuple[DrawnStage, ...]
    blocks: tuple[DrawnBlock, ...]
    lines: tuple[DrawnLine, ...]
    ways_back: tuple[DrawnWayBack, ...]
    ends: tuple[DrawnEnd, ...]
    gaps: tuple[DrawnGap, ...]
    box: Box
    slot: Box | None = field(default=None)

    def stage(self, name: str) -> DrawnStage | None:
        """The card of that stage."""
        return next((stage for stage in self.stages if stage.name == name), None)
