"""How the lanes above the stages are painted: dates, marks, who has the deal, its amount, its close dates."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop.deviation_look import icon_name
from desktop.screens.deal.activity_look import draw_mark
from desktop.screens.deal.arrangement import BOX, LANE_NAMES, Arrangement, Lane, Place, Row, Told
from desktop.screens.deal.artist import LEFT, NORMAL, SMALL, Artist
from desktop.screens.deal.geometry import GAP
from desktop.screens.deal.marks import Mark
from desktop.theme import Palette
from mining.number_format import date, days
from models.case_table import NO_TIME
from models.deal_story import DealStory
from resources.translation import tr

_PILL = 22.0
_LEAST_NAME, _NAMED = 22.0, 60.0
"""A name that does not fit is shown by its initials up to the second, and not at all below the first."""


class StoryArtist(Artist):
    """Paints the lanes of one arrangement; `framed` is the place that is pointed at or has the focus."""

    def __init__(self, painter: QPainter, palette: Palette, told: Told, found: Arrangement) -> None:
        super().__init__(painter, palette)
        self._told, self._found = told, found

    def grid(self) -> None:
        """Lines down from the dates of true time, below everything else."""
        top = self._found.rows[Lane.AXIS].height - 2
        bottom = self._found.rows[Lane.STAGES].top + BOX
        self.painter.setPen(QPen(QColor(self.palette.border), 1))
        for tick in self._found.ticks:
            self.painter.drawLine(QPointF(tick.x, top), QPointF(tick.x, bottom))

    def draw(self, visible: QRectF, marked_activity: int) -> None:
        """Paint what is in sight, the mark of one activity framed."""
        self._axis(visible)
        found, story = self._found, self._told.story
        self.size(SMALL)
        if story is not None and Lane.EXPECTED in found.rows:
            self._flag(found.rows[Lane.EXPECTED], story)
        for lane, marks in ((Lane.BUYER, found.buyer), (Lane.SELLER, found.seller)):
            for mark in self._in_sight(marks, visible):
                its = [self._told.activities[i] for i in mark.items]
                top = found.rows[lane].top + 2
                draw_mark(self.painter, self.palette, mark, top, its, marked_activity in mark.items)
        if story is not None:
            painted: tuple[tuple[Lane, Callable[[Row, DealStory, QRectF], None]], ...] = (
                (Lane.PEOPLE, self._people),
                (Lane.AMOUNT, self._amounts),
                (Lane.CLOSE_DATE, self._close_dates),
            )
            for lane, paint in painted:
                if lane in found.rows:
                    paint(found.rows[lane], story, visible)
        if Lane.JOURNEY in found.rows:
            self._journey(found.rows[Lane.JOURNEY], visible)
        self.size(NORMAL)

    def names(self, left: float, width: float, ground: str) -> None:
        """The names of the lanes in a column over whatever scrolls below it."""
        height = self._found.height
        self.painter.fillRect(QRectF(left, 0, width - 8, height), QColor(ground))
        self.size(SMALL)
        for lane, row in self._found.rows.items():
            self.words(QRectF(left, row.top, width - 12, row.height), self._name(lane), self.palette.muted)
        self.size(NORMAL)

    def frame(self, place: Place) -> None:
        """A ring around the place that has the focus."""
        top, height = (place.top, place.height) if place.height >= _PILL else (place.top - 1, _PILL)
        box = QRectF(place.left, top, max(place.width, 12), height)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(self.palette.accent), 2, Qt.PenStyle.DashLine))
        self.painter.drawRoundedRect(box.adjusted(-1, 0, 1, 0), 8, 8)

    def _name(self, lane: Lane) -> str:
        story = self._told.story
        has_currency = lane is Lane.AMOUNT and story is not None and story.currency
        name = LANE_NAMES[lane]
        return f"{name} ({story.currency})" if has_currency and story is not None else name

    def _in_sight(self, marks: tuple[Mark, ...], visible: QRectF) -> list[Mark]:
        return [mark for mark in marks if mark.left <= visible.right() and mark.right >= visible.left()]

    def _axis(self, visible: QRectF) -> None:
        """Round dates in true time, else the day of every step, with its year where that is another than before."""
        self.size(SMALL)
        found, palette = self._found, self.palette
        room = found.rows[Lane.AXIS]
        for tick in found.ticks:
            self.words(QRectF(tick.x - 8, room.top, 90, room.height), tick.words, palette.muted)
        if found.ticks:
            return
        year = ""
        begins = [self._told.path.steps[span.step].begin for span in found.lanes.happened]
        for span, begin in zip(found.lanes.happened, begins, strict=True):
            when = date(begin)
            if span.left <= visible.right() and span.right >= visible.left():
                shown = when.rpartition("\u00a0")[0] if when.endswith(year) and year else when
                place = QRectF(span.left, room.top, span.width + GAP, room.height)
                self.words(place, shown, palette.muted)
            year = when[-4:]
        first = found.scale.times[0] if found.scale.times else NO_TIME
        if begins and first < begins[0]:
            place = QRectF(0, room.top, found.lanes.happened[0].left - GAP, room.height)
            self.words(place, date(int(first)), palette.muted)

    def _flag(self, row: Row, story: DealStory) -> None:
        """When the deal is expected to close: a flag with a dashed line down to the stages."""
        x, stages = self._found.flag, self._found.rows[Lane.STAGES]
        self.painter.setPen(QPen(QColor(self.palette.accent), 1.2, Qt.PenStyle.DashLine))
        self.painter.drawLine(QPointF(x, row.top + 16), QPointF(x, stages.top - 2))
        words = date(story.expected)
        width = self.painter.fontMetrics().horizontalAdvance(words) + 2
        is_left = x - 6 - width > 0
        self.icon(QPointF(x - 2, row.top + 2), "flag", self.palette.accent, 15)
        left = x - 6 - width if is_left else x + 16
        self.words(QRectF(left, row.top, width, row.height), words, self.palette.accent)

    def _people(self, row: Row, story: DealStory, visible: QRectF) -> None:
        """Who has the deal, with a mark where it passes to somebody else; a name stays in sight while its time is."""
        middle = row.top + row.height / 2
        marks = self._found.people
        first = marks[0].left if marks else self._found.width
        begin = self._found.lanes.happened[0].left if self._found.lanes.happened else 0.0
        name = story.hand_overs[0].before if story.hand_overs else story.opened_by or story.owner
        begin = max(begin, visible.left())
        if first - begin > 40:
            self._person(
                QRectF(begin, row.top, first - begin - GAP, row.height), name, self.palette.muted, ""
            )
        for at, mark in enumerate(marks):
            until = marks[at + 1].left if at + 1 < len(marks) else self._found.width
            if mark.left > visible.right() or until < visible.left():
                continue
            self.painter.setPen(QPen(QColor(self.palette.accent), 1.5))
            self.painter.drawLine(QPointF(mark.left + 2, middle - 9), QPointF(mark.left + 2, middle + 9))
            last = story.hand_overs[mark.items[-1]]
            waited = (
                "" if last.waited is None else tr("waited {time}", time=days(last.waited, last.day_hours))
            )
            left = max(mark.left + 8, visible.left())
            place = QRectF(left, row.top, until - left - GAP, row.height)
            self._person(place, mark.words or last.after, self.palette.accent, waited)

    def _person(self, room: QRectF, name: str, colour: str, waited: str) -> None:
        self.icon(QPointF(room.left(), room.top() + room.height() / 2 - 7), "user", colour, 14)
        text = QRectF(room.left() + 18, room.top(), room.width() - 18, room.height())
        if text.width() < _LEAST_NAME:
            return
        whole = self.painter.fontMetrics().horizontalAdvance(name)
        fits = whole <= text.width() or text.width() > _NAMED
        used = self.words(text, name if fits else _initials(name), colour)
        rest = text.adjusted(used + 8, 0, 0, 0)
        if waited and rest.width() >= self.painter.fontMetrics().horizontalAdvance(waited):
            self.words(rest, waited, self.palette.muted)

    def _amounts(self, row: Row, story: DealStory, visible: QRectF) -> None:
        """A step at every change, higher for more, with the amount above it."""
        marks, palette = self._found.amounts, self.palette
        values = [change.after for change in story.amounts]
        known = [value for value in values if value == value]
        low, high = min(known, default=0.0), max(known, default=0.0)
        top, bottom = row.top + 19, row.top + row.height - 5

        def y(value: float) -> float:
            return bottom if high == low else bottom - (value - low) / (high - low) * (bottom - top)

        line = QPainterPath()
        was_known = False
        for mark, value in zip(marks, values, strict=True):
            if value == value:
                begin = QPointF(mark.left, y(value))
                if was_known:
                    line.lineTo(begin)
                else:
                    line.moveTo(begin)
                line.lineTo(QPointF(min(mark.right, self._end()), y(value)))
            was_known = value == value
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(palette.accent), 2))
        self.painter.drawPath(line)
        for mark, value in zip(marks, values, strict=True):
            if mark.left > visible.right() or mark.right < visible.left():
                continue
            height = y(value) if value == value else bottom
            self.painter.setPen(QPen(QColor(palette.accent), 1.5))
            self.painter.setBrush(QColor(palette.surface))
            self.painter.drawEllipse(QPointF(mark.left, height), 3.2, 3.2)
            left = max(mark.left, visible.left()) + 4
            if mark.words and self.painter.fontMetrics().horizontalAdvance(mark.words) <= mark.right - left:
                self.words(QRectF(left, height - 19, mark.right - left, 16), mark.words, palette.text)

    def _end(self) -> float:
        """Where the stages of the deal end."""
        happened = self._found.lanes.happened
        return happened[-1].right if happened else self._found.width

    def _journey(self, row: Row, visible: QRectF) -> None:
        """A line on which the buyer's steps stand; orange with an icon where the two sides part."""
        palette, middle = self.palette, row.top + 3 + _PILL / 2
        marks = self._found.journey
        self.painter.setPen(QPen(QColor(palette.flow), 2))
        self.painter.drawLine(QPointF(marks[0].left, middle), QPointF(self._end(), middle))
        for mark in self._in_sight(marks, visible):
            kinds = [self._told.journey[at].kind for at in mark.items]
            kind = next((one for one in kinds if one is not None), None)
            ground, edge = (
                (palette.surface, palette.flow)
                if kind is None
                else (palette.deviation_soft, palette.deviation)
            )
            box = QRectF(mark.left, row.top + 3, mark.width, _PILL)
            self.painter.setPen(QPen(QColor(edge), 1.2))
            self.painter.setBrush(QColor(ground))
            self.painter.drawRoundedRect(box, _PILL / 2, _PILL / 2)
            colour = palette.text if kind is None else palette.deviation_text
            icon = "footprints" if kind is None else icon_name(kind)
            self.icon(QPointF(box.left() + 5, box.top() + 4), icon, colour, 14)
            if mark.words:
                self.painter.setPen(QColor(colour))
                self.painter.drawText(box.adjusted(23, 0, 0, 0), LEFT, mark.words)

    def _close_dates(self, row: Row, story: DealStory, visible: QRectF) -> None:
        for mark in self._in_sight(self._found.close_dates, visible):
            last = story.close_dates[mark.items[-1]]
            colour = self.palette.text if last.push else self.palette.muted
            box = QRectF(mark.left, row.top + 3, mark.width, _PILL)
            self.painter.setPen(QPen(QColor(self.palette.border), 1))
            self.painter.setBrush(QColor(self.palette.window))
            self.painter.drawRoundedRect(box, _PILL / 2, _PILL / 2)
            self.icon(QPointF(box.left() + 5, box.top() + 4), "calendar", colour, 14)
            if mark.words:
                self.painter.setPen(QColor(colour))
                room = box.adjusted(23, 0, 0, 0)
                self.painter.drawText(room, LEFT, mark.words)


def _initials(name: str) -> str:
    return "".join(part[0] for part in name.split()[:3] if part[0].isalnum())
