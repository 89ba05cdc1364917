"""The screen of recorded changes: the list on the left, what became of one on the right, who looked under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.changes.attention_panel import AttentionPanel
from desktop.screens.changes.change_list import ChangeList
from desktop.screens.changes.story_panel import StoryPanel
from desktop.screens.changes.taking import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.screen_parts import fill_with_pages, title_row
from desktop.widgets.scrolled import scrolled
from mining.decay.attention import attention, last_look
from mining.decay.story import change_stories
from mining.number_format import plural
from models.analysis import Analysis, View
from models.decay import ChangeStory
from models.progress import Report
from models.review import Review
from models.sales_process import SalesProcess
from models.strategy import RecordedChange
from resources.translation import tr

_LEFT = 250


class ChangesScreen(QWidget):
    """What is shown follows the document and the results; `today` is a function, so that a picture can have its day."""

    strategy_wanted = Signal()
    editor_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        results: Results,
        palette: Palette,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._today = document, results, today
        self._is_stale = True
        self._known: tuple[Analysis, View, tuple[RecordedChange, ...]] | None = None
        self.stories: tuple[ChangeStory, ...] = ()
        self._telling = LatestJob(tr("Looking at what became of each change"), self)
        self.summary = ElidedLabel("small")
        self.list, self.story = ChangeList(palette), StoryPanel(palette)
        self.attention = AttentionPanel()
        self._build()
        self._telling.done.connect(self._told)
        self._telling.failed.connect(self.failed)
        self.list.chosen.connect(self._show_story)
        self.attention.noted.connect(self._note)
        document.changed.connect(lambda _, new: self.refresh())
        results.changed.connect(self.refresh)
        self.set_palette_colors(palette)

    @property
    def process(self) -> SalesProcess | None:
        """The process whose changes are shown."""
        found = self._document.project.process
        return found if isinstance(found, SalesProcess) else None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is worked out."""
        return not self._telling.busy

    def stop(self) -> None:
        """Wait for what is worked out: before the window goes."""
        self._telling.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        for part in (self.list, self.story):
            part.set_palette_colors(palette)
        for state in (self.no_process, self.no_changes):
            state.paint_icons(palette.accent)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """All stories as a page and a table; they name positions, no reps."""
        process = self.process
        if not self.stories or process is None:
            return None
        return taken_away(self.stories, process.strategy.baseline)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Show what is known now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        analysis, view, process = self._results.analysis, self._results.view, self.process
        if analysis is None or view is None:
            self.pages.setCurrentWidget(self.nothing_imported)
        elif process is None:
            self.pages.setCurrentWidget(self.no_process)
        elif not process.strategy.changes:
            self.pages.setCurrentWidget(self.no_changes)
        else:
            self.pages.setCurrentWidget(self.content)
            self._show_attention(process)
            self._look(analysis, view, process.strategy.changes)

    def _look(self, analysis: Analysis, view: View, changes: tuple[RecordedChange, ...]) -> None:
        known = self._known
        if known is None or known[0] is not analysis or known[1] is not view or known[2] != changes:
            self._known = (analysis, view, changes)
            self._telling.start(partial(_stories, analysis, view, changes))

    def _told(self, stories: tuple[ChangeStory, ...]) -> None:
        self.stories = stories
        self.list.show_stories(stories)
        self._say_summary()

    def _show_story(self, at: int) -> None:
        process = self.process
        baseline = process.strategy.baseline if process is not None else None
        self.story.show_story(self.stories[at], self.stories, baseline)

    def _show_attention(self, process: SalesProcess) -> None:
        reviews, changes = self._document.project.reviews, process.strategy.changes
        since = process.valid_from or min(change.day for change in changes)
        told = attention(process.strategy.stakeholders, reviews, since)
        self.attention.show_attention(told, reviews, self._today())
        self._say_summary()

    def _say_summary(self) -> None:
        last = last_look(self._document.project.reviews)
        days = (self._today() - last).days if last is not None else 0
        looked = tr("no review is noted") if last is None else tr("the last review was {ago}", ago=_ago(days))
        self.summary.setText(f"{plural(len(self.stories), 'recorded change')}; {looked}")

    def _note(self, who: str, what: str) -> None:
        project = self._document.project
        review = Review(self._today(), who, what)
        reviews = tuple(sorted((*project.reviews, review), key=lambda one: one.day))
        self._document.edit(tr("Note a review by {who}", who=who), replace(project, reviews=reviews))

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; what became of every change is shown here.")
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr("Changes are recorded with the process. Draw one or open one in the process editor."),
            [Choice("square-pen", tr("Go to the process editor"), tr("Draw, open or start from a template"),
                    self.editor_wanted.emit)],
        )  # fmt: skip
        self.no_changes = EmptyState(
            tr("No change is recorded yet"),
            tr(
                "Record what was changed and when, and what it was to bring: then the deals before and "
                "after it are compared, and it is told when the effect wears off."
            ),
            [
                Choice(
                    "target", tr("Record a change"), tr("On the screen Strategy"), self.strategy_wanted.emit
                )
            ],
        )
        inside = QWidget()
        inside.setObjectName("content")
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(14)
        right.addWidget(self.story)
        right.addWidget(self.attention)
        right.addStretch(1)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addLayout(title_row(tr("Changes"), self.summary))
        body = QHBoxLayout()
        body.setSpacing(14)
        left = scrolled(self.list, tr("Recorded changes"))
        left.setFixedWidth(_LEFT)
        body.addWidget(left)
        body.addWidget(scrolled(inside, tr("What became of the change")), 1)
        column.addLayout(body, 1)
        self.pages = QStackedWidget()
        fill_with_pages(
            self, self.pages, (self.content, self.nothing_imported, self.no_process, self.no_changes)
        )


def _ago(days: int) -> str:
    return tr("{days} ago", days=plural(days, "day")) if days else "today"


def _stories(
    analysis: Analysis, view: View, changes: tuple[RecordedChange, ...], report: Report
) -> tuple[ChangeStory, ...]:
    return change_stories(analysis, view.mask, changes)
