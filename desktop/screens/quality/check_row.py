"""One check in the list: what it is, how often, what it means, where, and the switch."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.screens.quality.examples import Examples, reason_lines
from desktop.theme import Palette
from desktop.widgets.stacked_bar import Part, StackedBar
from desktop.widgets.text import text
from mining.number_format import number, percent, plural
from mining.quality.words import TITLES
from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.quality import Fault, QualityCheck
from resources.translation import tr

_BAR = 120
_FIGURES = 240


class CheckRow(QWidget):
    """Stays for its fault, so that neither the focus nor what is open is lost when the numbers change."""

    switched = Signal(object, bool)
    """The `Fault`, and whether its switch is on now."""

    deal_chosen = Signal(int)

    def __init__(self, fault: Fault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fault = fault
        self.title = text(TITLES[fault], "strong")
        self.figures = text(role="small")
        self.bar = StackedBar(6)
        self.sentence = text(wrap=True)
        self.switch = QCheckBox()
        self.more = QPushButton()
        self.examples = Examples()
        self._check: QualityCheck | None = None
        self._log: EventLog | None = None
        self._summary: ImportSummary | None = None
        self._build()
        self.switch.clicked.connect(lambda on: self.switched.emit(self.fault, on))
        self.more.toggled.connect(self._open)
        self.examples.deal_chosen.connect(self.deal_chosen)

    def show_check(
        self, check: QualityCheck, log: EventLog, summary: ImportSummary | None, palette: Palette
    ) -> None:
        """Show the numbers of the check; `log` is the analysed log, in which its deals are looked up."""
        self._check, self._log, self._summary = check, log, summary
        of_all = tr("{count} of {all}", count=number(check.count), all=plural(check.total, check.unit))
        share = f"{of_all}  ·  {percent(check.share)}" if check.total else plural(check.count, check.unit)
        self.figures.setText(share)
        parts = (
            Part("", check.count, palette.accent),
            Part("", max(0, check.total - check.count), palette.border),
        )
        self.bar.show_parts(parts, share)
        self.sentence.setText(check.sentence)
        self.switch.setVisible(bool(check.switch))
        self.switch.setText(check.switch)
        self.switch.setAccessibleDescription(check.sentence)
        self.more.setVisible(bool(check.examples))
        self._name_more()
        if self.more.isChecked():
            self._fill()

    def show_switch(self, on: bool) -> None:
        """Set the switch without telling anybody."""
        self.switch.setChecked(on)

    def paint_icons(self, palette: Palette) -> None:
        """Draw the arrow in another palette."""
        self.more.setIcon(icon("chevron-down", palette.accent))

    def _open(self, opened: bool) -> None:
        self._name_more()
        self.examples.setVisible(opened)
        if opened:
            self._fill()
        self.updateGeometry()

    def _name_more(self) -> None:
        if self._check is None:
            return
        if self._check.unit == "row":
            words = tr("Hide rows") if self.more.isChecked() else tr("Show rows")
        else:
            words = tr("Hide deals") if self.more.isChecked() else tr("Show deals")
        self.more.setText(words)
        self.more.setAccessibleName(f"{words}: {TITLES[self.fault]}")

    def _fill(self) -> None:
        if self._check is None or self._log is None:
            return
        if self.fault is Fault.QUARANTINED and self._summary is not None:
            self.examples.show_texts(reason_lines(self._summary))
        elif self._check.unit == "row":
            self.examples.show_texts(self._check.examples)
        else:
            self.examples.show_deals(self._check.examples, self._log)

    def _build(self) -> None:
        self.bar.setFixedWidth(_BAR)
        self.figures.setMinimumWidth(_FIGURES)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.more.setProperty("kind", "quiet")
        self.more.setCheckable(True)
        self.more.setIconSize(QSize(14, 14))
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.examples.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addWidget(self.figures)
        head.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self.sentence, 1)
        said.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(self.switch)
        column.addWidget(self.examples)
