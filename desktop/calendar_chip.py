"""The chip that says in which time all durations are counted, and lets one choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.calendar_form import CalendarForm, zones_and_places
from desktop.document import Document
from desktop.icons import icon
from desktop.latest_job import LatestJob
from desktop.widgets.choice_chip import DropChip
from desktop.widgets.text import set_tip, text
from mining.number_format import at
from mining.working_time.clock import calendar_in_force, documented_calendar
from mining.working_time.words import calendar_label, calendar_name, calendar_sentence
from models.calendar import AS_DOCUMENTED, Calendar, CalendarChoice
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel, Project
from resources.translation import tr

AROUND, WEEKDAYS, DOCUMENTED, OWN = range(4)
_NAMES = (
    tr("Around the clock"),
    tr("Working days, Monday to Friday"),
    tr("As the documented process says"),
    tr("Working hours of your own"),
)
_OFFICE = Calendar(opens=9 * 60, closes=17 * 60)
"""What one's own hours begin with."""
_NO_CALENDAR = tr("The documented process names no calendar: see `calendar:` in its YAML")
VERB = tr("Change the working time")


@dataclass(frozen=True)
class _Said:
    """What a choice comes to: the calendar in a word and in full, its meaning, and whether the process has one."""

    label: str
    name: str
    sentence: str
    is_working: bool
    documents: bool


class CalendarChip(DropChip):
    """Shows and edits the calendar of the project; everything chosen while the popup is open is one step to undo."""

    told = Signal()
    """The chip says something else now, and may be wider or narrower."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(tr("Around the clock"), parent)
        self._document = document
        self._year = 0
        self._label, self._is_working = self.text(), False
        self._is_short, self._sign, self._chevron = False, self.icon(), self.icon()
        self.setAccessibleName(tr("Time that durations are counted in"))
        self.choices = [QRadioButton(name) for name in _NAMES]
        self.form, self.sentence = CalendarForm(), text(role="small", wrap=True)
        self._group = QButtonGroup(self)
        self._telling = LatestJob(tr("Looking up holidays"), self)
        self._listing: LatestJob | None = None
        self._telling.done.connect(self._tell)
        self._group.idClicked.connect(self._choose)
        self.form.changed.connect(self._become)
        self.form.refused.connect(self.sentence.setText)
        document.changed.connect(self._project_changed)
        self._build()
        self._show()

    @property
    def busy(self) -> bool:
        """Whether what is said is still being worked out."""
        return self._telling.busy or (self._listing is not None and self._listing.busy)

    def show_log(self, log: EventLog | None) -> None:
        """Tell of the holidays of the last year of this log."""
        self._year = at(int(log.timestamp.max())).year if log is not None and log.n_events else 0
        self.setVisible(log is not None)
        self._show()

    def show_short(self, short: bool) -> None:
        """Show a sign and the unit at most, or the calendar in words."""
        if short != self._is_short:
            self._is_short = short
            self._write()

    def paint_icons(self, colour: str) -> None:
        """Draw the icons in a colour of the palette."""
        self._sign, self._chevron = icon("calendar", colour), icon("chevron-down", colour)
        self._write()

    def open_popup(self) -> None:
        """Show the choices; zones and countries are listed when this is first done."""
        if self._listing is None:
            self._listing = LatestJob(tr("Listing countries"), self)
            self._listing.done.connect(self._offer)
            self._listing.start(zones_and_places)
        super().open_popup()

    def _offer(self, lists: tuple[Sequence[str], Mapping[str, str]]) -> None:
        self.form.offer(*lists)

    def _choose(self, place: int) -> None:
        own = self._document.project.calendar
        wanted: tuple[CalendarChoice, ...] = (
            None,
            Calendar(),
            AS_DOCUMENTED,
            own if isinstance(own, Calendar) and own != Calendar() else _OFFICE,
        )
        self._become(wanted[place])

    def _become(self, choice: CalendarChoice) -> None:
        project = self._document.project
        if choice != project.calendar:
            self._document.edit(VERB, replace(project, calendar=choice), self.sitting)

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.calendar != new.calendar or old.process is not new.process:
            self._show()

    def _show(self) -> None:
        """The choice of the project; what it means follows, as holidays may have to be worked out."""
        choice = self._document.project.calendar
        place = DOCUMENTED if choice == AS_DOCUMENTED else WEEKDAYS if choice == Calendar() else OWN
        checked = self.choices[AROUND if choice is None else place]
        checked.setChecked(True)
        self.popup.setFocusProxy(checked)
        self.form.setVisible(choice is not None and place == OWN)
        if isinstance(choice, Calendar):
            self.form.show_calendar(choice)
        self._telling.start(partial(_said, choice, self._document.project.process, self._year))

    def _tell(self, said: _Said) -> None:
        documented = self.choices[DOCUMENTED]
        documented.setEnabled(said.documents or documented.isChecked())
        set_tip(documented, "" if said.documents else _NO_CALENDAR)
        self.sentence.setText(said.sentence)
        self._label, self._is_working = said.label, said.is_working
        self._write()
        self.setAccessibleDescription(said.name)
        set_tip(self, tr("Durations are counted {name}. {sentence}", name=said.name, sentence=said.sentence))
        self.mark(said.is_working)
        self.told.emit()
        if self.popup.isVisible():
            self.popup.adjustSize()

    def _write(self) -> None:
        short = self._is_short
        self.setText((tr("wd") if self._is_working else "") if short else self._label)
        self.setIcon(self._sign if short else self._chevron)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight if short else Qt.LayoutDirection.RightToLeft)

    def _build(self) -> None:
        self.popup.setFixedWidth(500)
        self.body.addWidget(text(tr("Count durations in"), "heading"))
        for place, choice in enumerate(self.choices):
            self._group.addButton(choice, place)
            self.body.addWidget(choice)
        self.body.addWidget(self.form)
        self.body.addWidget(self.sentence)


def _said(choice: CalendarChoice, process: ProcessModel | None, year: int, report: Report) -> _Said:
    report(0.0, tr("Looking up holidays"))
    try:
        documents = documented_calendar(process) is not None
        calendar = calendar_in_force(choice, process)
        sentence = calendar_sentence(calendar, year)
    except UserError as error:
        return _Said(tr("Around the clock"), tr("as the process says"), str(error), False, False)
    if choice == AS_DOCUMENTED and not documents:
        sentence = tr("The documented process names no calendar. {sentence}", sentence=sentence)
    name = calendar_name(calendar)
    told = tr("in working days (wd): {name}", name=name) if calendar else name
    return _Said(calendar_label(calendar), told, sentence, calendar is not None, documents)
