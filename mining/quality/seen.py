"""What a log shows of every fault, found once, when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.quality.back_filled import back_filled_deals
from mining.quality.bulk_edits import bulk_edit_events
from mining.quality.cut_off import cut_off_deals
from mining.quality.day_only import Days, days_of
from mining.quality.duplicates import duplicate_events
from mining.quality.robots import robot_events, robots_of
from mining.quality.ties import same_day_events, tied_events
from models.case_table import Outcome
from models.event_log import EventLog
from models.import_summary import ImportSummary
from models.preparation import Preparation

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Seen:
    """The faults of an imported log: flags with one entry an event, or an entry a deal where the name says so."""

    log: EventLog
    summary: ImportSummary | None = None
    preparation: Preparation = field(default_factory=Preparation)

    @property
    def zone(self) -> str:
        """The IANA name of the zone in which times without one were read."""
        return self.summary.timezone if self.summary else "UTC"

    @cached_property
    def days(self) -> Days:
        """Which times are only dates."""
        return days_of(self.log, self.zone)

    @cached_property
    def robots(self) -> frozenset[str]:
        """The people that are automation."""
        return robots_of(self.log, self.summary, self.preparation)

    @cached_property
    def robot_events(self) -> Flags:
        """Events made by automation."""
        return robot_events(self.log, self.robots)

    @cached_property
    def duplicates(self) -> Flags:
        """Events that came before."""
        return duplicate_events(self.log, self.days.is_date)

    @cached_property
    def ties(self) -> Flags:
        """Stages entered at the same instant as another of the deal."""
        return tied_events(self.log, self.days, self.duplicates)

    @cached_property
    def same_day(self) -> Flags:
        """Stages entered on the same day as another of the deal, where only the day is known."""
        return same_day_events(self.log, self.days, self.duplicates)

    @cached_property
    def bulk_edits(self) -> Flags:
        """Events made to many deals at once."""
        return bulk_edit_events(self.log, self.days.is_date, self.robot_events)

    @cached_property
    def back_filled_deals(self) -> Flags:
        """Deals entered within minutes."""
        return back_filled_deals(self.log, self.days.is_date)

    @cached_property
    def cut_off_deals(self) -> Flags:
        """Deals whose history starts in the middle."""
        return cut_off_deals(self.log, self.summary.findings if self.summary else ())

    @cached_property
    def open_deals(self) -> Flags:
        """Deals that have not ended."""
        return np.asarray(self.log.cases.outcome == Outcome.OPEN, dtype=bool)
