"""Sets the blocks of a section below each other, and goes on on another slide where one is full."""

from __future__ import annotations

from collections.abc import Sequence

from mining.report.slides.deck import Deck, Page
from mining.report.slides.master import Box
from mining.report.slides.prose import LEADING, LOOSENESS, Ink, Line, divided, height_of
from mining.report.slides.table import MOST_SLIDES, TABLE_GAP, draw_table, taken_rows
from mining.report.slides.tiles import beside, tile_lines, tiles_height
from mining.report.table_fit import FittedTable, columns_of, fitted
from models.report import Bullets, Figure, Heading, Paragraph, Picture, Table, Tone
from resources.translation import tr

_GAP = 16.0
_WIDEST = 760.0
"""Points; longer lines are hard to read."""
_SIZES = {Tone.LEAD: 20.0, Tone.PLAIN: 15.0, Tone.SMALL: 11.0}
_TABLE_SIZES = (13.0, 12.0, 11.0, 10.0)
_LEAST_PICTURE = 0.7
"""Of the size that a picture has on a slide of its own; where it would be smaller, it gets one."""


def prose_of(block: Paragraph | Heading | Bullets) -> list[Line]:
    """A block of words as lines."""
    if isinstance(block, Paragraph):
        ink = Ink.MUTED if block.tone is Tone.SMALL else Ink.MAIN
        return [Line(block.text, _SIZES[block.tone], ink=ink, before=10.0)]
    if isinstance(block, Heading):
        return [Line(block.text, 15.0, True, before=16.0)]
    return [
        Line(item, 15.0, before=6.0, bullet=str(number) if block.numbered else "•")
        for number, item in enumerate(block.items, start=1)
    ]


class Flow:
    """The slides of one section."""

    def __init__(self, deck: Deck, title: str) -> None:
        self._deck, self._title = deck, title
        self._page: Page | None = None
        self._pages = 0
        self._top = 0.0
        self._waiting: list[Line] = []

    def prose(self, lines: Sequence[Line]) -> None:
        """Words; those that follow each other share a box."""
        self._waiting += [line for line in lines if line.text.strip()]

    def tiles(self, figures: Sequence[Figure]) -> None:
        """Key figures side by side."""
        self._set_prose()
        width = self._box.width
        columns = beside(len(figures))
        for start in range(0, len(figures), max(1, columns)):
            row = figures[start : start + columns]
            one = (width - (columns - 1) * 10.0) / columns
            height = tiles_height(row, one)
            page = self._room_for(height)
            for place, figure in enumerate(row):
                box = Box(self._box.left + place * (one + 10.0), self._top, one, height)
                page.tinted(tile_lines(figure, one), box, figure.label)
            self._top += height + 10.0
        self._top += _GAP - 10.0 if figures else 0.0

    def picture(self, block: Picture) -> None:
        """A picture as large as there is room, with what it shows for those who do not see it."""
        box = self._box
        caption = [Line(block.caption, 11.0, ink=Ink.MUTED)] if block.caption else []
        below = height_of(caption, box.width) + 8.0 if caption else 0.0
        alone = _scale(block, box.width, box.height - below)
        self._set_prose()
        if self._page is None or _scale(block, box.width, self._left - below) < _LEAST_PICTURE * alone:
            self._turn()
        scale = _scale(block, box.width, self._left - below)
        width, height = block.width * scale, block.height * scale
        page = self._current
        page.picture(block.png, Box(box.left, self._top, width, height), block.alt)
        page.prose(caption, Box(box.left, self._top + height + 6.0, box.width, below))
        page.note(block.alt)
        self._top += height + below + _GAP

    def table(self, block: Table) -> None:
        """A table, over several slides where it is long; of a very long one the first rows."""
        self._set_prose()
        box = self._box
        below = [Line(block.note, 11.0, ink=Ink.MUTED)] if block.note else []
        parts = fitted(columns_of(block.table), box.width, _TABLE_SIZES, TABLE_GAP, LOOSENESS)
        for place, part in enumerate(parts):
            title = "" if place or block.table.title == self._title else block.table.title
            self._rows(block, part, title, below if part is parts[-1] else [])
            self._current.note(block.note)

    def _rows(self, block: Table, part: FittedTable, title: str, below: list[Line]) -> None:
        """Some columns of a table with all of its rows, or the first ones of a great many."""
        box, count = self._box, len(block.table)
        shown = slides = 0
        kept = height_of([*below, _left_out(count, count)], box.width) + 2 * _GAP
        while not slides or (shown < count and slides < MOST_SLIDES):
            head = [Line(title, 13.0, True)] if title and not slides else []
            above = height_of(head, box.width) + (6.0 if head else 0.0)
            if slides or self._page is None:
                self._turn()
            taken = taken_rows(part, shown, self._left - above - kept)
            if taken < min(3, count - shown) and self._is_begun:
                self._turn()
                taken = taken_rows(part, shown, self._left - above - kept)
            taken = min(max(1, taken), count - shown)
            self._current.prose(head, Box(box.left, self._top, box.width, above))
            self._top += above
            self._top += (
                draw_table(self._current, part, shown, taken, self._top, box.left, block.table.title) + 8.0
            )
            shown, slides = shown + taken, slides + 1
        self.prose([*([_left_out(shown, count)] if shown < count else []), *below])
        self._set_prose()

    def done(self) -> None:
        """Set what is still waiting."""
        self._set_prose()

    def _set_prose(self) -> None:
        width = min(self._box.width, _WIDEST)
        rest, self._waiting = self._waiting, []
        while rest:
            if self._page is None or (self._is_begun and self._left < _begun(rest, width)):
                self._turn()
            part, rest = divided(rest, width, self._left)
            height = height_of(part, width)
            self._current.prose(part, Box(self._box.left, self._top, width, height))
            self._top += height + _GAP

    def _room_for(self, height: float) -> Page:
        if self._page is None or (height > self._left and self._is_begun):
            self._turn()
        return self._current

    def _turn(self) -> None:
        self._pages += 1
        title = self._title if self._pages == 1 else f"{self._title} ({self._pages})"
        self._page = self._deck.page(title)
        self._top = self._box.top

    @property
    def _current(self) -> Page:
        if self._page is None:
            self._turn()
        assert self._page is not None
        return self._page

    @property
    def _is_begun(self) -> bool:
        """Whether there is anything below the title."""
        return self._page is not None and self._top > self._box.top

    @property
    def _left(self) -> float:
        """The room below what is set, in points."""
        return self._box.bottom - self._top if self._page else self._box.height

    @property
    def _box(self) -> Box:
        return self._deck.master.content


def _begun(lines: Sequence[Line], width: float) -> float:
    """The height that words need to begin with: a heading with what it heads, a paragraph with its first lines."""
    needed = 0.0
    for line in lines:
        needed += min(line.height(width), 3 * line.size * LEADING)
        if not line.is_heading:
            break
        needed += line.before
    return needed


def _scale(block: Picture, width: float, height: float) -> float:
    """Points for a pixel of the drawing, so that it fits."""
    return max(0.01, min(width / max(1, block.width), height / max(1, block.height), 1.2))


def _left_out(shown: int, rows: int) -> Line:
    said = tr("The first {shown} of {rows} rows; the workbook and the PDF have all.", shown=shown, rows=rows)
    return Line(said, 11.0, ink=Ink.MUTED)
