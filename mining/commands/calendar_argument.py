"""The --calendar option: the working time that durations are counted in."""

from __future__ import annotations

import argparse

from mining.process.calendar import calendar_of
from mining.working_time.clock import documented_calendar
from mining.working_time.words import AROUND_THE_CLOCK
from mining.working_time.written import calendar_of_text
from models.calendar import AS_DOCUMENTED, CalendarChoice
from models.errors import UserError
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

_PROCESS = "process"


def add_calendar(parser: argparse.ArgumentParser) -> None:
    """Add the option; without it durations are counted as the project says."""
    parser.add_argument(
        "--calendar",
        metavar="TEXT",
        help=tr(
            "count durations in working time: 'Mon-Fri 09:00-18:00 Europe/London GB', 'process' for "
            "the calendar of the documented process, or '{around_the_clock}'",
            around_the_clock=AROUND_THE_CLOCK,
        ),
    )


def calendar_choice(
    arguments: argparse.Namespace, before: CalendarChoice, process: ProcessModel | None
) -> CalendarChoice:
    """The calendar that the arguments ask for, else the one before; raises UserError where it makes no sense."""
    text = getattr(arguments, "calendar", None)
    if text is None:
        return before
    if text.strip().lower() == AROUND_THE_CLOCK:
        return None
    if text.strip().lower() != _PROCESS:
        return calendar_of_text(text, "--calendar")
    if documented_calendar(process) is not None:
        return AS_DOCUMENTED
    if isinstance(process, SalesProcess):
        return calendar_of(process)  # what business days of its rules are counted by
    raise UserError(
        tr(
            "--calendar process needs a documented process written as YAML; write the calendar "
            "itself, such as 'Mon-Fri 09:00-18:00 Europe/London GB'."
        )
    )
