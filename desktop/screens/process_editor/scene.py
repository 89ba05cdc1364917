"""The scene of the editor: one card a stage, and below them everything else, moved rather than made anew."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsScene

from desktop.screens.process_editor.facts import NO_FACTS, Facts
from desktop.screens.process_editor.flow_items import FlowItem, SlotItem, ThreadItem, rect_of
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.screens.process_editor.stage_item import StageItem
from desktop.screens.process_editor.targets import Beside, IntoGap, Target
from desktop.theme import Palette
from mining.layout.flow_layout import flow_layout
from mining.layout.flow_sizes import CARD
from mining.process.editing.place import Place
from models.flow_drawing import FlowDrawing, Path
from models.sales_process import SalesProcess, Stage

EMPTY = SalesProcess("", ())
_SLOT_HEIGHT = 34.0
_LIFTED = 0.92
"""A carried card is drawn above the mouse and a little smaller, so that the room below it stays in sight."""


class FlowScene(QGraphicsScene):
    """Shows a process; `drawing` is how it lies with nothing open, which is what the mouse is judged by."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.process, self.facts = EMPTY, NO_FACTS
        self.drawing = flow_layout(EMPTY)
        self.selection, self.hovered = WHOLE, ""
        self.cards: dict[str, StageItem] = {}
        self.flow = FlowItem(self.drawing, palette)
        self.addItem(self.flow)
        self._offered: frozenset[str] = frozenset()
        self._ghost: Place | None = None
        self._carried: StageItem | None = None
        self._slot: SlotItem | None = None
        self.thread_: ThreadItem | None = None
        self.setBackgroundBrush(QColor(palette.canvas))

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.setBackgroundBrush(QColor(palette.canvas))
        self._place(self.drawing)

    def show_process(self, process: SalesProcess, facts: Facts) -> None:
        """Show this process, at rest."""
        self.facts = facts
        if process != self.process or process is not self.process:
            self.process, self.drawing = process, flow_layout(process)
        self.end_carrying()

    def show_facts(self, facts: Facts) -> None:
        """Show other numbers on the same cards."""
        self.facts = facts
        for item in self.cards.values():
            item.become(item.stage, facts, self._palette)

    def select(self, selection: Selection) -> None:
        """Mark what is selected."""
        self.selection = selection
        self._mark()

    def hover(self, stage: str) -> None:
        """Mark the stage under the mouse, the empty text for none."""
        if stage != self.hovered:
            self.hovered = stage
            self._mark()

    def offer(self, names: Collection[str]) -> None:
        """Mark the stages and ends on which something can be dropped."""
        self._offered = frozenset(names)
        self._mark()

    def carry(self, stage: Stage, at: QPointF, ghost: Place | None) -> None:
        """Let the card of a stage follow the mouse; `ghost` is where it comes from."""
        if self._carried is None or self._carried.stage != stage:
            self._drop_carried()
            self._carried = StageItem(stage, self._palette)
            self._carried.become(stage, self.facts, self._palette)
            self._carried.setZValue(9)
            self._carried.setScale(_LIFTED)
            self.addItem(self._carried)
        self._carried.setPos(at - QPointF(0, CARD[1] * 0.82))
        if ghost != self._ghost:
            self._ghost = ghost
            self._mark()

    def open(self, target: Target | None) -> None:
        """Make room where what is carried would go."""
        opened: Path | None = target.place.path if isinstance(target, IntoGap) else None
        self._place(flow_layout(self.process, opened) if opened is not None else self.drawing)
        if self._slot is not None:
            self.removeItem(self._slot)
            self._slot = None
        if isinstance(target, Beside):
            card = next(stage.box for stage in self.drawing.stages if stage.path == target.place.path)
            box = QRectF(card.left, card.bottom + 6, card.width, _SLOT_HEIGHT)
            self._slot = SlotItem(box, self._palette)
            self.addItem(self._slot)

    def draw_thread(self, start: QPointF, end: QPointF) -> None:
        """Lead a line from a handle to the mouse."""
        if self.thread_ is None:
            self.thread_ = ThreadItem(start, self._palette)
            self.addItem(self.thread_)
        self.thread_.lead_to(end)

    def end_carrying(self) -> None:
        """Show the process as it is, with nothing carried and nothing open."""
        self._drop_carried()
        if self.thread_ is not None:
            self.removeItem(self.thread_)
            self.thread_ = None
        self._ghost, self._offered = None, frozenset()
        self.open(None)

    def _drop_carried(self) -> None:
        if self._carried is not None:
            self.removeItem(self._carried)
            self._carried = None

    def _place(self, drawing: FlowDrawing) -> None:
        titles = {end.name: end.title for end in self.process.ends}
        self.flow.become(drawing, titles, self._palette)
        shown: set[str] = set()
        for drawn, stage in zip(drawing.stages, self.process.stages, strict=True):
            key = drawn.name
            while key in shown:  # an unfinished process may have a name twice
                key += " "
            shown.add(key)
            item = self.cards.get(key)
            if item is None:
                item = self.cards[key] = StageItem(stage, self._palette)
                self.addItem(item)
            item.become(stage, self.facts, self._palette)
            item.setPos(*drawn.box.middle)
        for key in self.cards.keys() - shown:
            self.removeItem(self.cards.pop(key))
        self._mark()
        self.setSceneRect(rect_of(drawing.box))

    def _mark(self) -> None:
        chosen = self.selection
        ghosts = self._ghosts()
        for name, item in self.cards.items():
            is_selected = chosen.kind == "stage" and chosen.name == name
            item.mark(is_selected, name == self.hovered, name in self._offered, name in ghosts)
        selected: Path | str | None = chosen.name if chosen.kind == "end" else None
        if chosen.kind == "block" and chosen.place is not None:
            selected = chosen.place.path
        self.flow.mark(selected, self._offered)

    def _ghosts(self) -> set[str]:
        ghost = self._ghost
        if ghost is None:
            return set()
        return {stage.name for stage in self.drawing.stages if ghost.holds(Place(stage.path))}
