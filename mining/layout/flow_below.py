"""What runs below the spine: ways back from stage to stage, and the ends other than won."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mining.layout.flow_sizes import CARD, GAP, PAD, PILL, RAIL, WAY, WORDS
from models.flow_drawing import Box, DrawnEnd, DrawnLine, DrawnStage, DrawnWayBack
from models.layout import Point
from models.sales_process import End, Stage
from resources.translation import tr

_NEXT = 10.0
"""Between two lines that leave the same card."""


class Below:
    """Finds ways down from cards that cross no other card, and lines that run below everything between."""

    def __init__(self, stages: Sequence[DrawnStage], boxes: Sequence[Box]) -> None:
        self._cards = [stage.box for stage in stages]
        self._of = {stage.name: stage.box for stage in stages}
        self._boxes = boxes
        self._runs: list[tuple[float, float, float]] = []
        self._used: Counter[tuple[str, int]] = Counter()
        self._ways_down: list[float] = []

    def ways_back(self, stages: Sequence[Stage]) -> list[DrawnWayBack]:
        """The ways back, the shorter ones nearer to the cards."""
        pairs = [(stage.name, target) for stage in stages for target in stage.back_to if target in self._of]
        pairs.sort(key=lambda pair: self._of[pair[0]].left - self._of[pair[1]].left)
        return [DrawnWayBack(source, target, self._way(source, target)) for source, target in pairs]

    def end(self, end: End, left: float, y: float) -> DrawnEnd:
        """An end below the spine: a rail that leads from its stages to the pill."""
        box = Box(left, y - PILL[1] / 2, *PILL)
        sources = [name for name in end.sources or () if name in self._of]
        if end.sources is None and self._cards:
            first = min(card.left for card in self._cards)
            words = tr("from any stage")
            return DrawnEnd(end.name, box, (DrawnLine(((first + WORDS, y), (left, y))),), words, (first, y))
        if end.sources is None:
            return DrawnEnd(end.name, box, ())
        risers = [self._down(name, -1, CARD[0] * 0.28) for name in sources]
        if not risers:
            return DrawnEnd(end.name, box, (), tr("from no stage"), (left, y))
        first = min(riser[-1][0] for riser in risers)
        lines = [DrawnLine(((first, y), (left, y)))]
        lines += [DrawnLine((*riser, (riser[-1][0], y)), arrow=False) for riser in risers]
        return DrawnEnd(end.name, box, tuple(lines))

    @property
    def bottom(self) -> float:
        """The lower edge of all there is so far."""
        return max([box.bottom for box in self._boxes] + [run[2] for run in self._runs])

    def first_rail(self) -> float:
        """The height of the first end below the spine."""
        return self.bottom + RAIL * 0.8

    def _way(self, source: str, target: str) -> DrawnLine:
        down, up = self._down(source, 1, 14.0), self._down(target, -1, 14.0)
        begin, end = up[-1][0], down[-1][0]
        lowest = max(
            [box.bottom for box in self._boxes if box.left <= end and box.right >= begin]
            + [down[-1][1], up[-1][1]]
        )
        y = lowest + WAY
        while any(b < end and e > begin and abs(at - y) < WAY for b, e, at in self._runs):
            y += WAY
        self._runs.append((begin, end, y))
        return DrawnLine((*down, (end, y), (begin, y), *reversed(up)))

    def _down(self, name: str, side: int, aside: float) -> tuple[Point, ...]:
        """From a card to a point from which nothing is in the way downwards."""
        card, lane = self._of[name], (name, side if aside < CARD[0] / 4 else 2 * side)
        offset = min(aside + _NEXT * self._used[lane], CARD[0] / 2 - 8)
        self._used[lane] += 1
        x, y = card.middle[0] + side * offset, card.bottom
        if not self._is_blocked(x, y):
            return ((x, y),)
        way_down = self._free(x, y, side)
        return ((x, y), (x, y + PAD * 0.75), (way_down, y + PAD * 0.75))

    def _free(self, x: float, y: float, side: int) -> float:
        """The nearest way down beside the cards below, on the given side if there is one, not taken by another line."""
        edges = [
            edge + by
            for card in self._cards
            for edge in (card.left - GAP * 0.38, card.right + GAP * 0.38)
            for by in (0.0, -_NEXT * 0.7, _NEXT * 0.7)
        ]
        free = [e for e in edges if not self._is_blocked(e, y)]
        alone = [e for e in free if all(abs(e - other) >= _NEXT * 0.6 for other in self._ways_down)]
        found = min(alone or free, key=lambda e: (abs(e - x) + (0.0 if (e - x) * side > 0 else GAP * 2), e))
        self._ways_down.append(found)
        return found

    def _is_blocked(self, x: float, y: float) -> bool:
        return any(card.top >= y and card.left - 4 <= x <= card.right + 4 for card in self._cards)
