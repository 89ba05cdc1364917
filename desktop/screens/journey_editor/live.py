"""What the log says while a signal is chosen or written, found off the UI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.journey_editor.facts import SignalSeen
from mining.journey.offers import Offer
from mining.journey.trying import offered, tried
from models.buyer_check import SignalEvidence
from models.errors import UserError
from models.event_log import EventLog
from models.sales_process import SalesProcess
from models.signal import Signal as Evidence
from resources.translation import tr


class LiveLog(QObject):
    """Asks the prepared log of the results; what is asked last counts."""

    counted = Signal(object)
    """The `SignalSeen` of what was tried last."""

    refused = Signal(str)
    """What is wrong with what was tried last."""

    offers_found = Signal(object)
    """A tuple of `Offer`."""

    def __init__(self, results: Results, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._known: tuple[EventLog, object, tuple[Offer, ...]] | None = None
        self._asked: tuple[EventLog, object] | None = None
        self._counting = LatestJob(tr("Counting a signal"), self)
        self._looking = LatestJob(tr("Looking at what the log holds"), self)
        self._counting.done.connect(self._counted)
        self._counting.failed.connect(self._failed)
        self._looking.done.connect(self._found)
        self._looking.failed.connect(self._failed)

    def stop(self) -> None:
        """Wait for what runs: before the window goes."""
        self._counting.stop()
        self._looking.stop()

    @property
    def is_busy(self) -> bool:
        """Whether anything is looked for."""
        return self._counting.busy or self._looking.busy

    def count(self, process: SalesProcess, signal: Evidence, instead: str) -> None:
        """Count a signal as if it were part of the process."""
        log, analysis = self._results.prepared, self._results.analysis
        if log is not None and analysis is not None:
            self._counting.start(partial(tried, log, analysis.log, process, signal, instead))

    def look(self, process: SalesProcess) -> tuple[Offer, ...] | None:
        """What the log offers, None where that is not known yet: then it is looked for."""
        log, analysis = self._results.prepared, self._results.analysis
        if log is None or analysis is None:
            return ()
        if self._known is not None and self._known[0] is log and self._known[1] == process.flow:
            return self._known[2]
        self._asked = (log, process.flow)
        self._looking.start(partial(offered, log, analysis.log, process))
        return None

    def _counted(self, found: SignalEvidence) -> None:
        self.counted.emit(SignalSeen.of(found))

    def _found(self, offers: tuple[Offer, ...]) -> None:
        if self._asked is not None:
            self._known = (*self._asked, offers)
        self.offers_found.emit(offers)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.refused.emit(str(error))
