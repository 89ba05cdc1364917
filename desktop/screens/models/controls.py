"""The panel beside a model: which model, how it is found, how it is drawn, how good it is, and its file."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QPushButton,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.map.map_zoom import MapZoom
from desktop.theme import Palette
from desktop.widgets.text import set_tip, text
from mining.words_of_values import word_of
from models.discovered_model import Miner
from models.model_graph import Notation
from resources.translation import tr

_SETTLE_MS = 250
_NOISE = 20
_MINERS = {Miner.INDUCTIVE: tr("Inductive miner"), Miner.HEURISTICS: tr("Heuristics miner")}


_MEASURES = tr(
    "Fitness: how much of what these deals do the model allows. Precision: how much of what "
    "the model allows they do. Simplicity: how little the model branches."
)


class Controls(QFrame):
    """Knows the wishes, not the model."""

    chosen = Signal()
    """Another model or notation is wanted."""

    shares_toggled = Signal()
    export_wanted = Signal()
    fit_wanted = Signal()
    zoom_wanted = Signal(float)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = MapZoom("model")
        self.zoom.zoom_wanted.connect(self.zoom_wanted)
        self.zoom.fit_wanted.connect(self.fit_wanted)
        self.setObjectName("mapControls")
        self.setFixedWidth(248)
        self.subtitle = text(role="small", wrap=True)
        self.documented = QRadioButton(tr("Documented process"))
        self.discovered = QRadioButton(tr("Discovered from these deals"))
        self.documented.setChecked(True)
        self.miner = QComboBox()
        self.miner.setAccessibleName(tr("How the model is found"))
        self.miner.addItems(list(_MINERS.values()))
        self.noise = self._slider()
        self._noise_words = text()
        self.notations = {notation: QRadioButton(word_of(notation)) for notation in Notation}
        self.notations[Notation.BPMN].setChecked(True)
        self.shares = QCheckBox(tr("Shares at choices"))
        self.shares.setChecked(True)
        self.extent, self.measures = text(role="small", wrap=True), text(wrap=True)
        self.remarks = text(role="small", wrap=True)
        set_tip(self.measures, _MEASURES)
        self.export = QPushButton(tr("Export model…"))
        self._rest = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._rest.timeout.connect(self.chosen)
        self._discovery = QWidget()
        self._build()
        self._connect()
        self._say_noise()
        self._show_discovery()
        self.set_palette_colors(palette)

    @property
    def wants_documented(self) -> bool:
        """Whether the documented process is wanted, not a discovered one."""
        return self.documented.isChecked()

    @property
    def chosen_miner(self) -> Miner:
        """How a model is to be discovered."""
        return list(_MINERS)[self.miner.currentIndex()]

    @property
    def chosen_noise(self) -> float:
        """How much rare flow is to be left out, 0 to 1."""
        return self.noise.value() / 100

    @property
    def notation(self) -> Notation:
        """How the model is to be drawn."""
        return next(notation for notation, button in self.notations.items() if button.isChecked())

    def offer_documented(self, offered: bool) -> None:
        """Without a documented process only discovered ones can be chosen."""
        self.documented.setEnabled(offered)
        set_tip(self.documented, "" if offered else tr("There is no documented process yet"))
        if not offered and self.documented.isChecked():
            with QSignalBlocker(self.documented), QSignalBlocker(self.discovered):
                self.discovered.setChecked(True)
            self._show_discovery()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.setStyleSheet(
            f"QFrame#mapControls {{ background: {palette.surface}; border: none;"
            f" border-right: 1px solid {palette.border}; }}"
        )

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(tr("Rare paths left out"))
        slider.setRange(0, 100)
        slider.setSingleStep(5)
        slider.setPageStep(10)
        slider.setValue(_NOISE)
        slider.setMinimumHeight(24)
        return slider

    def _build(self) -> None:
        discovery = QVBoxLayout(self._discovery)
        discovery.setContentsMargins(24, 2, 0, 4)
        discovery.setSpacing(6)
        for widget in (self.miner, self._noise_words, self.noise):
            discovery.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addWidget(text(tr("Models"), "heading"))
        column.addWidget(self.subtitle)
        column.addSpacing(8)
        column.addWidget(self.documented)
        column.addWidget(self.discovered)
        column.addWidget(self._discovery)
        column.addSpacing(8)
        column.addWidget(text(tr("Drawn as"), "small"))
        for button in self.notations.values():
            column.addWidget(button)
        column.addWidget(self.shares)
        column.addSpacing(8)
        for label in (self.measures, self.extent, self.remarks):
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self.export)
        column.addSpacing(2)
        column.addWidget(self.zoom)
        self._groups = [self._group(self.documented, self.discovered), self._group(*self.notations.values())]

    def _group(self, *buttons: QRadioButton) -> QButtonGroup:
        group = QButtonGroup(self)
        for button in buttons:
            group.addButton(button)
        return group

    def _connect(self) -> None:
        for group in self._groups:
            group.buttonToggled.connect(self._picked)
        self.miner.currentIndexChanged.connect(lambda _: self.chosen.emit())
        self.noise.valueChanged.connect(self._moved)
        self.noise.sliderReleased.connect(self._released)
        self.shares.toggled.connect(lambda _: self.shares_toggled.emit())
        self.export.clicked.connect(lambda: self.export_wanted.emit())

    def _picked(self, _: object, checked: bool) -> None:
        if checked:  # the other one of the group lets go, too
            self._show_discovery()
            self.chosen.emit()

    def _show_discovery(self) -> None:
        self._discovery.setVisible(self.discovered.isChecked())
        self.shares.setVisible(self.notation is not Notation.TREE)

    def _moved(self) -> None:
        self._say_noise()
        if not self.noise.isSliderDown():
            self._rest.start()

    def _released(self) -> None:
        self._rest.stop()
        self.chosen.emit()

    def _say_noise(self) -> None:
        self._noise_words.setText(tr("Rare paths left out {noise}\u00a0%", noise=self.noise.value()))
