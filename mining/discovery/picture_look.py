"""Colours, sizes and the font of the map's pictures: those of the light window."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

CANVAS, SURFACE, BORDER, TRACK = "#f5f7fb", "#ffffff", "#dde3ec", "#e9edf4"
TEXT, MUTED, FAINT = "#1e2433", "#5b6780", "#98a2b5"
ACCENT, FLOW, TERMINAL, ON_TERMINAL, SHADOW = "#4f46e5", "#a9b5c9", "#1f2937", "#ffffff", "#1e2433"
DEVIATION, DEVIATION_SOFT, DEVIATION_TEXT, NOT_TAKEN = "#e8590c", "#ffe8d9", "#a63c06", "#0d9488"

CARD_HEIGHT, CARD_MIN, CARD_MAX = 50.0, 152.0, 244.0
TERMINAL_WIDTH, TERMINAL_HEIGHT = 78.0, 27.0
LABEL_HEIGHT = 16.0
MARGIN = 32.0
ARROW = 9.0
TITLE, SUBTITLE, CHIP, LABEL, FOOTER = 13.0, 11.0, 10.0, 11.0, 10.5
"""Heights of the texts in pixels."""

_FALLBACKS = (
    "DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "PingFang SC", "Malgun Gothic",
    "Noto Sans Arabic", "Noto Sans Hebrew",
)  # fmt: skip


@cache
def families() -> tuple[str, ...]:
    """Inter, which comes with Lanekeeper, and what this computer has for the letters that Inter lacks."""
    from matplotlib import font_manager

    logging.getLogger("matplotlib.font_manager").setLevel(
        logging.ERROR
    )  # not every fallback has every weight
    for name in ("Inter-Regular.otf", "Inter-SemiBold.otf"):
        with as_file(files("resources") / "fonts" / name) as path:
            font_manager.fontManager.addfont(path)
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return ("Inter", *(name for name in _FALLBACKS if name in installed))


def font(size: float, bold: bool = False) -> Any:
    """matplotlib's properties of the font at a size in pixels."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=list(families()), weight=600 if bold else 400, size=size)


@cache
def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is, in pixels."""
    from matplotlib.textpath import TextToPath

    width, _, _ = TextToPath().get_text_width_height_descent(text, font(size, bold), False)
    return float(width)


def elided(text: str, size: float, bold: bool, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room` pixels."""
    text = text[:200]
    if width_of(text, size, bold) <= room:
        return text
    while text and width_of(text + "…", size, bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def mixed(over: str, under: str, share: float) -> str:
    """`share` of the first colour over the second, opaque."""

    def parts(color: str) -> Sequence[int]:
        return [int(color[i : i + 2], 16) for i in (1, 3, 5)]

    both = zip(parts(over), parts(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in both)
