"""What a window has to offer to its screens."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.exporting import Exporting
from desktop.filter_edits import FilterEdits
from desktop.job import Job
from desktop.jobs import Jobs
from desktop.opening import Opening
from desktop.results import Results
from desktop.starting import Starting
from models.case_filter import CaseFilter
from models.deviation import DeviationKey


class Host(Protocol):
    """What the window has to offer to its screens."""

    document: Document
    results: Results
    diagnosing: Diagnosing
    jobs: Jobs
    opening: Opening
    exporting: Exporting
    filter_edits: FilterEdits
    starting: Starting

    def start_process(self) -> None:
        """Ask what the documented process is to start from."""
        ...

    def go(self, place: int) -> None:
        """Show a screen."""
        ...

    def watch(self, job: Job) -> None:
        """Show how far some work is, where it takes long."""
        ...

    def show_deal(self, case: int) -> None:
        """Go to one deal."""
        ...

    def screen_at(self, place: int) -> QWidget:
        """The screen of that place, made now if it was never shown."""
        ...

    def show_deals(self, chosen: CaseFilter) -> None:
        """Go to the deals of a filter."""
        ...

    def show_deviation(self, key: DeviationKey) -> None:
        """Go to a deviation."""
        ...

    def edit_draft(self, at: int) -> None:
        """Go to the process editor, at the draft of that number."""
        ...
