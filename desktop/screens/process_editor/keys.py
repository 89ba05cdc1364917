"""What the keys do on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.map.steering import neighbour
from desktop.screens.process_editor.menu import ends_menu, repeat_menu, ways_back_menu
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.screens.process_editor.zooming import STEP
from mining.process.editing.place import Place

if TYPE_CHECKING:
    from desktop.screens.process_editor.view import FlowView

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class KeyCommands:
    """Knows the keys of one view; every edit that the mouse can make has one."""

    def __init__(self, view: FlowView) -> None:
        self._view = view
        self._plain: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Insert: self._insert,
            Qt.Key.Key_Delete: lambda: view.do(view.commands.remove()),
            Qt.Key.Key_Backspace: lambda: view.do(view.commands.remove()),
            Qt.Key.Key_F2: view.rename,
            Qt.Key.Key_Return: self._details,
            Qt.Key.Key_Enter: self._details,
            Qt.Key.Key_O: lambda: view.do(view.commands.toggle_optional()),
            Qt.Key.Key_P: lambda: view.do(view.commands.side_by_side()),
            Qt.Key.Key_L: lambda: view.pop_up(ways_back_menu(view.commands, view.do, view)),
            Qt.Key.Key_E: lambda: view.pop_up(ends_menu(view.commands, view.do, view)),
            Qt.Key.Key_R: lambda: view.pop_up(repeat_menu(view.commands, view.do, view)),
            Qt.Key.Key_Plus: partial(view.zoom_by, STEP),
            Qt.Key.Key_Equal: partial(view.zoom_by, STEP),
            Qt.Key.Key_Minus: partial(view.zoom_by, 1 / STEP),
            Qt.Key.Key_F: view.fit,
            Qt.Key.Key_Escape: lambda: view.select(WHOLE),
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key stands for; False where it is none of ours."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        is_plain = not (modifiers & ~Qt.KeyboardModifier.KeypadModifier)
        if key in _ARROWS and modifiers & Qt.KeyboardModifier.AltModifier:
            self._move(*_ARROWS[key])
        elif key in _ARROWS and is_plain:
            self._go(_ARROWS[key])
        elif key == Qt.Key.Key_D and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._view.do(self._view.commands.copy())
        elif key in self._plain and (is_plain or key == Qt.Key.Key_Plus):
            self._plain[key]()
        else:
            return False
        return True

    def _move(self, x: int, y: int) -> None:
        commands = self._view.commands
        self._view.do(commands.move(x > 0) if x else commands.change_branch(y > 0))

    def _go(self, direction: tuple[int, int]) -> None:
        """To the next card or end in that direction."""
        drawing, chosen = self._view.flow.drawing, self._view.flow.selection
        found: dict[str, Selection] = {}
        places: dict[str, tuple[float, float]] = {}
        for stage in drawing.stages:
            found[f"stage {stage.name}"] = Selection("stage", stage.name, Place(stage.path))
            places[f"stage {stage.name}"] = stage.box.middle
        for end in drawing.ends:
            found[f"end {end.name}"] = Selection("end", end.name)
            places[f"end {end.name}"] = end.box.middle
        current = f"{chosen.kind} {chosen.name}"
        if current not in places:
            first = drawing.stages[0] if drawing.stages else None
            if first is not None:
                self._view.move_selection(found[f"stage {first.name}"])
            return
        target = neighbour(places, current, direction)
        if target is not None:
            self._view.move_selection(found[target])

    def _insert(self) -> None:
        """A new stage whose name is written at once."""
        self._view.do(self._view.commands.add_stage())
        self._view.rename()

    def _details(self) -> None:
        self._view.details_wanted.emit(self._view.flow.selection)
