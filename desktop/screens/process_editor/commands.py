"""Every edit of what is selected, as the words of the undo menu and the process that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.screens.process_editor.selection import Selection
from mining.process.editing.blocks import add_branch, dissolve, into_choice, with_neighbour
from mining.process.editing.change import change_end, change_stage, toggle_source, toggle_way_back
from mining.process.editing.duplicate import duplicate
from mining.process.editing.edited import Edited
from mining.process.editing.insert import insert
from mining.process.editing.move import step_aside, take_out, to_other_branch
from mining.process.editing.naming import new_stage
from mining.process.editing.place import Place
from mining.process.editing.remove import remove, remove_branch, remove_end
from mining.process.editing.rename import rename_stage
from mining.process.editing.tree import flow_at, place_of, step_at
from models.condition import Condition
from models.label import key, tidy
from models.sales_process import SalesProcess, Stage
from resources.translation import tr


@dataclass(frozen=True)
class Edit:
    """One step of the undo menu."""

    verb: str
    edited: Edited


class Commands:
    """The edits of one selection of one process; each is None where it does not apply."""

    def __init__(self, process: SalesProcess, selection: Selection) -> None:
        self.process, self.selection = process, selection

    @property
    def place(self) -> Place | None:
        """Where the selected stage or block stands."""
        if self.selection.kind == "stage":
            return place_of(self.process.flow, self.selection.name)
        return self.selection.place if self.selection.kind == "block" else None

    @property
    def stage(self) -> Stage | None:
        """The selected stage."""
        if self.selection.kind != "stage":
            return None
        return next((one for one in self.process.stages if one.name == self.selection.name), None)

    @property
    def step_place(self) -> Place | None:
        """The same where it is a step, no branch."""
        return None if self.place is None or self.place.is_branch else self.place

    @property
    def words(self) -> str:
        """What is selected, in the words of the undo menu."""
        if self.selection.kind == "block":
            return {"branch": tr("the branch"), "choice": tr("the choice")}.get(
                self.selection.name, tr("the parallel block")
            )
        return self.selection.name

    def move(self, forward: bool) -> Edit | None:
        """One place on or back along the line."""
        place = self.step_place
        return self._edit(tr("Move"), step_aside(self.process, place, forward) if place else None)

    def change_branch(self, down: bool) -> Edit | None:
        """Into the branch below or above."""
        place = self.step_place
        return self._edit(tr("Move"), to_other_branch(self.process, place, down) if place else None)

    def add_stage(self, name: str = tr("New stage"), label: str = "") -> Edit:
        """A stage behind what is selected, else at the end."""
        stage = new_stage(self.process, name)
        stage = Stage(stage.name, (label,)) if label else stage
        place = self.place
        if place is None:
            gap = Place((len(self.process.flow),))
        elif place.is_branch:
            gap = place.child(len(flow_at(self.process.flow, place.path)))
        else:
            gap = place.next
        return Edit(tr("Add {name}", name=stage.name), insert(self.process, stage, gap))

    def remove(self) -> Edit | None:
        """Without what is selected."""
        if self.selection.kind == "end" and self.selection.name != "won":
            return self._edit(tr("Remove"), remove_end(self.process, self.selection.name))
        place = self.place
        if place is None:
            return None
        made = remove_branch(self.process, place) if place.is_branch else remove(self.process, place)
        return self._edit(tr("Remove"), made)

    def rename(self, name: str, known: frozenset[str]) -> Edit | None:
        """Under another name; `known` are the labels in the log, as they are compared."""
        stage = self.stage
        if stage is None or not tidy(name) or tidy(name) == stage.name:
            return None
        follows = key(stage.name) not in known
        made = rename_stage(self.process, stage.name, name, label_follows=follows)
        return Edit(tr("Rename {name}", name=stage.name), made)

    def copy(self) -> Edit | None:
        """A copy behind it."""
        place = self.step_place
        return self._edit(tr("Copy"), duplicate(self.process, place) if place and self.stage else None)

    def toggle_optional(self) -> Edit | None:
        """Optional for every deal, or for none."""
        stage = self.stage
        if stage is None:
            return None
        verb = (
            tr("Make {name} obligatory", name=stage.name)
            if stage.optional
            else tr("Make {name} optional", name=stage.name)
        )
        return Edit(verb, change_stage(self.process, stage.name, optional=not stage.optional))

    def repeat(self, times: int | None) -> Edit | None:
        """So often in a row at most, None for any number."""
        stage = self.stage
        if stage is None or stage.repeat == times:
            return None
        return Edit(
            tr("Let {name} repeat", name=stage.name), change_stage(self.process, stage.name, repeat=times)
        )

    def toggle_way_back(self, target: str) -> Edit | None:
        """A way back to an earlier stage, or no longer."""
        stage = self.stage
        if stage is None:
            return None
        return Edit(
            tr("Lead {name} back to {target}", name=stage.name, target=target),
            toggle_way_back(self.process, stage.name, target),
        )

    def toggle_source(self, end: str) -> Edit | None:
        """An end that comes from here, or no longer."""
        stage, found = self.stage, self.process.end(end)
        if stage is None or found is None:
            return None
        return Edit(
            tr("{title} from {name}", title=found.title, name=stage.name),
            toggle_source(self.process, end, stage.name),
        )

    def from_any(self, end: str) -> Edit | None:
        """An end that comes from any stage."""
        found = self.process.end(end)
        if found is None or found.sources is None:
            return None
        return Edit(
            tr("{title} from any stage", title=found.title), change_end(self.process, end, sources=None)
        )

    def side_by_side(self) -> Edit | None:
        """In parallel with its neighbour, or out of the block in which it is."""
        place = self.step_place
        if place is None:
            return None
        if self.is_inside:
            return self._edit(tr("Take out"), take_out(self.process, place))
        return self._edit(tr("Put side by side:"), with_neighbour(self.process, place))

    @property
    def is_inside(self) -> bool:
        """Whether it stands in a block."""
        place = self.step_place
        return place is not None and place.parent is not None

    def only_for(self, condition: Condition) -> Edit | None:
        """Only for some deals."""
        place = self.step_place
        if place is None:
            return None
        return self._edit(tr("Only some deals take"), into_choice(self.process, place, condition))

    def dissolve(self) -> Edit | None:
        """The block as a plain line."""
        place = self._block_place()
        return Edit(tr("Dissolve the block"), dissolve(self.process, place)) if place else None

    def add_branch(self) -> Edit | None:
        """One more branch in the block."""
        place = self._block_place()
        return Edit(tr("Add a branch"), add_branch(self.process, place)) if place else None

    def _block_place(self) -> Place | None:
        """The selected block, or the one around what is selected."""
        place = self.place
        if place is None:
            return None
        if place.is_branch:
            return place.parent
        if not isinstance(step_at(self.process.flow, place), Stage):
            return place
        return place.parent.parent if place.parent else None

    def _edit(self, verb: str, made: Edited | None) -> Edit | None:
        if made is None or made.process is self.process:
            return None
        return Edit(f"{verb} {self.words}", made)
