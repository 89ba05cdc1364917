"""Replays the deals of the map: keeps clock, bar and dots together, and follows filter and project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from desktop.latest_job import LatestJob
from desktop.map.node_item import Caption
from desktop.map.traffic import Frame
from desktop.map.view import MapView
from desktop.process_drawing.replay_bar import Coloring, ReplayBar
from desktop.process_drawing.replay_clock import ReplayClock
from desktop.process_drawing.words import moment_words, replay_words
from desktop.theme import Palette
from mining.number_format import number
from mining.replay.groups import by_column, by_outcome
from mining.replay.playback import Playback
from mining.replay.tracks import tracks
from models.analysis import Analysis, View
from models.event_log import EventLog
from models.process_map import NodeKind, ProcessMap
from models.progress import Report
from models.replay import CaseGroups
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class _Film:
    """What is replayed: the map, and who is where when."""

    whole: ProcessMap
    playback: Playback
    coloring: Coloring
    common_start: bool


class Shown(Protocol):
    """What is replayed, as far as it is known: the results of a window, or a part of them."""

    @property
    def analysis(self) -> Analysis | None:
        """All deals."""
        ...

    @property
    def view(self) -> View | None:
        """Those that are replayed, with their map."""
        ...


class Replay(QObject):
    """Off until `start`; a filter changed meanwhile keeps the moment and goes on playing."""

    running_changed = Signal(bool)
    """Deals are replayed, or no longer."""

    failed = Signal(object)
    """The exception that stopped the preparation."""

    def __init__(
        self,
        results: Shown,
        view: MapView,
        bar: ReplayBar,
        palette: Palette,
        parent: QObject | None = None,
        names_people: bool = True,
    ) -> None:
        """`names_people` lets the dots be told apart by owner and team, whose names stand under the map then."""
        super().__init__(parent)
        self._names_people = names_people
        self._results, self._view, self._bar, self._palette = results, view, bar, palette
        self._film: _Film | None = None
        self._common_start = False
        self._plays_when_ready = False
        self.running = False
        self.clock = ReplayClock(self)
        self._preparing = LatestJob(tr("Preparing the replay"), self)
        self._preparing.done.connect(self._arrived)
        self._preparing.failed.connect(self._failed)
        self.clock.ticked.connect(self._show)
        self.clock.played.connect(bar.show_playing)
        bar.toggled.connect(self.toggle)
        bar.closed.connect(self.end)
        bar.scrubbed.connect(self._scrub)
        bar.speed_chosen.connect(self._set_speed)
        bar.start_chosen.connect(self._start_together)
        bar.coloring_chosen.connect(self.refresh)
        bar.show_start(False)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is being prepared."""
        return not self._preparing.busy

    def start(self) -> None:
        """Show the bar, and play from the beginning as soon as that is prepared."""
        if self.running or self._results.view is None:
            return
        self.running = self._plays_when_ready = True
        self._bar.offer_colorings(self._colorings())
        self._view.map.set_quiet(True)
        self.running_changed.emit(True)
        self.refresh()

    def end(self) -> None:
        """Be the still map again."""
        if not self.running:
            return
        self.running = self._plays_when_ready = False
        self._preparing.cancel()
        self.clock.pause()
        self._film = None
        self._view.show_traffic(None)
        self._view.map.set_quiet(False)
        self.running_changed.emit(False)

    def toggle(self) -> None:
        """Play, or pause."""
        if self._film is None:
            self._plays_when_ready = not self._plays_when_ready
        elif self.clock.playing:
            self.clock.pause()
        else:
            self.clock.play()

    def refresh(self) -> None:
        """Prepare anew: other deals, another start, other groups."""
        analysis, view = self._results.analysis, self._results.view
        if not self.running:
            return
        if analysis is None or view is None:
            self.end()
            return
        chosen = self._bar.chosen_coloring
        self._preparing.start(partial(_film, analysis.log, view.map, view.mask, chosen, self._common_start))

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self._bar.set_palette_colors(palette)
        if self._film is not None:
            self._dress(self._film)

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self.clock.pause()
        self._preparing.stop()

    def _colorings(self) -> list[Coloring]:
        """Outcomes always; people where the log names any."""
        analysis = self._results.analysis
        cases = analysis.log.cases if analysis and self._names_people else None
        known = [Coloring.OUTCOME]
        if cases is not None and cases.owner.labels:
            known.append(Coloring.OWNER)
        if cases is not None and cases.team.labels:
            known.append(Coloring.TEAM)
        return known

    def _arrived(self, film: _Film) -> None:
        before, self._film = self._film, film
        found = film.playback.tracks
        self._view.traffic.set_lines([(edge.source, edge.target) for edge in film.whole.edges])
        self._dress(film)
        if before is None or before.common_start is not film.common_start:
            self.clock.set_range(found.begin, found.end)
            self.clock.go_to(found.begin)
        else:
            self.clock.set_range(found.begin, found.end)
            self._show()
        if self._plays_when_ready:
            self._plays_when_ready = False
            self.clock.play()

    def _failed(self, error: Exception) -> None:
        self.end()
        self.failed.emit(error)

    def _dress(self, film: _Film) -> None:
        groups, colors = film.playback.groups, self._colors(film)
        self._view.traffic.set_colors(colors)
        self._bar.legend.show_groups(groups.labels, groups.counts, colors)
        self._view.viewport().update()

    def _colors(self, film: _Film) -> tuple[str, ...]:
        """A colour a group, in their order; the last group of people are the others."""
        own = self._palette
        if film.coloring is Coloring.OUTCOME:
            return own.won, own.lost, own.open, own.muted
        return (*own.series[: len(film.playback.groups.labels) - 1], own.faint)

    def _scrub(self, share: float) -> None:
        self.clock.go_to(self.clock.begin + share * (self.clock.end - self.clock.begin))

    def _set_speed(self, speed: float) -> None:
        self.clock.speed = speed

    def _start_together(self, common: bool) -> None:
        self._common_start = common
        self._bar.show_start(common)
        self.refresh()

    def _show(self) -> None:
        """Show the moment of the clock: dots, cards and bar."""
        if self._film is None:
            return
        playback, moment = self._film.playback, self.clock.moment
        moving = playback.moving(moment)
        frame = Frame(moving.edge, moving.group, moving.way, _captions(self._film, moment))
        self._view.show_traffic(frame)
        span = max(self.clock.end - self.clock.begin, 1)
        self._bar.show_moment(
            (moment - self.clock.begin) / span,
            moment_words(moment, self._film.common_start, span),
            replay_words(playback, moment, self._view.traffic.unseen(frame)),
        )


def _film(
    log: EventLog,
    whole: ProcessMap,
    mask: NDArray[np.bool_],
    coloring: Coloring,
    common_start: bool,
    report: Report,
) -> _Film:
    """The work in the thread."""
    report(0.0, tr("Preparing the replay"))
    found = tracks(log, whole, mask, common_start)
    report(0.5, tr("Preparing the replay"))
    return _Film(
        whole, Playback(found, _groups(log, mask, coloring), len(whole.nodes)), coloring, common_start
    )


def _groups(log: EventLog, mask: NDArray[np.bool_], coloring: Coloring) -> CaseGroups:
    if coloring is Coloring.OUTCOME:
        return by_outcome(log.cases, mask)
    return by_column(log.cases.owner if coloring is Coloring.OWNER else log.cases.team, mask)


def _captions(film: _Film, moment: int) -> dict[str, Caption]:
    """What the cards say: how many deals are there, and who; where no deal ever stays, how many have come by.

    The pills say how many are to come, and gone.
    """
    playback, found = film.playback, {}
    longest = max(playback.longest_queue, 1)
    rows, reached = playback.waiting(moment).tolist(), playback.reached(moment).tolist()
    for i, (node, row) in enumerate(zip(film.whole.nodes, rows, strict=True)):
        if node.kind is NodeKind.START:
            found[node.key] = Caption(
                tr("{count} to come", count=number(playback.tracks.deals - playback.begun(moment)))
            )
        elif node.kind is NodeKind.END:
            found[node.key] = Caption(tr("{count} ended", count=number(playback.ended(moment))))
        elif not playback.is_waited_at[i]:
            found[node.key] = Caption(tr("{count} so far", count=number(reached[i])))
        else:
            found[node.key] = Caption(
                tr("{count} waiting", count=number(sum(row))), tuple(row), sum(row) / longest
            )
    return found
