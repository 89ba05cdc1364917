"""How large shapes and their words are, without a window: widths of letters in Inter, near enough to wrap lines."""

from __future__ import annotations

from models.model_graph import ModelGraph, ModelShape, Notation, ShapeKind

TEXT, SMALL = 13.0, 11.0
"""Heights of letters in pixels: in shapes, and on flows."""

LINE = 16.0
"""From one line in a shape to the next."""

_NARROW, _WIDE = set("iljtfrI.,:;'|!()[] "), set("mwMWQO@%&")
_EVENT = (32.0, 32.0)
_GATEWAY = (42.0, 42.0)
_PLACE = (30.0, 30.0)
_SILENT = (12.0, 40.0)
_OPERATOR = (38.0, 38.0)
_NOTHING = (22.0, 22.0)
_TASK_WIDTHS, _TASK_HEIGHT = (100.0, 130.0, 168.0), 54.0
_STEP_WIDTHS, _STEP_HEIGHT = (72.0, 100.0, 130.0, 168.0), 36.0
_PAD = 8.0
MOST_LINES = 3
NOTE_WIDTH = 230.0


def text_width(words: str, pixels: float = TEXT) -> float:
    """About how wide a text is, in pixels."""
    return sum(_letter(letter) for letter in words) * pixels


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE or ord(letter) > 0x2E7F:
        return 0.95
    return 0.68 if letter.isupper() else 0.58


def wrapped(words: str, width: float, pixels: float = TEXT) -> list[str]:
    """The text in lines of at most that width; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, pixels) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shape_size(shape: ModelShape, graph: ModelGraph) -> tuple[float, float]:
    """Width and height of a shape, in pixels."""
    if shape.kind in (ShapeKind.START, ShapeKind.END):
        return _EVENT
    if shape.kind.is_gateway:
        return _GATEWAY
    if shape.kind is ShapeKind.PLACE:
        return _PLACE
    if shape.kind is ShapeKind.SILENT:
        return _SILENT
    if shape.kind is ShapeKind.OPERATOR:
        return _OPERATOR
    if shape.kind is ShapeKind.NOTHING:
        return _NOTHING
    height = _TASK_HEIGHT if graph.notation is Notation.BPMN else _STEP_HEIGHT
    fewest = 2 if graph.notation is Notation.BPMN else 1
    widths = _TASK_WIDTHS if graph.notation is Notation.BPMN else _STEP_WIDTHS
    for width in widths:
        lines = wrapped(shape.label, width - 2 * _PAD)
        fits = all(text_width(line) <= width - 2 * _PAD for line in lines)
        if fits and len(lines) <= fewest:
            return width, height
    return widths[-1], height + (MOST_LINES - fewest) * LINE


def label_size(words: str) -> tuple[float, float]:
    """Width and height of the words on a flow; (0, 0) where there are none."""
    return (text_width(words, SMALL) + 12, 18.0) if words else (0.0, 0.0)


def note_size(words: str) -> tuple[float, float]:
    """Width and height of a note."""
    lines = wrapped(words, NOTE_WIDTH - 2 * _PAD)
    return NOTE_WIDTH, 12 + LINE * len(lines)
