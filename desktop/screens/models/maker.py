"""Makes what the screen wants to show, step by step off the UI thread: find the model, draw it, measure it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.document import Document
from desktop.job import Job, Work
from desktop.jobs import Jobs, Then
from desktop.results import Results
from desktop.screens.models.work import (
    Drawn,
    Mask,
    draw_discovered,
    draw_documented,
    find_model,
    measure_model,
)
from mining.worker import Worker
from models.discovered_model import DiscoveredModel, Miner
from models.errors import UserError
from models.model_graph import Notation
from resources.translation import tr

if TYPE_CHECKING:
    from mining.discovery.measured import Measured

_KEPT = 12


@dataclass(frozen=True)
class Wish:
    """What is to be shown; `miner` and `noise` count for a discovered model only."""

    documented: bool
    miner: Miner
    noise: float
    notation: Notation


class Maker(QObject):
    """Only the last wish counts. What was discovered and measured from the deals shown is remembered."""

    drawn = Signal(object)
    """The `Drawn` of the last wish; a discovered model comes a second time when it is measured."""

    failed = Signal(object)
    """The exception that stopped it: often a UserError that says why there is no such model."""

    measuring_ended = Signal()
    """There will be no measures of the model that is shown."""

    given_up = Signal()
    """The user cancelled before there was anything to show."""

    def __init__(self, document: Document, results: Results, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._results, self._jobs = document, results, jobs
        self._worker = Worker()
        self._found: dict[tuple[Miner, float], DiscoveredModel] = {}
        self._measured: dict[tuple[Miner, float], Measured] = {}
        self.unmeasured = ""
        """Why the discovered model that is shown cannot be measured, in one sentence."""
        self._wish: Wish | None = None
        self._shown: Wish | None = None
        self._job: Job | None = None
        self.destroyed.connect(self._worker.close)

    @property
    def busy(self) -> bool:
        """Whether the last wish is still worked on."""
        return self._job is not None

    @property
    def model(self) -> DiscoveredModel | None:
        """The discovered model of the last wish, where there is one yet."""
        return None if self._wish is None or self._wish.documented else self._found.get(self._key(self._wish))

    @property
    def measures(self) -> Measured | None:
        """How good that model is, where that is known."""
        return (
            None if self._wish is None or self._wish.documented else self._measured.get(self._key(self._wish))
        )

    def forget(self) -> None:
        """The deals are others: nothing that was made of them holds."""
        self._cancel()
        self._found.clear()
        self._measured.clear()

    def want(self, wish: Wish) -> None:
        """Make this now instead of what was wanted before."""
        self._cancel()
        self._wish, self._shown, self.unmeasured = wish, None, ""
        if wish.documented:
            process, mask = self._document.project.process, self._mask()
            analysis = self._results.analysis
            if process is None or analysis is None:
                return
            work = partial(draw_documented, process, wish.notation, analysis.conformance, mask)
            self._run(tr("Drawing the model"), work, self._arrived)
        elif self._key(wish) in self._found:
            self._draw()
        elif (analysis := self._results.analysis) is not None:
            find = partial(find_model, analysis.log, self._mask(), wish.miner, wish.noise, self._worker)
            self._run(tr("Discovering the process"), find, self._discovered)

    def stop(self) -> None:
        """Give up what runs and end the worker: before the window goes."""
        self._cancel()
        self._worker.close()

    def _discovered(self, model: DiscoveredModel) -> None:
        if not self._is_current():
            return
        self._found[model.miner, model.noise] = model
        while len(self._found) > _KEPT:
            gone = next(iter(self._found))
            del self._found[gone]
            self._measured.pop(gone, None)
        self._draw()

    def _draw(self) -> None:
        model, wish = self.model, self._wish
        assert model is not None
        assert wish is not None
        work = partial(draw_discovered, model, wish.notation, self.measures)
        self._run(tr("Drawing the model"), work, self._arrived)

    def _arrived(self, drawn: Drawn) -> None:
        if not self._is_current():
            return
        self._shown = self._wish
        model, analysis = self.model, self._results.analysis
        if model is not None and analysis is not None and self.measures is None:
            work = partial(measure_model, model, analysis.log, self._mask())
            self._run(tr("Measuring the model"), work, self._measure_arrived, self._measuring_failed)
        else:
            self._job = None
        self.drawn.emit(drawn)

    def _measure_arrived(self, found: Measured) -> None:
        if not self._is_current() or self._wish is None:
            return
        self._measured[self._key(self._wish)] = found
        self._draw()

    def _measuring_failed(self, error: Exception) -> None:
        """The drawing stands, and it is said why there are no numbers with it."""
        if not isinstance(error, UserError):
            self._stopped(error)
        elif self._is_current():
            self._job = None
            self.unmeasured = str(error)
            self.measuring_ended.emit()

    def _run(self, title: str, work: Work, then: Then, failed: Then | None = None) -> None:
        job = self._job = self._jobs.run(title, work, then, failed or self._stopped)
        job.cancelled.connect(self._cancelled)

    def _stopped(self, error: Exception) -> None:
        if self._is_current():
            self._job = None
            self.failed.emit(error)

    def _cancelled(self) -> None:
        if self._is_current():
            self._job = None
            (self.given_up if self._shown is None else self.measuring_ended).emit()

    def _cancel(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _is_current(self) -> bool:
        return self._job is not None and self.sender() is self._job

    def _mask(self) -> Mask:
        view = self._results.view
        assert view is not None
        return view.mask

    def _key(self, wish: Wish) -> tuple[Miner, float]:
        return wish.miner, wish.noise
