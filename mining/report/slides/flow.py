"""Sets the blocks of a section below each other, and goes on on another slide where one is full."""

from __future__ import annotations

from collections.abc import Sequence

from mining.report.slides.deck import Deck, Page
from mining.report.slides.master import Box
from mining.report.slides.prose import LEADING, LOOSENESS, Ink, Line, divided, height_of
from mining.report.slides.table import MOST_SLIDES, TABLE_GAP, draw_table, taken_rows
from mining.report.slides.tiles import beside, tile_lines, tiles_height
from mining.report.table_fit import FittedTable, columns_of, fitted
from models.report import Block, Bullets, Figure, Figures, Heading, Paragraph, Picture, Table, Tone
from resources.translation import tr

_GAP, _TILES = 14.0, 10.0
_WIDEST = 800.0
"""Points; longer lines are hard to read."""
_SIZES = {Tone.LEAD: 19.0, Tone.PLAIN: 15.0, Tone.SMALL: 11.0}
_LEAST = 11.0
_SCALES = (1.0, 0.93, 0.87, 0.8)
_UPRIGHT, _BESIDE = 1.1, 320.0
"""A drawing not so much wider than high has the words before it at its side, where they have so many points."""
_TABLE_SIZES, _SHORT = (13.0, 12.0, 11.0, 10.0), 25
"""Points; rows of a table that may be on one slide."""
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

    def __init__(self, deck: Deck, title: str, pages: int = 0, scale: float = 1.0) -> None:
        """`pages` of this title are there already; texts are `scale` times as large as usual."""
        self._deck, self._title = deck, title
        self._page: Page | None = None
        self._pages, self._scale = pages, scale
        self._top = 0.0
        self._waiting: list[Line] = []

    def prose(self, lines: Sequence[Line]) -> None:
        """Words; those that follow each other share a box."""
        self._waiting += [line.scaled(self._scale, _LEAST) for line in lines if line.text.strip()]

    def tiles(self, figures: Sequence[Figure]) -> None:
        """Key figures side by side."""
        self._set_prose()
        width = self._box.width
        columns = beside(len(figures))
        for start in range(0, len(figures), max(1, columns)):
            row = figures[start : start + columns]
            one = (width - (columns - 1) * _TILES) / max(1, columns)
            height = tiles_height(row, one)
            page = self._room_for(height)
            for place, figure in enumerate(row):
                box = Box(self._box.left + place * (one + _TILES), self._top, one, height)
                page.tinted(tile_lines(figure, one), box, figure.label)
            self._top += height + _TILES
        self._top += _GAP - _TILES if figures else 0.0

    def picture(self, block: Picture) -> None:
        """A picture as large as there is room, with what it shows for those who do not see it."""
        box = self._box
        if self._page is None and self._waiting and block.width < _UPRIGHT * block.height:
            self._beside(block)
            return
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

    def _beside(self, block: Picture) -> None:
        """The words at the left and a drawing as high as the slide at the right."""
        box, lines = self._box, self._waiting
        caption = [Line(block.caption, 11.0, ink=Ink.MUTED, before=_GAP)] if block.caption else []
        scale = _scale(block, box.width - _BESIDE - 2 * _GAP, box.height)
        width = block.width * scale
        words, self._waiting = divided([*lines, *caption], box.width - width - 2 * _GAP, box.height)
        self._turn()
        page = self._current
        page.prose(words, Box(box.left, box.top, box.width - width - 2 * _GAP, box.height))
        place = Box(box.left + box.width - width, box.top, width, block.height * scale)
        page.picture(block.png, place, block.alt)
        page.note(block.alt)
        self._top = box.bottom

    def table(self, block: Table) -> None:
        """A table, over several slides where it is long; of a very long one the first rows."""
        self._set_prose()
        box = self._box
        below = [Line(block.note, 11.0, ink=Ink.MUTED)] if block.note else []
        parts = self._parts(block, height_of(below, min(box.width, _WIDEST)) + _GAP)
        for place, part in enumerate(parts):
            title = "" if place or block.table.title == self._title else block.table.title
            self._rows(block, part, title, below if part is parts[-1] else [])
            self._current.note(block.note)

    def _parts(self, block: Table, below: float) -> list[FittedTable]:
        """The table in the largest type in which it fits here or on one slide, else in the largest for its columns."""
        columns, width = columns_of(block.table), self._box.width
        kept = below + 2 * _GAP + 8.0
        for room in (self._left, self._box.height) if len(block.table) <= _SHORT else ():
            for size in _TABLE_SIZES:
                parts = fitted(columns, width, (size,), TABLE_GAP, LOOSENESS)
                if len(parts) == 1 and taken_rows(parts[0], 0, room - kept) == len(block.table):
                    if room > self._left and self._is_begun:
                        self._page = None
                    return parts
        return fitted(columns, width, _TABLE_SIZES, TABLE_GAP, LOOSENESS)

    def _rows(self, block: Table, part: FittedTable, title: str, below: list[Line]) -> None:
        """Some columns of a table with all of its rows, or the first ones of a great many."""
        box, count = self._box, len(block.table)
        shown = slides = 0
        last = [*below, _left_out(count, count)] if count > _SHORT else below
        kept = height_of(last, min(box.width, _WIDEST)) + _GAP
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
        """Set what is still waiting; what follows begins on a slide of its own."""
        self._set_prose()
        self._page = None

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
        needed += min(line.height(width), 8 * line.size * LEADING)
        if not line.is_heading:
            break
        needed += line.before
    return needed


def scale_for(blocks: Sequence[Block], box: Box) -> float:
    """The scale of texts in which words and key figures alone are on one slide; the usual one where none is."""
    if not all(isinstance(block, Paragraph | Heading | Bullets | Figures) for block in blocks):
        return 1.0
    return next((scale for scale in _SCALES if _height(blocks, box.width, scale) <= box.height), 1.0)


def _height(blocks: Sequence[Block], width: float, scale: float) -> float:
    """The height of words and key figures, in points."""
    height, lines = 0.0, list[Line]()
    for block in [*blocks, Figures(())]:
        if isinstance(block, Paragraph | Heading | Bullets):
            lines += [line.scaled(scale, _LEAST) for line in prose_of(block) if line.text.strip()]
        elif isinstance(block, Figures):
            height += height_of(lines, min(width, _WIDEST)) + (_GAP if lines else 0.0)
            lines = []
            columns = beside(len(block.figures))
            one = (width - (columns - 1) * _TILES) / max(1, columns)
            for start in range(0, len(block.figures), max(1, columns)):
                height += tiles_height(block.figures[start : start + columns], one) + _TILES
            height += _GAP - _TILES if block.figures else 0.0
    return height - _GAP


def _scale(block: Picture, width: float, height: float) -> float:
    """Points for a pixel of the drawing, so that it fits."""
    return max(0.01, min(width / max(1, block.width), height / max(1, block.height), 1.2))


def _left_out(shown: int, rows: int) -> Line:
    said = tr("The first {shown} of {rows} rows; the workbook and the PDF have all.", shown=shown, rows=rows)
    return Line(said, 11.0, ink=Ink.MUTED)
