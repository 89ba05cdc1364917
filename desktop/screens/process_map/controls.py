"""The panel beside the map: how much is shown, what stands on the lines, and what the colours mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import icon
from desktop.map.map_zoom import MapZoom
from desktop.process_drawing.words import LABELLINGS, Labelling
from desktop.screens.process_map.legend import Legend
from desktop.theme import Palette
from desktop.widgets.text import text
from resources.translation import tr

_SETTLE_MS = 250


class Controls(QFrame):
    """Sliders (in percent), check boxes and the choice of labels; knows no map."""

    moving = Signal()
    """A slider is being moved."""

    chosen = Signal()
    """Something was chosen, or a slider came to rest."""

    replay_wanted = Signal()
    """The deals are to be replayed, or no longer."""

    fit_wanted = Signal()

    overview_toggled = Signal()
    """The overview of the map is to be there where it was not, or the other way round."""

    zoom_wanted = Signal(float)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom, self.overview = MapZoom("map"), self._overview_button()
        self.zoom.add(self.overview)
        self.zoom.zoom_wanted.connect(self.zoom_wanted)
        self.zoom.fit_wanted.connect(self.fit_wanted)
        self.setObjectName("mapControls")
        self.setFixedWidth(248)
        self._palette, self._replaying = palette, False
        self.legend = Legend(palette)
        self.subtitle = text(role="small", wrap=True)
        self.hidden_words = text(role="small", wrap=True)
        self.hidden_words.setMinimumHeight(32)
        self.hidden_words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._rest = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._rest.timeout.connect(self.chosen)
        self._activities_words, self.activities = text(), self._slider(tr("Activities shown"))
        self._paths_words, self.paths = text(), self._slider(tr("Paths shown"))
        self.overlay = self._check(tr("Documented process overlay"), True)
        self.overlay.toggled.connect(lambda _: self.legend.show_overlay(self.shows_overlay))
        self.keep = self._check(tr("Keep positions"), False)
        self.labels = QComboBox()
        self.labels.setAccessibleName(tr("Labels on the paths"))
        self.labels.addItems([LABELLINGS[choice] for choice in Labelling])
        self.labels.currentIndexChanged.connect(lambda _: self.chosen.emit())
        self.replay = QPushButton(tr("Replay deals"))
        self.replay.setProperty("kind", "primary")
        self.replay.clicked.connect(lambda: self.replay_wanted.emit())
        self._build()
        self._say_shares()
        self.set_palette_colors(palette)

    @property
    def activity_share(self) -> float:
        """How much of the activities to show, 0 to 1."""
        return self.activities.value() / 100

    @property
    def path_share(self) -> float:
        """How much of the paths to show, 0 to 1."""
        return self.paths.value() / 100

    @property
    def labelling(self) -> Labelling:
        """What to write on the lines."""
        return list(Labelling)[self.labels.currentIndex()]

    @property
    def shows_overlay(self) -> bool:
        """Whether to compare with the documented process."""
        return self.overlay.isEnabled() and self.overlay.isChecked()

    def set_shares(self, activities: float, paths: float) -> None:
        """Show that much of both (0 to 1), without telling anybody."""
        for slider, share in ((self.activities, activities), (self.paths, paths)):
            slider.blockSignals(True)
            slider.setValue(round(100 * share))
            slider.blockSignals(False)
        self._say_shares()

    def set_documented(self, documented: bool) -> None:
        """Offer the comparison only where there is something to compare with."""
        self.overlay.setEnabled(documented)
        self.overlay.setVisible(documented)
        self.legend.show_overlay(self.shows_overlay)

    def show_overview(self, wanted: bool) -> None:
        """Show whether the overview may be there."""
        self.overview.setChecked(wanted)
        self.overview.setIcon(icon("minimap", self._palette.accent if wanted else self._palette.muted))

    def show_replaying(self, replaying: bool) -> None:
        """Offer to end the replay, or to begin one."""
        self._replaying = replaying
        self.replay.setText(tr("End replay") if replaying else tr("Replay deals"))
        self.replay.setIcon(QIcon() if replaying else icon("play", self._palette.on_accent))
        self.labels.setEnabled(not replaying)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.show_replaying(self._replaying)
        self.show_overview(self.overview.isChecked())
        self.setStyleSheet(
            f"QFrame#mapControls {{ background: {palette.surface}; border: none;"
            f" border-right: 1px solid {palette.border}; }}"
        )
        self.legend.set_palette_colors(palette)

    def _slider(self, name: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(name)
        slider.setRange(0, 100)
        slider.setPageStep(10)
        slider.setValue(100)
        slider.valueChanged.connect(self._moved)
        slider.sliderReleased.connect(self._released)
        return slider

    def _check(self, words: str, checked: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(checked)
        box.toggled.connect(lambda _: self.chosen.emit())
        return box

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addWidget(text(tr("Process map"), "heading"))
        column.addWidget(self.subtitle)
        column.addSpacing(10)
        for words, slider in ((self._activities_words, self.activities), (self._paths_words, self.paths)):
            column.addWidget(words)
            column.addWidget(slider)
            column.addSpacing(6)
        column.addWidget(self.hidden_words)
        column.addSpacing(6)
        column.addWidget(self.overlay)
        column.addWidget(self.keep)
        column.addSpacing(10)
        column.addWidget(text(tr("Labels on the paths"), "small"))
        column.addWidget(self.labels)
        column.addStretch(1)
        column.addWidget(self.legend)
        column.addSpacing(8)
        column.addWidget(self.zoom)
        column.addSpacing(2)
        column.addWidget(self.replay)

    def _overview_button(self) -> QPushButton:
        button = QPushButton()
        button.setAccessibleName(tr("Overview of the map"))
        button.setToolTip(tr("Show or hide the overview in the corner of a large map (M)"))
        button.setFixedWidth(44)
        button.setCheckable(True)
        button.setChecked(True)
        button.clicked.connect(lambda: self.overview_toggled.emit())
        return button

    def _moved(self) -> None:
        self._say_shares()
        self.moving.emit()
        if not (self.activities.isSliderDown() or self.paths.isSliderDown()):
            self._rest.start()

    def _released(self) -> None:
        self._rest.stop()
        self.chosen.emit()

    def _say_shares(self) -> None:
        self._activities_words.setText(
            tr("Activities shown {activities}\u00a0%", activities=self.activities.value())
        )
        self._paths_words.setText(tr("Paths shown {paths}\u00a0%", paths=self.paths.value()))
