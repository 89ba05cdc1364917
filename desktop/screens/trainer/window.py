"""The window of a training session: full screen, large type, and nothing in sight but what is trained."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMessageBox, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.jobs import Jobs
from desktop.screens.trainer.exercises_page import ExercisesPage
from desktop.screens.trainer.handout_page import HandoutPage
from desktop.screens.trainer.large_look import large_style
from desktop.screens.trainer.leaving import LeavingDialog
from desktop.screens.trainer.page_keys import add_keys
from desktop.screens.trainer.replay_page import ReplayPage
from desktop.screens.trainer.session import Session
from desktop.screens.trainer.steps_page import StepsPage
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.switch import Switch
from desktop.widgets.text import text
from resources.translation import tr

_WIDE = 1280
Page = ReplayPage | StepsPage | ExercisesPage | HandoutPage


class TrainerWindow(QWidget):
    """Shows one session. Escape asks before it ends; F11 leaves the full screen, unless only own data may be seen."""

    left = Signal()
    """The session has ended."""

    def __init__(self, session: Session, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("trainer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Training - Lanekeeper"))
        if session.is_own_only:
            self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
            self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.session = session
        self.jobs = Jobs(self)
        self.leaving: LeavingDialog | None = None
        self.question: QMessageBox | None = None
        self._may_close = False
        self.replay = ReplayPage(session, palette)
        self.steps = StepsPage(session, palette) if session.material.deals else None
        self.exercises = ExercisesPage(session, palette) if session.material.exercises else None
        self.handout = None if session.is_own_only else HandoutPage(session, self.jobs, palette)
        parts: tuple[tuple[str, Page | None], ...] = (
            (tr("Replay"), self.replay),
            (tr("Step by step"), self.steps),
            (tr("Exercises"), self.exercises),
            (tr("Hand-out"), self.handout),
        )
        self._parts: list[tuple[str, Page]] = [(name, page) for name, page in parts if page is not None]
        self.title = ElidedLabel("title")
        self.tabs = Switch(tr("What to do"), [name for name, _ in self._parts])
        self.names = QPushButton()
        self.names.setProperty("kind", "chip")
        self.names.setCheckable(True)
        self.end = QPushButton(tr("End (Esc)"))
        self.end.setProperty("kind", "chip")
        self.pages = QStackedWidget()
        self._build()
        self.tabs.chosen.connect(self.go)
        self.names.clicked.connect(self._names_clicked)
        self.end.clicked.connect(self.ask_to_leave)
        add_keys(self, {Qt.Key.Key_Escape: self.ask_to_leave, Qt.Key.Key_F11: self.toggle_full_screen})
        self.set_palette_colors(palette)
        self.show_names(False)
        self.setMinimumSize(960, 640)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is computed or moving any more."""
        return self.replay.is_ready and not self.jobs.busy

    def go(self, place: int) -> None:
        """Show one of the parts."""
        self.tabs.show_choice(place)
        self.pages.setCurrentWidget(self._parts[place][1])

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.setStyleSheet(large_style(palette))
        for _, page in self._parts:
            page.set_palette_colors(palette)

    def show_names(self, real_names: bool) -> None:
        """Name people and deals, or not; whether that is wanted was asked before."""
        self.names.setChecked(real_names)
        self.names.setText(tr("Hide names") if real_names else tr("Show names…"))
        self.title.setText(self.session.title(real_names))
        for _, page in self._parts:
            page.show_names(real_names)

    def toggle_full_screen(self) -> None:
        """Be a window, or fill the screen; a session with own data only always fills it."""
        if not self.session.is_own_only:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def ask_to_leave(self) -> None:
        """Ask for the end of the session, or for the trainer's PIN."""
        if self.leaving is None:
            self.leaving = LeavingDialog(self.session.pin, self._leave, self)
            self.leaving.finished.connect(self._stayed)
            self.leaving.open()

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self.replay.stop()
        self.jobs.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tabs()

    def _place_tabs(self) -> None:
        """Beside the title where there is room for both, else below it."""
        self._head.removeWidget(self.tabs)
        if self.width() >= _WIDE:
            self._head.addWidget(self.tabs, 0, 1)
        else:
            self._head.addWidget(self.tabs, 1, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            event.ignore()
            self.ask_to_leave()
            return
        self.stop()
        super().closeEvent(event)

    def _stayed(self, _: int) -> None:
        self.leaving = None

    def _leave(self) -> None:
        self._may_close = True
        self.left.emit()  # first: with the last window of all the program would end
        self.close()

    def _names_clicked(self, wanted: bool) -> None:
        if not wanted:
            self.show_names(False)
            return
        self.names.setChecked(False)
        box = self.question = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Show names"))
        box.setText(tr("Show the real names of deals and people on this screen?"))
        box.setInformativeText(tr("Everybody in the room can read them then."))
        hide = box.addButton(tr("Keep them hidden"), QMessageBox.ButtonRole.RejectRole)
        show = box.addButton(tr("Show names"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(hide)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        show.clicked.connect(lambda: self.show_names(True))
        box.finished.connect(self._answered)
        box.open()

    def _answered(self, _: int) -> None:
        self.question = None

    def _build(self) -> None:
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(16)
        self._head.setVerticalSpacing(12)
        self._head.setColumnStretch(0, 1)
        self._head.addWidget(self.title, 0, 0)
        self._head.addWidget(self.names, 0, 2)
        self._head.addWidget(self.end, 0, 3)
        self._place_tabs()
        for _, page in self._parts:
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(18)
        column.addLayout(self._head)
        if self.session.is_own_only:
            column.addWidget(text(self._curtain_words(), "muted", wrap=True))
        column.addWidget(self.pages, 1)

    def _curtain_words(self) -> str:
        return tr(
            "Only the deals of {whom} are shown; the trainer ends this.", whom=self.session.material.label
        )
