"""Draws the process map as SVG, PNG or PDF without a window; the same map gives the same bytes."""

from __future__ import annotations

import io
import warnings
from typing import Any

import numpy as np

from mining.discovery import picture_look as look
from mining.discovery.picture_plan import Card, Line, Plan, plan_of
from models.layout import Point
from models.process_map import EdgeKind, NodeKind, ProcessMap
from models.progress import Report, silent
from resources.translation import tr

_DPI = 100  # of the layout: one unit is one pixel
_PNG_DPI = 200
_FOOTER = 34.0
_POINT = 72 / _DPI  # matplotlib measures lines and texts in points
_COLORS = {
    EdgeKind.CONFORMING: look.FLOW,
    EdgeKind.DEVIATION: look.DEVIATION,
    EdgeKind.NOT_TAKEN: look.NOT_TAKEN,
}
_LEGEND = (
    (EdgeKind.CONFORMING, tr("as documented")),
    (EdgeKind.DEVIATION, tr("not documented")),
    (EdgeKind.NOT_TAKEN, tr("documented, not taken")),
)


def picture(shown: ProcessMap, kind: str, report: Report = silent, all_cases: int | None = None) -> bytes:
    """The picture as `svg`, `png` (two pixels a unit) or `pdf`.

    `all_cases` says how many deals there are where the map is of some of them, so that it can say so itself.
    """
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with (
        matplotlib.rc_context({"svg.hashsalt": "lanekeeper", "path.simplify": False}),
        warnings.catch_warnings(),
    ):
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        plan = plan_of(shown, shown.cases if all_cases is None else all_cases, report)
        report(0.7, tr("Drawing the map"))
        width = max(plan.size[0], _legend_width(plan)) + 2 * look.MARGIN
        height = plan.size[1] + 2 * look.MARGIN + _FOOTER
        figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=look.CANVAS)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        _Pen(axes, ((width - plan.size[0]) / 2, look.MARGIN)).draw(plan)
        _footer(_Pen(axes, (0.0, 0.0)), plan, width, height)
        out = io.BytesIO()
        undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None, "ModDate": None}}.get(kind, {})
        figure.savefig(out, format=kind, dpi=_PNG_DPI, facecolor=look.CANVAS, metadata=undated)
    return out.getvalue()


class _Pen:
    """Draws shapes and plain text at pixels from an origin."""

    def __init__(self, axes: Any, origin: Point) -> None:
        self._axes = axes
        self._dx, self._dy = origin

    def draw(self, plan: Plan) -> None:
        """Lines below, the frequent and the deviating ones on top of the others; then cards; then words."""
        rank = {EdgeKind.NOT_TAKEN: 0, EdgeKind.CONFORMING: 1, EdgeKind.DEVIATION: 2}
        for line in sorted(plan.lines, key=lambda line: (rank[line.edge.kind], line.edge.cases)):
            self._line(line)
        for card in plan.cards:
            self._card(card, plan.documented)
        for line in plan.lines:
            if line.label_at is not None:
                self._label(line, line.label_at)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        color: str,
        bold: bool = False,
        centre: bool = False,
    ) -> None:
        """Words on one line, `y` their middle."""
        prop = look.font(size * _POINT, bold)
        align = "center" if centre else "left"
        self._axes.text(
            x + self._dx, y + self._dy + size * 0.36, words, fontproperties=prop, color=color, ha=align,
            va="baseline", parse_math=False, zorder=10,
        )  # fmt: skip

    def box(self, left: float, top: float, right: float, bottom: float, radius: float, **style: Any) -> None:
        """A rectangle with round corners; `style` is matplotlib's."""
        from matplotlib.patches import FancyBboxPatch

        radius = min(radius, (right - left) / 2, (bottom - top) / 2)
        shape = f"round,pad=0,rounding_size={radius}"
        corner = (left + self._dx, top + self._dy)
        self._axes.add_patch(FancyBboxPatch(corner, right - left, bottom - top, boxstyle=shape, **style))

    def stroke(self, path: list[Point], color: str, width: float, dashed: bool = False) -> None:
        """Joined cubic curves."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        points = [(x + self._dx, y + self._dy) for x, y in path]
        codes = [Path.MOVETO, *[Path.CURVE4] * (len(points) - 1)]
        style = (0, (5, 3.2)) if dashed else "solid"
        self._axes.add_patch(
            PathPatch(
                Path(points, codes), fill=False, edgecolor=color, linewidth=width * _POINT, linestyle=style,
                capstyle="butt", joinstyle="round", zorder=2,
            )
        )  # fmt: skip

    def arrow(self, base: Point, tip: Point, color: str, width: float) -> None:
        """A filled head from its base to its tip."""
        from matplotlib.patches import Polygon

        along = np.subtract(tip, base)
        length = float(np.hypot(*along)) or 1.0
        across = np.array([-along[1], along[0]]) / length * (3.4 + width * 0.75)
        corners = np.array([tip, base + across, base - across]) + np.array([self._dx, self._dy])
        self._axes.add_patch(Polygon(corners, closed=True, facecolor=color, edgecolor="none", zorder=2))

    def _line(self, line: Line) -> None:
        color = _COLORS[line.edge.kind]
        shaft, base = _cut(line.path, look.ARROW + line.width * 0.5)
        self.stroke(shaft, color, line.width, dashed=line.edge.kind is EdgeKind.NOT_TAKEN)
        self.arrow(base, line.path[-1], color, line.width)

    def _card(self, card: Card, documented: bool) -> None:
        left, top, right, bottom = card.box
        if card.node.kind in (NodeKind.START, NodeKind.END):
            self.box(*card.box, 14, facecolor=look.TERMINAL, edgecolor="none", zorder=4)
            self.text((left + right) / 2, (top + bottom) / 2, card.title, 12, look.ON_TERMINAL, True, True)
            return
        odd, empty = card.node.kind is NodeKind.UNDOCUMENTED, not card.node.cases
        edge = look.DEVIATION if odd else look.FAINT if empty else look.BORDER
        if not empty:
            for spread, alpha in ((2.5, 0.04), (1.5, 0.05)):
                self.box(
                    left - spread + 1, top - spread + 2.5, right + spread - 1, bottom + spread + 1, 11,
                    facecolor=look.SHADOW, edgecolor="none", alpha=alpha, zorder=3,
                )  # fmt: skip
        self.box(
            *card.box, 9, facecolor=look.CANVAS if empty else look.SURFACE, edgecolor=edge, zorder=4,
            linewidth=(1.6 if odd else 1.1) * _POINT, linestyle=(0, (4, 3)) if empty else "solid",
        )  # fmt: skip
        strength = 0.45 + 0.55 * card.bar
        color = look.mixed(look.DEVIATION if odd else look.ACCENT, look.SURFACE, strength)
        if not empty:
            self.box(left, top + 8, left + 4, bottom - 8, 2, facecolor=color, edgecolor="none", zorder=5)
            self.box(
                left + 15,
                bottom - 9,
                right - 15,
                bottom - 6,
                1.5,
                facecolor=look.TRACK,
                edgecolor="none",
                zorder=5,
            )
            end = left + 15 + max(3.0, (right - left - 30) * card.bar)
            self.box(left + 15, bottom - 9, end, bottom - 6, 1.5, facecolor=color, edgecolor="none", zorder=6)
        self.text(left + 15, top + 15, card.title, look.TITLE, look.MUTED if empty else look.TEXT, True)
        self.text(left + 15, top + 30, card.subtitle, look.SUBTITLE, look.MUTED)
        if card.chip:
            width = look.width_of(card.chip, look.CHIP, True) + 10
            self.box(
                right - 9 - width, top + 22.5, right - 9, top + 37, 7, facecolor=look.DEVIATION_SOFT,
                edgecolor="none", zorder=6,
            )  # fmt: skip
            self.text(
                right - 9 - width / 2, top + 29.8, card.chip, look.CHIP, look.DEVIATION_TEXT, True, True
            )

    def _label(self, line: Line, at: Point) -> None:
        odd = line.edge.kind is EdgeKind.DEVIATION
        half = look.width_of(line.label, look.LABEL, True) / 2 + 6
        edge = look.mixed(look.DEVIATION, look.CANVAS, 0.35) if odd else look.BORDER
        self.box(
            at[0] - half, at[1] - 8, at[0] + half, at[1] + 8, 8, facecolor=look.SURFACE, edgecolor=edge,
            linewidth=0.9 * _POINT, zorder=8,
        )  # fmt: skip
        self.text(*at, line.label, look.LABEL, look.DEVIATION_TEXT if odd else look.MUTED, True, True)


def _cut(path: tuple[Point, ...], room: float) -> tuple[list[Point], Point]:
    """The path without its last `room` pixels, which the arrow head covers, and where it then ends."""
    points = [np.array(point) for point in path]
    tip = points[-1]
    while len(points) > 4 and float(np.hypot(*(tip - points[-4]))) <= room:
        points = points[:-3]
    *before, a, b, c, d = points
    low, high = 0.0, 1.0
    for _ in range(20):
        t = (low + high) / 2
        point = (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
        low, high = (t, high) if np.hypot(*(tip - point)) > room else (low, t)
    t = low
    ab, bc, cd = a + (b - a) * t, b + (c - b) * t, c + (d - c) * t
    abc, bcd = ab + (bc - ab) * t, bc + (cd - bc) * t
    end = abc + (bcd - abc) * t
    cut = [(float(x), float(y)) for x, y in (*before, a, ab, abc, end)]
    return cut, cut[-1]


def _legend_width(plan: Plan) -> float:
    words = [look.width_of(plan.footer, look.FOOTER)]
    if plan.documented:
        words += [look.width_of(text, look.FOOTER) + 52 for _, text in _LEGEND]
    return sum(words)


def _footer(pen: _Pen, plan: Plan, width: float, height: float) -> None:
    """How many deals, what is not shown, and what the colours mean."""
    y = height - 24
    pen.text(look.MARGIN, y, plan.footer, look.FOOTER, look.MUTED)
    if not plan.documented:
        return
    x = width - look.MARGIN
    for kind, words in reversed(_LEGEND):
        x -= look.width_of(words, look.FOOTER)
        pen.text(x, y, words, look.FOOTER, look.MUTED)
        x -= 30
        pen.stroke(
            [(x + 24 * part / 3, y) for part in range(4)], _COLORS[kind], 2.4, kind is EdgeKind.NOT_TAKEN
        )
        x -= 22
