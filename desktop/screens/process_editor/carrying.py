"""What the mouse carries over the canvas, and the edit that it would be where it is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.screens.process_editor.commands import Commands, Edit
from desktop.screens.process_editor.selection import Selection
from desktop.screens.process_editor.targets import Beside, IntoGap, Target
from mining.process.editing.insert import insert, insert_beside
from mining.process.editing.move import move, move_beside
from mining.process.editing.place import Place
from mining.process.editing.ways_back import possible_targets
from models.sales_process import SalesProcess, Stage
from resources.translation import tr


@dataclass(frozen=True)
class Step:
    """A stage or a block on its way: `place` is where it stands, None for a new one; `card` is what is drawn."""

    card: Stage
    place: Place | None

    def edit(self, process: SalesProcess, target: Target) -> Edit | None:
        """What dropping it there makes; None where that changes nothing."""
        name = self.card.name
        if self.place is None:
            if isinstance(target, IntoGap):
                return Edit(tr("Add {name}", name=name), insert(process, self.card, target.place))
            return Edit(
                tr("Add {name} beside {name_2}", name=name, name_2=target.name),
                insert_beside(process, self.card, target.place),
            )
        if isinstance(target, IntoGap):
            made = move(process, self.place, target.place)
            return None if made.process is process else Edit(tr("Move {name}", name=name), made)
        assert isinstance(target, Beside)
        made = move_beside(process, self.place, target.place)
        return (
            None
            if made.process is process
            else Edit(tr("Put {name} beside {name_2}", name=name, name_2=target.name), made)
        )


@dataclass(frozen=True)
class Thread:
    """A line from a handle of a stage: back to an earlier stage, or to an end."""

    kind: Literal["back", "end"]
    stage: str

    def targets(self, process: SalesProcess) -> tuple[str, ...]:
        """The stages or the ends that it can lead to."""
        if self.kind == "back":
            return possible_targets(process, self.stage)
        return tuple(end.name for end in process.ends if end.name != "won")

    def edit(self, process: SalesProcess, name: str) -> Edit | None:
        """What dropping it on this stage or end makes; None where it cannot lead there."""
        if name not in self.targets(process):
            return None
        commands = Commands(process, Selection("stage", self.stage))
        return commands.toggle_way_back(name) if self.kind == "back" else commands.toggle_source(name)
