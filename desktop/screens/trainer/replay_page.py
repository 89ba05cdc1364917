"""Replay: the deals as dots on the map of what they did, beside the path that is prescribed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.map.arranger import Arranger
from desktop.map.placed import PlacedGraph
from desktop.map.scene import MapScene
from desktop.map.view import MapView
from desktop.process_drawing.drawing import drawn_graph
from desktop.process_drawing.replay import Replay
from desktop.process_drawing.replay_bar import ReplayBar
from desktop.process_drawing.words import Labelling
from desktop.screens.trainer.page_keys import add_keys
from desktop.screens.trainer.row_list import Mark, Row, RowList
from desktop.screens.trainer.session import Session
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.discovery.simplify import simplify
from mining.number_format import number
from mining.training.material import lane_words
from models.deviation import DeviationRow, DeviationType
from resources.translation import tr

_SIZE = 20
_READABLE = 0.85
_SHARE = 0.95
"""Of the paths so much is shown: rare ones would make the map too small to be seen from afar."""


class ReplayPage(QWidget):
    """Space plays and pauses; the bar scrubs, and says how fast."""

    def __init__(self, session: Session, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.scene = MapScene(palette, self)
        self.view = MapView(self.scene, palette)
        self.bar = ReplayBar(palette, size=_SIZE)
        self.view.read_at(_READABLE)
        self.path = RowList(tr("The process"), palette)
        self.problem = text(role="problem", wrap=True)
        self.replay = Replay(session, self.view, self.bar, palette, self, names_people=False)
        self._arranger = Arranger(self)
        self._build()
        self._arranger.done.connect(self._arranged)
        self._arranger.failed.connect(self._failed)
        self.replay.failed.connect(self._failed)
        add_keys(self, {Qt.Key.Key_Space: self.replay.toggle})
        self.set_palette_colors(palette)
        shown = simplify(session.view.map, 1.0, _SHARE)
        self._arranger.request(drawn_graph(shown, True, Labelling.DEALS))

    @property
    def is_ready(self) -> bool:
        """Whether the map is at rest and the replay prepared."""
        return not self._arranger.busy and self.scene.is_settled and self.replay.is_ready

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.view.set_palette_colors(palette)
        self.replay.set_palette_colors(palette)
        self.path.set_palette_colors(palette)

    def show_names(self, real_names: bool) -> None:
        """Dots have no names."""

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self._arranger.stop()
        self.replay.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.replay.clock.set_seen(True)
        self.bar.play.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.replay.clock.set_seen(False)

    def _build(self) -> None:
        self.problem.hide()
        self.bar.play.setFixedWidth(72)
        skips = {
            row.key.stage: row for row in self._session.view.rows if row.key.type is DeviationType.SKIPPED
        }
        self.path.show_rows(
            [
                Row(
                    stage.name,
                    Mark.PLAIN,
                    "" if stage.needed else tr("optional"),
                    _skipped_words(skips[stage.name]) if stage.name in skips else "",
                )
                for stage in self._session.material.path
            ]
        )
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.path, 1)
        material = self._session.material
        left.addWidget(text(lane_words(tr("These deals"), material.own), wrap=True))
        if material.others is not None:
            left.addWidget(text(lane_words(tr("Everybody else"), material.others), "muted", wrap=True))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.problem)
        right.addWidget(self.view, 1)
        right.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addLayout(left, 30)
        row.addLayout(right, 70)

    def _arranged(self, placed: PlacedGraph) -> None:
        self.scene.show_graph(placed, animate=False)
        self.view.begin()
        self.replay.start()
        self.replay.toggle()  # nothing moves before somebody wants it

    def _failed(self, error: Exception) -> None:
        self.problem.setText(str(error))
        self.problem.show()


def _skipped_words(row: DeviationRow) -> str:
    return tr("{cases} of {deals} skipped it", cases=number(row.cases), deals=number(row.eligible))
