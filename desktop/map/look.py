"""Sizes, fonts and mixed colours of the map, all taken from the palette and from Inter."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from desktop.map.graph import DrawnEdge, DrawnGraph, DrawnNode, EdgeStyle, NodeStyle
from desktop.theme import Palette

CARD_HEIGHT = 50.0
CARD_MIN, CARD_MAX = 152.0, 244.0
TERMINAL_HEIGHT = 27.0
TERMINAL_MIN = 78.0
PAD = 12.0
BAR_LEFT = 5.0
CORNER = 9.0
BADGE_HEIGHT = 15.0
LABEL_HEIGHT = 16.0
ARROW = 9.0


def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter in pixels, so that a map looks the same on every screen."""
    made = QFont("Inter")
    made.setPixelSize(round(pixels))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def title_font() -> QFont:
    """The name on a card."""
    return font(13, QFont.Weight.DemiBold)


def subtitle_font() -> QFont:
    """The numbers on a card."""
    return font(11)


def badge_font() -> QFont:
    """The warning on a card."""
    return font(10, QFont.Weight.DemiBold)


def label_font() -> QFont:
    """The number on a line."""
    return font(11, QFont.Weight.DemiBold)


def mixed(over: str, under: str, share: float) -> QColor:
    """`share` of the first colour over the second, opaque."""
    a, b = QColor(over), QColor(under)
    parts = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(x * share + y * (1 - share)) for x, y in parts))


def width_of(text: str, using: QFont) -> float:
    """How wide a text is, in pixels."""
    return QFontMetricsF(using).horizontalAdvance(text)


def edge_color(style: EdgeStyle, palette: Palette) -> QColor:
    """The colour of a line."""
    if style is EdgeStyle.PLAIN:
        return mixed(palette.accent, palette.canvas, 0.62)
    if style is EdgeStyle.FAINT:
        return mixed(palette.flow, palette.canvas, 0.5)
    named = {
        EdgeStyle.CONFORMING: palette.flow,
        EdgeStyle.DEVIATION: palette.deviation,
        EdgeStyle.NOT_TAKEN: palette.not_taken,
        EdgeStyle.FIRST: palette.accent,
        EdgeStyle.SECOND: palette.second,
    }
    return QColor(named[style])


def node_color(style: NodeStyle, palette: Palette) -> str:
    """The colour of a card's edge and bar."""
    named = {
        NodeStyle.UNDOCUMENTED: palette.deviation,
        NodeStyle.SECOND: palette.second,
        NodeStyle.NEITHER: palette.flow,
    }
    return named.get(style, palette.accent)


def badge_colors(style: NodeStyle, palette: Palette) -> tuple[str, str]:
    """Ground and words of a badge."""
    if style is NodeStyle.FIRST:
        return palette.accent_soft, palette.accent
    if style is NodeStyle.SECOND:
        return palette.second_soft, palette.second
    return palette.deviation_soft, palette.deviation_text


def label_colors(style: EdgeStyle, palette: Palette) -> tuple[QColor, str, str]:
    """Outline, ground and words of a label."""
    if style is EdgeStyle.DEVIATION:
        return mixed(palette.deviation, palette.canvas, 0.35), palette.surface, palette.deviation_text
    sides = {
        EdgeStyle.FIRST: (palette.accent, palette.accent_soft),
        EdgeStyle.SECOND: (palette.second, palette.second_soft),
    }
    if style in sides:
        ink, ground = sides[style]
        return QColor(ink), ground, palette.text
    return QColor(palette.border), palette.surface, palette.muted


def label_size(edge: DrawnEdge) -> QSizeF:
    """The pill around the words on a line, empty where there are none."""
    if not edge.label:
        return QSizeF(0, 0)
    return QSizeF(QFontMetricsF(label_font()).horizontalAdvance(edge.label) + 12, LABEL_HEIGHT)


def node_sizes(graph: DrawnGraph) -> dict[str, QSizeF]:
    """The size of every card: one width for all, so that the spine has straight sides; pills by their words."""
    card = QSizeF(_card_width(node for node in graph.nodes if not _is_pill(node)), CARD_HEIGHT)
    words = QFontMetricsF(title_font())
    sizes = {}
    for node in graph.nodes:
        pill = QSizeF(max(TERMINAL_MIN, words.horizontalAdvance(node.title) + 36), TERMINAL_HEIGHT)
        sizes[node.key] = pill if _is_pill(node) else card
    return sizes


def _is_pill(node: DrawnNode) -> bool:
    return node.style is NodeStyle.TERMINAL


def _card_width(nodes: Iterable[DrawnNode]) -> float:
    title, subtitle, badge = (QFontMetricsF(f) for f in (title_font(), subtitle_font(), badge_font()))
    width = CARD_MIN
    for node in nodes:
        second = subtitle.horizontalAdvance(node.subtitle)
        if node.badge:
            second += badge.horizontalAdvance(node.badge) + 12 + 10
        width = max(
            width, title.horizontalAdvance(node.title) + BAR_LEFT + 2 * PAD, second + BAR_LEFT + 2 * PAD
        )
    return min(float(round(width)), CARD_MAX)


def elided(text: str, using: QFont, width: float) -> str:
    """The text, cut with an ellipsis where it does not fit."""
    return QFontMetricsF(using).elidedText(text, Qt.TextElideMode.ElideRight, width)
