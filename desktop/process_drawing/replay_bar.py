"""The bar under the map while deals are replayed: play, scrub, speed, common start, colours and what is to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon
from desktop.process_drawing.dot_legend import USUAL, DotLegend
from desktop.theme import Palette
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.text import frame, set_property, text
from resources.translation import tr

STEPS = 2_000
"""The scrubber knows so many places."""

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


class Coloring(StrEnum):
    """What the colour of a dot says."""

    OUTCOME = "Outcome"
    OWNER = "Owner"
    TEAM = "Team"


_COLORINGS = {
    Coloring.OUTCOME: tr("Colour: outcome"),
    Coloring.OWNER: tr("Colour: owner"),
    Coloring.TEAM: tr("Colour: team"),
}


class ReplayBar(QFrame):
    """Controls only: it shows what it is told and says what is wanted; Space plays and pauses."""

    toggled = Signal()
    scrubbed = Signal(float)
    """A place was chosen, as a share of the whole."""

    speed_chosen = Signal(float)
    start_chosen = Signal(bool)
    """True for a common start, False for real time."""

    coloring_chosen = Signal()
    closed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None, size: int = USUAL) -> None:
        """`size` is that of the words under the dots, in pixels."""
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.setAccessibleName(tr("Replay of the deals"))
        self._palette = palette
        self._playing = False
        self._offered: tuple[Coloring, ...] = (Coloring.OUTCOME,)
        self.play = QPushButton()
        self.play.setProperty("kind", "primary")
        self.play.setFixedWidth(48)
        self.play.clicked.connect(self.toggled)
        self.scrubber = QSlider(Qt.Orientation.Horizontal)
        self.scrubber.setRange(0, STEPS)
        self.scrubber.setPageStep(STEPS // 20)
        self.scrubber.setSingleStep(STEPS // 200)
        self.scrubber.setAccessibleName(tr("Moment of the replay"))
        self.scrubber.valueChanged.connect(lambda value: self.scrubbed.emit(value / STEPS))
        self.date = text(role="strong")
        self.date.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.date.setMinimumWidth(88)
        self.counter = text(role="small")
        self.legend = DotLegend(palette, size=size)
        self.real_time, self.common_start = self._chip(tr("Real time")), self._chip(tr("Common start"))
        self.speed, self.coloring = QComboBox(), QComboBox()
        self._fill()
        self._build()
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.legend.set_palette_colors(palette)
        self.show_playing(self._playing)

    def show_playing(self, playing: bool) -> None:
        """Offer to pause, or to play."""
        self._playing = playing
        words = tr("Pause") if playing else tr("Play")
        self.play.setIcon(icon("pause" if playing else "play", self._palette.on_accent))
        self.play.setAccessibleName(words)
        self.play.setToolTip(tr("{words} (Space)", words=words))

    def show_moment(self, share: float, date: str, counter: str) -> None:
        """Be at a share of the whole (0 to 1), without asking for it."""
        self.scrubber.blockSignals(True)
        self.scrubber.setValue(round(share * STEPS))
        self.scrubber.blockSignals(False)
        self.scrubber.setAccessibleDescription(date)
        self.date.setText(date)
        self.counter.setText(counter)

    def show_start(self, common: bool) -> None:
        """Mark which of the two ways of starting is shown."""
        for chip, active in ((self.real_time, not common), (self.common_start, common)):
            chip.setChecked(active)
            set_property(chip, "active", "true" if active else "false")

    @property
    def chosen_coloring(self) -> Coloring:
        """What the colours are to say."""
        return self._offered[max(self.coloring.currentIndex(), 0)]

    def offer_colorings(self, offered: Sequence[Coloring]) -> None:
        """Let only these be chosen, the first one at first: what the log knows."""
        current = self.chosen_coloring
        self._offered = tuple(offered)
        self.coloring.blockSignals(True)
        self.coloring.clear()
        self.coloring.addItems([_COLORINGS[coloring] for coloring in offered])
        self.coloring.setCurrentIndex(offered.index(current) if current in offered else 0)
        self.coloring.blockSignals(False)
        self.coloring.setVisible(len(offered) > 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _chip(self, words: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        return chip

    def _fill(self) -> None:
        starts = QButtonGroup(self)
        for chip in (self.real_time, self.common_start):
            starts.addButton(chip)
        starts.buttonClicked.connect(lambda chip: self.start_chosen.emit(chip is self.common_start))
        self.real_time.setToolTip(tr("Every deal moves when it really did"))
        self.common_start.setToolTip(
            tr("All deals begin on day 0, to see how far each is after so many days")
        )
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g}×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.speed.setAccessibleName(tr("Speed"))
        self.speed.currentIndexChanged.connect(lambda i: self.speed_chosen.emit(SPEEDS[i]))
        self.coloring.setAccessibleName(tr("Colour of the dots"))
        self.coloring.currentIndexChanged.connect(lambda _: self.coloring_chosen.emit())
        self.play.setIconSize(QSize(16, 16))

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.play)
        first.addWidget(self.scrubber, 1)
        first.addWidget(self.date)
        choices = QWidget()
        second = FlowLayout(8, choices)
        for widget in (self.real_time, self.common_start, self.speed, self.coloring):
            second.addWidget(widget)
        third = QHBoxLayout()
        third.setSpacing(16)
        third.addWidget(self.counter)
        third.addWidget(frame("blank"), 1)
        third.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(choices)
        column.addLayout(third)
