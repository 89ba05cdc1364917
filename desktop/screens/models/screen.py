"""The screen of models: the documented process, or one discovered from the deals shown, in three notations."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from desktop.document import Document
from desktop.jobs import Jobs
from desktop.results import Results
from desktop.screens.models.controls import Controls
from desktop.screens.models.maker import Maker, Wish
from desktop.screens.models.scene import ModelScene
from desktop.screens.models.taking import flows_table, picture_of
from desktop.screens.models.view import ModelView
from desktop.screens.models.words import (
    documented_measures,
    documented_remarks,
    learnt_words,
    measure_words,
    size_words,
)
from desktop.screens.models.work import Drawn
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import Choice, EmptyState
from models.errors import UserError
from models.model_graph import Notation
from models.progress import Report
from models.project import Project
from resources.translation import tr

_FILES = {
    Notation.BPMN: tr("BPMN 2.0 (*.bpmn)"),
    Notation.NET: tr("Petri net (*.pnml)"),
    Notation.TREE: tr("Process tree (*.ptml)"),
}


_MOST_MOVED = 80
"""Models with more flows than this change at once: moving them would falter."""


class ModelsScreen(QStackedWidget):
    """Follows the filter: a discovered model is of the deals shown, shares are over them."""

    exported = Signal(object)
    """The path that a model was written to."""

    noted = Signal(str)
    """What a file could not hold, in sentences."""

    ready = Signal()
    """What is wanted is shown, or it was said why there is none."""

    def __init__(
        self,
        document: Document,
        results: Results,
        jobs: Jobs,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._jobs, self._palette = document, results, jobs, palette
        self._drawn: Drawn | None = None
        self._wish: Wish | None = None
        self._fresh = True
        self._is_stale = True
        self.maker = Maker(document, results, jobs, self)
        self.scene = ModelScene(palette, self)
        self.view = ModelView(self.scene, palette)
        self.controls = Controls(palette)
        self.nothing = EmptyState(
            tr("No model yet"),
            tr("Import a CRM export to see the documented process and what deals do as a model."),
        )
        self.waiting = EmptyState(
            tr("Drawing the model…"), tr("The deals are being analysed. This takes a moment.")
        )
        self.message = EmptyState("", "")
        self._beside = QStackedWidget()
        self._content = QWidget()
        self._build()
        self._connect()
        self.refresh()

    @property
    def is_ready(self) -> bool:
        """Whether what is wanted is shown, at rest, or it is said why there is none."""
        return not self._is_stale and not self.maker.busy and self.scene.is_settled

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.view.set_palette_colors(palette)
        self.controls.set_palette_colors(palette)
        self.message.paint_icons(palette.accent)

    def stop(self) -> None:
        """Give up what runs: before the window goes."""
        self.maker.stop()

    def refresh(self) -> None:
        """Show what is wanted of the deals that are there now, or as soon as the screen is in sight."""
        project, view = self._document.project, self._results.view
        self.maker.forget()
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        if view is None:
            self.setCurrentWidget(self.nothing if project.log is None else self.waiting)
            return
        self.controls.offer_documented(project.process is not None)
        self.setCurrentWidget(self._content)
        self._want()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The model that is shown; it names no people."""
        if self._drawn is None or self._beside.currentWidget() is not self.view:
            return None
        drawing = self._drawn.drawing
        table = flows_table(drawing, self._drawn.traffic)
        return TakeAway(self._title(), picture_of(self.scene.placed), (table,))

    def ask_export(self) -> None:
        """Let the user choose where the model goes to; the notation that is shown is offered first."""
        shown = self.controls.notation
        kinds = [_FILES[shown], *(kind for notation, kind in _FILES.items() if notation is not shown)]
        ending = _ending(kinds[0])
        name, kind = QFileDialog.getSaveFileName(
            self, tr("Export the model"), f"{self._title()}{ending}", ";;".join(kinds)
        )
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_name(path.name + _ending(kind or kinds[0])))

    def export_to(self, path: Path) -> None:
        """Write the model, with the layout that is shown, to the file that the ending of its name asks for."""
        process, model = self._document.project.process, self.maker.model

        def work(report: Report) -> Path:
            from mining.atomic_file import write_atomically
            from mining.drawing.model_file import discovered_file, documented_file

            if model is not None:
                content = discovered_file(model, path.suffix, report)
            elif process is not None:
                content = documented_file(process, path.suffix, report)
            else:
                raise UserError(tr("There is no model to export yet."))
            write_atomically(path, content)
            return path

        self._jobs.run(tr("Exporting {name}", name=path.name), work, self._exported)

    def _exported(self, path: Path) -> None:
        self.exported.emit(path)
        if self.controls.wants_documented and self.controls.remarks.text():
            self.noted.emit(
                tr("{name} is written. {remarks}", name=path.name, remarks=self.controls.remarks.text())
            )

    def _title(self) -> str:
        process = self._document.project.process
        of = (
            process.name
            if process is not None and self.controls.wants_documented
            else tr("Discovered process")
        )
        return f"{of} - {self.controls.notation}"

    def _want(self) -> None:
        """Make what is chosen; the view stays where it is while only the deals or the noise are others."""
        if self._results.view is None:
            return
        wishes = self.controls
        wish = Wish(wishes.wants_documented, wishes.chosen_miner, wishes.chosen_noise, wishes.notation)
        before, self._wish = self._wish, wish
        if self._drawn is None or before is None or replace(before, noise=wish.noise) != wish:
            self._fresh = True
        self.controls.export.setEnabled(False)
        if self._drawn is None:
            self._say(tr("Drawing the model…"), tr("This takes a moment for many deals."))
        self.maker.want(wish)
        self._describe()

    def _show(self, drawn: Drawn) -> None:
        first = self._drawn is None or self._beside.currentWidget() is not self.view
        self._drawn = drawn
        self.view.runs_down = drawn.drawing.graph.notation is Notation.TREE
        self._paint(animate=not first and self.isVisible())
        self._beside.setCurrentWidget(self.view)
        if self._fresh:
            self._fresh = False
            self.view.begin()
        else:
            self.view.refit()
        self.controls.export.setEnabled(True)
        self._describe()
        self.ready.emit()

    def _paint(self, animate: bool = False) -> None:
        if self._drawn is not None:
            shares = self.controls.shares.isChecked()
            shown = self._drawn.shared if shares else self._drawn.plain
            self.scene.show_graph(shown, animate and len(shown.paths) <= _MOST_MOVED)

    def _describe(self) -> None:
        """Say what the model is of, and how good it is."""
        from mining.drawing.drawings import documented_net
        from mining.measures.simplicity import simplicity

        view, process = self._results.view, self._document.project.process
        if view is None:
            return
        model, measures, drawing = self.maker.model, self.maker.measures, self._drawn and self._drawn.drawing
        if self.controls.wants_documented and process is not None:
            self.controls.subtitle.setText(process.name)
            self.controls.measures.setText(documented_measures(view.quality, documented_net(process)))
            self.controls.remarks.setText(documented_remarks(process, self.controls.notation))
        elif model is not None:
            self.controls.subtitle.setText(learnt_words(model))
            known = (measures.fitness, measures.precision) if measures else (None, None)
            self.controls.measures.setText(measure_words(*known, simplicity(model.net)))
            self.controls.remarks.setText(self.maker.unmeasured)
        else:
            for label in (self.controls.subtitle, self.controls.measures, self.controls.remarks):
                label.setText("")
        self.controls.extent.setText(size_words(drawing) if drawing else "")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._drawn = None
        self._say(
            tr("No {notation} here", notation=self.controls.notation), str(error), *self._other_notation()
        )
        self._describe()
        self.ready.emit()

    def _other_notation(self) -> tuple[Choice, ...]:
        """A net can be drawn of every model that there is."""
        there_is_one = self.controls.wants_documented or self.maker.model is not None
        if self.controls.notation is Notation.NET or not there_is_one:
            return ()
        as_net = self.controls.notations[Notation.NET].click
        return (Choice("workflow", tr("Show it as a Petri net"), tr("Every model can be drawn so."), as_net),)

    def _given_up(self) -> None:
        self._drawn = None
        again = Choice("sparkles", tr("Discover again"), tr("With the deals that are shown now."), self._want)
        self._say(tr("Discovery was cancelled"), tr("Nothing was changed."), again)
        self.ready.emit()

    def _say(self, title: str, line: str, *choices: Choice) -> None:
        """Words instead of a model."""
        before, self.message = self.message, EmptyState(title, line, choices)
        self.message.paint_icons(self._palette.accent)
        self._beside.addWidget(self.message)
        self._beside.setCurrentWidget(self.message)
        self._beside.removeWidget(before)
        before.deleteLater()

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.log is not new.log:
            self._drawn = None
        if self._results.view is None:
            self.refresh()

    def _build(self) -> None:
        self._beside.addWidget(self.message)
        self._beside.addWidget(self.view)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.controls)
        row.addWidget(self._beside, 1)
        self.addWidget(self.nothing)
        self.addWidget(self.waiting)
        self.addWidget(self._content)

    def _connect(self) -> None:
        self._results.changed.connect(self.refresh)
        self._document.changed.connect(self._project_changed)
        self.controls.chosen.connect(self._want)
        self.controls.shares_toggled.connect(self._paint)
        self.controls.export_wanted.connect(self.ask_export)
        self.controls.fit_wanted.connect(self.view.fit)
        self.controls.zoom_wanted.connect(self.view.zoom_by)
        self.maker.drawn.connect(self._show)
        self.maker.failed.connect(self._failed)
        self.maker.given_up.connect(self._given_up)
        self.maker.measuring_ended.connect(self._describe)
        self.scene.node_clicked.connect(self.scene.select)
        self.scene.edge_clicked.connect(self.scene.select)
        self.view.background_clicked.connect(partial(self.scene.select, None))


def _ending(kind: str) -> str:
    """The ending in a file dialog's kind of file."""
    return kind[kind.index("*") + 1 : -1]
