"""The third part of the editor: who is kept informed of the action and how often, and a note."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.screens.plan.part import EditorPart
from desktop.screens.plan.shown import Shown
from desktop.theme import Palette
from desktop.widgets.chips_edit import Offer
from desktop.widgets.commit_text import CommitText
from desktop.widgets.entry_table import Column, EntryTable
from desktop.widgets.text import text
from mining.process.strategy_rows import STAKEHOLDER_COLUMNS, Row, stakeholder_of, stakeholder_row
from models.change_plan import ChangeAction
from models.errors import UserError
from models.strategy import Stakeholder
from resources.translation import tr

_CADENCES = (tr("weekly"), tr("every two weeks"), tr("monthly"), tr("quarterly"))
_WHO, _FUNCTION, _CADENCE = range(3)


class InformedPart(EditorPart):
    """Stakeholders as a table that is edited in place; those of the strategy are offered."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(tr("Who is kept informed"), palette, parent)
        examples, stretches = (tr("Head of marketing"), tr("Marketing"), tr("weekly")), (3, 3, 2)
        columns = [Column(*parts) for parts in zip(STAKEHOLDER_COLUMNS, examples, stretches, strict=True)]
        self.table = EntryTable(tr("stakeholder"), columns, palette.muted)
        self.table.offer(_CADENCE, [Offer(words) for words in _CADENCES])
        self.note = CommitText(tr("Note"), tr("A note for those who work with the plan"))
        self.column.addWidget(self.table)
        self.column.addWidget(text(tr("Note"), "small"))
        self.column.addWidget(self.note)
        self.table.changed.connect(self._change)
        self.table.added.connect(self._add)
        self.table.removed.connect(self._remove)
        self.note.committed.connect(lambda typed: self.change(tr("Change the note"), note=typed))

    def fill(self, action: ChangeAction, shown: Shown) -> None:
        self.table.offer(_WHO, [Offer(one.who, one.function) for one in shown.stakeholders()])
        functions = dict.fromkeys(one.function for one in shown.stakeholders() if one.function)
        self.table.offer(_FUNCTION, [Offer(name) for name in functions])
        self.table.show_rows([stakeholder_row(one) for one in action.stakeholders])
        self.note.show_text(action.note)

    def commit(self) -> None:
        self.note.commit()

    def set_palette_colors(self, palette: Palette) -> None:
        super().set_palette_colors(palette)
        self.table.paint_icons(palette.muted)

    def _change(self, at: int, row: Row) -> None:
        assert self.action is not None
        made = self._read(row)
        if made is not None:
            kept = list(self.action.stakeholders)
            kept[at] = made
            self.change(tr("Change a stakeholder"), stakeholders=tuple(kept))

    def _add(self, row: Row) -> None:
        assert self.action is not None
        made = self._read(row)
        if made is None:
            return
        known = {one.who: one for one in self.shown.stakeholders()} if self.shown is not None else {}
        if made == Stakeholder(made.who):  # who is known comes with function and cadence
            made = known.get(made.who, made)
        self.table.clear_fresh()
        self.change(tr("Add a stakeholder"), stakeholders=(*self.action.stakeholders, made))

    def _remove(self, at: int) -> None:
        assert self.action is not None
        kept = tuple(one for place, one in enumerate(self.action.stakeholders) if place != at)
        self.change(tr("Remove a stakeholder"), stakeholders=kept)

    def _read(self, row: Row) -> Stakeholder | None:
        try:
            made = stakeholder_of(row)
        except UserError as error:
            self.table.say(str(error))
            return None
        self.table.say("")
        return made
