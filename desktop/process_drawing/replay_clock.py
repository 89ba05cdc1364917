"""The clock of a replay: runs as fast as real time does, however many pictures a second there are."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

WHOLE_S = 60.0
"""At speed 1 a whole replay takes so many seconds."""

_TICK_MS = 16
_LONGEST_S = 0.25
"""A computer that slept or was busy does not make the deals jump."""


class ReplayClock(QObject):
    """Goes from `begin` to `end` (microseconds of the replay) and stops there; rests while nobody looks."""

    ticked = Signal()
    """The moment is another one."""

    played = Signal(bool)
    """It began to play, or stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.begin, self.end = 0, 0
        self.speed = 1.0
        self.playing = False
        self._moment = 0.0
        self._seen = True
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def moment(self) -> int:
        """Where the replay is, in microseconds."""
        return round(self._moment)

    @property
    def rate(self) -> float:
        """Microseconds of the replay that pass in a second."""
        return self.speed * (self.end - self.begin) / WHOLE_S

    def set_range(self, begin: int, end: int) -> None:
        """Run between other ends; the moment stays, if it lies between them."""
        self.begin, self.end = begin, end
        self._moment = min(max(self._moment, float(begin)), float(end))

    def go_to(self, moment: float) -> None:
        """Be at another moment."""
        self._moment = min(max(float(moment), float(self.begin)), float(self.end))
        self.ticked.emit()

    def play(self) -> None:
        """Run, from the beginning where the end was reached."""
        if self._moment >= self.end:
            self._moment = float(self.begin)
        self._set_playing(True)

    def pause(self) -> None:
        """Stand still."""
        self._set_playing(False)

    def set_seen(self, seen: bool) -> None:
        """Rest while nobody can see it, and go on afterwards."""
        self._seen = seen
        self._run_or_rest()

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass; at the end it stops."""
        self._moment = min(self._moment + seconds * self.rate, float(self.end))
        if self._moment >= self.end:
            self._set_playing(False)
        self.ticked.emit()

    def _set_playing(self, playing: bool) -> None:
        changed, self.playing = playing != self.playing, playing
        self._run_or_rest()
        if changed:
            self.played.emit(playing)

    def _run_or_rest(self) -> None:
        if self.playing and self._seen:
            if not self._timer.isActive():
                self._since.start()
                self._timer.start()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        passed = self._since.nsecsElapsed() / 1e9
        self._since.restart()
        self.advance(min(passed, _LONGEST_S))
