"""Step two: what the columns mean, which way the dates run, and the zone of times without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.screens.import_wizard.events_preview import EventsPreview
from desktop.screens.import_wizard.preview_table import ROLE_NAMES, STAGE_DATE, PreviewTable
from desktop.screens.import_wizard.zone_box import ZoneBox
from desktop.widgets.text import frame, text
from mining.number_format import plural
from mining.recipes import options_of
from mining.sources.look import Look
from mining.sources.preview import TablePreview, first_log
from mining.sources.source import ImportOptions
from mining.sources.values.dates import Reading
from models.column_mapping import ColumnMapping
from models.errors import UserError
from models.recipe import Recipe
from resources.translation import tr

_NEEDED = {"table": ("case", "activity", "timestamp"), "wide": ("case", STAGE_DATE)}
_NEEDED_WORDS = {
    "table": tr("Needed: the deal, the stage, and when."),
    "wide": tr("Needed: the deal, and the dates of its stages."),
}
_DATES = ("timestamp", "created", "closed")
_PATIENCE = 120
_WHICH_WAY = tr("Say which way the dates run.")
"""Milliseconds after a change before the first events are read anew."""


class ColumnsPage(QWidget):
    """Shows the first rows and what they become, and asks only what the files do not say themselves."""

    changed = Signal()
    """What is missing may have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self._is_asking = self._is_told = False
        self._unasked_zone = "UTC"
        self.table, self.events = PreviewTable(), EventsPreview()
        self.table.mapping_changed.connect(self._mapping_changed)
        self._title, self._line = text(role="heading"), text(role="muted", wrap=True)
        self.zone = ZoneBox()
        self.zone.zone_changed.connect(self._changed)
        self._question = text(role="strong", wrap=True)
        self.day_first, self.month_first = QRadioButton(), QRadioButton()
        self.undecided = QRadioButton(tr("Let each file decide"))
        self._group = QButtonGroup(self)
        for button in (self.day_first, self.month_first, self.undecided):
            self._group.addButton(button)
            button.toggled.connect(lambda is_on: self._changed() if is_on else None)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._show_events)
        self._build()

    def show_look(self, look: Look, recipe: Recipe | None) -> None:
        """Show what was found, with the answers of the recipe where they fit, else with what can be guessed."""
        self._look = look
        told = None if recipe is None or recipe.source != look.found.source else options_of(recipe)
        is_mapped = look.is_mapped
        self._is_told = told is not None
        self._both.setVisible(is_mapped)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(beside if is_mapped else below)
        self._title.setText(tr("What do the columns mean?") if is_mapped else tr("How are the times meant?"))
        if not is_mapped:
            self._line.setText(_times_in(look))
        else:
            self._line.setText(" ".join((_NEEDED_WORDS[look.found.source], *_shown_of(look))))
        self._room.setStretch(self._room.count() - 1, 0 if is_mapped else 1)
        if is_mapped:
            first = look.previews[0]
            known = told.mapping if told is not None else None
            self._is_told = fits = known is not None and {*known.columns.values(), *known.stages} <= set(
                first.columns
            )
            mapping = known if known is not None and fits else first.guess
            self.table.show_preview(first, mapping, look.found.source == "wide")
        self._unasked_zone = told.zone if told is not None else "UTC"
        self.zone.choose(told.zone if told is not None else self.zone.local)
        self._choose_order(told.is_day_first if told is not None else None)
        self._ask_about_dates()
        self._show_events()

    @property
    def has_questions(self) -> bool:
        """Whether there is anything to ask at all."""
        look = self._look
        if look is None or look.is_mapped:
            return look is not None
        return self._is_asking or bool(look.time_without_zone)

    @property
    def is_answered(self) -> bool:
        """Whether a recipe in use has answered everything already."""
        return self._is_told and not self.missing

    @property
    def missing(self) -> str:
        """What has to be chosen before the import, in one sentence; empty where nothing is."""
        if self._look is None or not self._look.is_mapped:
            return ""
        mapping = self._mapping()
        chosen = {*mapping.columns, *((STAGE_DATE,) if mapping.stages else ())}
        lacking = [ROLE_NAMES[role] for role in _NEEDED[self._look.found.source] if role not in chosen]
        if lacking:
            return tr("Choose the column that holds: {lacking}.", lacking=", ".join(lacking))
        if self._is_asking and self._group.checkedButton() is None:
            return _WHICH_WAY
        return ""

    @property
    def first_question(self) -> QWidget:
        """Where the first answer that is lacking is given."""
        is_mapped = self._look is not None and self._look.is_mapped
        if self._is_asking and self.missing == _WHICH_WAY:
            return self.day_first
        return self.table.roles[0] if is_mapped and self.table.roles else self.zone

    def options(self) -> ImportOptions:
        """How to read the files."""
        look = self._look
        source = "auto" if look is None else look.found.source
        mapping = self._mapping() if look is not None and look.is_mapped else None
        zone = self.zone.zone if self.has_questions else self._unasked_zone
        return ImportOptions(source, mapping, zone, self._chosen_order())

    def _chosen_order(self) -> bool | None:
        chosen = self._group.checkedButton()
        if not self._is_asking or chosen is None or chosen is self.undecided:
            return None
        return chosen is self.day_first

    def _choose_order(self, day_first: bool | None) -> None:
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)
        if day_first is not None:
            (self.day_first if day_first else self.month_first).setChecked(True)

    def _preview(self) -> TablePreview:
        assert self._look is not None
        return self._look.previews[0]

    def _mapping(self) -> ColumnMapping:
        mapping = self.table.mapping(self._preview().columns)
        return replace(mapping, timezone=self.zone.zone, day_first=self._chosen_order())

    def _mapping_changed(self) -> None:
        self._ask_about_dates()
        self._changed()

    def _changed(self) -> None:
        self._timer.start()
        self.changed.emit()

    def _show_events(self) -> None:
        """Read the first rows as the import will."""
        if self._look is None or not self._look.is_mapped:
            return
        if self.missing:
            self.events.say(tr("Once that is said, the first events are shown here as they will be read."))
            return
        try:
            self.events.show_log(first_log(self._preview(), self.options()))
        except UserError as error:
            self.events.say(str(error))

    def _ask_about_dates(self) -> None:
        """Show both readings of the first column of dates that the rows do not decide."""
        reading = self._unsure()
        self._is_asking = reading is not None
        if reading is not None:
            self._question.setText(
                tr("The dates can be read in two ways. What is {example}?", example=reading.example)
            )
            self.day_first.setText(tr("{as_day_first} (day first)", as_day_first=reading.as_day_first))
            self.month_first.setText(
                tr("{as_month_first} (month first)", as_month_first=reading.as_month_first)
            )
        is_mapped = self._look is not None and self._look.is_mapped
        self.undecided.setVisible(not is_mapped)
        if self._is_asking and not is_mapped and self._group.checkedButton() is None:
            self.undecided.setChecked(True)
        self._dates.setVisible(self._is_asking)

    def _unsure(self) -> Reading | None:
        if self._look is None:
            return None
        if not self._look.is_mapped:
            readings = [r for seen in self._look.previews for r in seen.date_readings.values()]
        else:
            mapping, known = self.table.mapping(self._preview().columns), self._preview().date_readings
            named = [*mapping.stages, *(mapping.columns[role] for role in _DATES if role in mapping.columns)]
            readings = [known[name] for name in named if name in known]
        return next((reading for reading in readings if reading.is_ambiguous), None)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._line)
        self.zone.setFixedWidth(210)
        zone = QHBoxLayout()
        zone.setSpacing(12)
        zone.addWidget(text(tr("Times without a zone are in"), "muted"))
        zone.addWidget(self.zone)
        zone.addStretch(1)
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(12)
        head.addLayout(words, 1)
        head.addLayout(zone)
        self._dates = frame("card")
        dates = QHBoxLayout(self._dates)
        dates.setContentsMargins(16, 10, 16, 10)
        dates.setSpacing(20)
        dates.addWidget(self._question, 1)
        for widget in (self.day_first, self.month_first, self.undecided):
            dates.addWidget(widget)
        self._both = QSplitter(Qt.Orientation.Vertical)
        self._both.setChildrenCollapsible(False)
        self._both.setHandleWidth(12)
        self._both.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._both.addWidget(self.table)
        self._both.addWidget(self.events)
        self._both.setStretchFactor(0, 3)
        self._both.setStretchFactor(1, 2)
        self.table.setMinimumHeight(112)
        self._room = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._both, 1)
        column.addWidget(self._dates)
        column.addStretch(0)


def _shown_of(look: Look) -> Iterator[str]:
    """Which of several files is shown; all of them have its columns."""
    files = len(look.found.files)
    if files > 1:
        yield tr(
            "Shown is {name}, the first of {files} with these columns.",
            name=look.previews[0].name,
            files=plural(files, "file"),
        )


def _times_in(look: Look) -> str:
    """What the question is about, by an example; everything else the export says itself."""
    if look.time_without_zone:
        return tr(
            "Some times name no zone, for example {time_without_zone}: whose clock was it?",
            time_without_zone=look.time_without_zone,
        )
    return tr("Everything else the export says itself.")
