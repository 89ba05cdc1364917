"""How the activities of a deal look wherever they are shown: icon, ink, arrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.icons import draw_icon
from desktop.screens.deal.activity_places import WAY, way_of
from desktop.screens.deal.marks import Mark
from desktop.theme import Palette
from models.deal_activity import ActivityType, DealActivity, Direction

MARK_HEIGHT = 22.0
_ICONS = {
    ActivityType.CALL: "phone",
    ActivityType.MEETING: "users",
    ActivityType.EMAIL: "mail",
    ActivityType.MESSAGE: "message-square",
    ActivityType.TASK: "circle-check-big",
    ActivityType.NOTE: "sticky-note",
    ActivityType.QUOTE: "receipt-text",
    ActivityType.LEAD: "user-plus",
    ActivityType.BUYER: "mouse-pointer-click",
    ActivityType.OTHER: "circle-dot",
}
_WAYS = {Direction.INCOMING: "arrow-down-left", Direction.OUTGOING: "arrow-up-right"}


def icon_of(activities: Sequence[DealActivity]) -> str:
    """The icon of their type, or the one for several types."""
    types = {activity.type for activity in activities}
    return _ICONS[types.pop()] if len(types) == 1 else "layers"


def way_icon(direction: Direction) -> str:
    """The arrow of a direction, the empty text where it is not known."""
    return _WAYS.get(direction, "")


def ink(activities: Sequence[DealActivity], palette: Palette) -> str:
    """What comes from the buyer stands out a little."""
    from_buyer = all(activity.from_buyer for activity in activities)
    return palette.accent if from_buyer else palette.muted


def draw_mark(
    painter: QPainter, palette: Palette, mark: Mark, top: float, its: Sequence[DealActivity], framed: bool
) -> None:
    """A quiet pill with the icon, the arrow of the direction and, where there are several, how many."""
    colour = ink(its, palette)
    box = QRectF(mark.left, top, mark.width, MARK_HEIGHT)
    painter.setPen(QPen(QColor(palette.accent if framed else palette.border), 2 if framed else 1))
    painter.setBrush(QColor(palette.window))
    painter.drawRoundedRect(box, MARK_HEIGHT / 2, MARK_HEIGHT / 2)
    x = box.left() + 5
    draw_icon(painter, icon_of(its), colour, QRectF(x, top + 4, 14, 14))
    x += 15
    way = way_icon(way_of(its))
    if way:
        draw_icon(painter, way, colour, QRectF(x, top + 5, 12, 12))
        x += WAY
    if mark.words:
        painter.setPen(QColor(colour))
        room = QRectF(x + 3, top, box.right() - x - 3, MARK_HEIGHT)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, mark.words)
