"""What a comparison gives to take away: its maps under the names of the sides, with the legend, and its table."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter

from desktop.map import look
from desktop.map.placed import PlacedGraph
from desktop.map.scene import MapScene, Target
from desktop.screens.compare.drawing import LETTERS
from desktop.screens.compare.legend import CompareLegend
from desktop.screens.compare.side_heads import side_colours
from desktop.screens.compare.work import Answer
from desktop.take_away import Picture, TakeAway
from desktop.theme import LIGHT
from mining.comparing.sides import Question, Split
from mining.comparing.table import comparison_table
from mining.comparing.wording import ASSOCIATION
from mining.export.stand_ins import stand_ins_of
from mining.number_format import plural
from models.comparison import GroupComparison, Side
from resources.translation import tr

_MARGIN, _HEAD, _GAP = 24.0, 62.0, 12.0
_LEAST_WIDTH = 640.0


@dataclass(frozen=True, eq=False)
class Shown:
    """A placed map, and what of it is hidden."""

    placed: PlacedGraph
    hidden: Set[Target] = frozenset()


def take_away_of(
    answer: Answer, question: Question, maps: Sequence[Shown], real_names: bool
) -> TakeAway | None:
    """The picture of these maps, one of the differences or one of each side, and the table; None without either."""
    if answer.found is None:
        return None
    found = answer.found if real_names else without_names(answer.found, question, answer)
    title = tr("Compare {first} with {second}", first=found.first.name, second=found.second.name)
    picture = Picture(lambda: _size(maps), lambda painter: _paint(painter, found, maps)) if maps else None
    return TakeAway(title, picture, (comparison_table(found, answer.ends),))


def without_names(found: GroupComparison, question: Question, answer: Answer) -> GroupComparison:
    """The same with a stand-in for whoever is compared, and for what the user calls a filter: it may name people."""
    if question.split is Split.SAVED:
        return replace(
            found, first=_called(found.first, tr("Filter A")), second=_called(found.second, tr("Filter B"))
        )
    if question.split is not Split.PERSON:
        return found
    stand_in = stand_ins_of(answer.analysis.log).get(question.first, "")
    return replace(found, first=_called(found.first, stand_in))


def _called(side: Side, name: str) -> Side:
    return replace(side, name=name, phrase=tr("deals of {name}", name=name))


def _size(maps: Sequence[Shown]) -> QSizeF:
    areas = [shown.placed.area() for shown in maps]
    width = max(_LEAST_WIDTH, sum(area.width() for area in areas) + _GAP * (len(areas) - 1))
    legend = CompareLegend(LIGHT)
    height = _HEAD + max(area.height() for area in areas) + 2 * _GAP + legend.sizeHint().height() + 20
    legend.deleteLater()
    return QSizeF(width + 2 * _MARGIN, height + 2 * _MARGIN)


def _scene(shown: Shown) -> MapScene:
    """The map anew in the light palette, on whatever ground there is."""
    scene = MapScene.at_rest(shown.placed, LIGHT, shown.hidden)
    scene.setBackgroundBrush(QBrush())
    return scene


def _paint(painter: QPainter, found: GroupComparison, maps: Sequence[Shown]) -> None:
    size = _size(maps)
    room = size.width() - 2 * _MARGIN
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = (room - _GAP) / 2
    for which, side in enumerate((found.first, found.second)):
        _paint_side(
            painter, QRectF(_MARGIN + which * (half + _GAP), _MARGIN, half, _HEAD - _GAP), which, side
        )
    part = (room - _GAP * (len(maps) - 1)) / len(maps)
    bottom = _MARGIN + _HEAD
    for at, shown in enumerate(maps):
        scene = _scene(shown)
        area = scene.sceneRect()
        left = _MARGIN + at * (part + _GAP) + (part - area.width()) / 2
        scene.render(painter, QRectF(QPointF(left, _MARGIN + _HEAD), area.size()), area)
        scene.deleteLater()
        bottom = max(bottom, _MARGIN + _HEAD + area.height())
    legend = CompareLegend(LIGHT)
    legend.show_sides(len(maps) > 1)
    painter.save()
    painter.translate(_MARGIN, bottom + _GAP)
    legend.paint_into(painter, LIGHT, room)
    painter.translate(0, legend.sizeHint().height())
    painter.setPen(QColor(LIGHT.muted))
    painter.setFont(look.font(12))
    painter.drawText(QRectF(0, 0, room, 20), Qt.AlignmentFlag.AlignVCenter, ASSOCIATION)
    painter.restore()
    legend.deleteLater()


def _paint_side(painter: QPainter, box: QRectF, which: int, side: Side) -> None:
    ink, ground = side_colours(which, LIGHT)
    painter.setPen(QColor(ink))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, 10, 10)
    painter.setFont(look.font(14, QFont.Weight.DemiBold))
    painter.setPen(QColor(LIGHT.text))
    words = look.elided(f"{LETTERS[which]}  {side.name}", painter.font(), box.width() - 24)
    painter.drawText(box.adjusted(12, 6, -12, -24), Qt.AlignmentFlag.AlignVCenter, words)
    painter.setFont(look.font(12))
    painter.setPen(QColor(LIGHT.muted))
    painter.drawText(box.adjusted(12, 26, -12, -6), Qt.AlignmentFlag.AlignVCenter, plural(side.cases, "deal"))
