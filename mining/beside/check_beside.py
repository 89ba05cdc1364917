"""Check a log for what is beside the flow on the seller's side, and remember what an edit leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.handovers import handovers_of
from mining.areas.roles_of_people import NO_ROLE, roles_of_people
from mining.beside.bare_close import bare_close
from mining.beside.clocks import Clocks
from mining.beside.contacts import contacts
from mining.beside.finding import Told
from mining.beside.handed_over import handed_over
from mining.beside.late import Lengths, late
from mining.beside.stalled import Quiet, stalled
from mining.beside.stays import Stays
from mining.beside.wrong_role import wrong_role
from mining.journey.as_deviations import as_deviations
from mining.journey.check_buyer import BuyerMemory
from mining.journey.two_sided import Finding
from mining.process.calendar import calendar_of
from mining.process.days import days_of
from mining.process.roles import roles_of
from models.beside_check import Facts, Unjudged
from models.calendar import Calendar
from models.conformance import Conformance
from models.deviation import Deviation
from models.event_log import EventLog
from models.project import ProcessModel
from models.rule import Within
from models.sales_process import SalesProcess

Asked = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class Timing:
    """What depends on the log, the calendar and the signals alone: how long stays lasted, and how quiet they were."""

    log: EventLog
    checked: EventLog
    calendar: Calendar
    signals: object
    journey: object
    lengths: Lengths
    quiet: Quiet


@dataclass(frozen=True, eq=False)
class BesideMemory:
    """What one check leaves for the next, and what came out of it.

    `told` has for every kind, by its name, what was asked for and what was found; `role_of` the roles of people.
    """

    timing: Timing
    people: tuple[Asked, NDArray[np.int32]]
    told: Mapping[str, tuple[Asked, Told]]
    deviations: tuple[Deviation, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """With those that no deal shows, but which deals were judged for."""
        return tuple(finding for _, told in self.told.values() for finding in told.findings)

    @property
    def facts(self) -> tuple[Facts, ...]:
        """When, and by how much."""
        return tuple(fact for _, told in self.told.values() for fact in told.facts if len(fact.case))

    @property
    def unjudged(self) -> tuple[Unjudged, ...]:
        """What the log cannot show."""
        return tuple(one for _, told in self.told.values() for one in told.unjudged)


def check_beside(
    log: EventLog,
    found: Conformance,
    process: ProcessModel,
    buyer: BuyerMemory | None,
    chosen: Mapping[str, str],
    memory: BesideMemory | None,
) -> BesideMemory | None:
    """Check the prepared `log` with events of all kinds, `found` being its check against the flow of the process.

    `buyer` is what was found of the buyer's side, `chosen` the roles that the user gave people, `memory` what the last
    check left. None where the process is an imported net, which documents none of it. Raises UserError where the
    calendar of the process makes no sense.
    """
    if not isinstance(process, SalesProcess):
        return None
    timing = _timing(log, found, process, buyer, memory.timing if memory else None)
    people = _people(log, found, process, chosen, memory.people if memory else None)
    before = memory.told if memory else {}
    told = {
        name: _again(before.get(name), asked, work)
        for name, (asked, work) in _kinds(log, found, process, buyer, timing, people[1]).items()
    }
    unchanged = memory is not None and all(told[name] is before.get(name) for name in told)
    if memory is not None and unchanged:
        deviations = memory.deviations
    else:
        deviations = as_deviations([finding for _, one in told.values() for finding in one.findings])
    return BesideMemory(timing, people, told, deviations)


def _kinds(
    log: EventLog,
    found: Conformance,
    process: SalesProcess,
    buyer: BuyerMemory | None,
    timing: Timing,
    role_of: NDArray[np.int32],
) -> Mapping[str, tuple[Asked, Callable[[], Told]]]:
    """What each kind depends on, and how to work it out."""
    allowed = _allowed(process)
    stages = tuple(stage.name for stage in process.stages)
    ends = tuple(end.title for end in process.ends)
    owners = {stage.name: stage.owners for stage in process.stages if stage.owners}
    roles = tuple(
        roles_of(process).items()
    )  # their order matters: what is the role of a person is a place in it
    reached, signals = (buyer.exits.left, buyer.seen.found) if buyer else ({}, ())
    named = {signal.name: signal for signal in signals}
    stays, moves = timing.lengths.stays, (found.alignments, found.alignment_of_case)
    return {
        "stalled": ((timing, stages, allowed), lambda: stalled(timing.quiet, stages, allowed)),
        "late": ((timing, *moves, allowed, ends), lambda: late(found, timing.lengths, allowed, ends)),
        "wrong role": (
            (timing.checked, *moves, owners, roles, role_of),
            lambda: wrong_role(found, stays, owners, dict(roles), role_of),
        ),
        "bare close": (
            (timing.checked, process.ends, reached, signals),
            lambda: bare_close(found.log, process.ends, reached, named),
        ),
        "hand-over": (
            (log, timing.checked, timing.calendar, process.handoffs, roles, signals),
            lambda: handed_over(
                log, handovers_of(log, process, buyer.seen.found if buyer else None), timing.calendar
            ),
        ),
    }


def _again(before: tuple[Asked, Told] | None, asked: Asked, work: Callable[[], Told]) -> tuple[Asked, Told]:
    """What was found before, where the same is asked of the same."""
    if before is not None and all(map(_same, before[0], asked)):
        return before
    return asked, work()


def _same(one: object, other: object) -> bool:
    """Whether two inputs are: texts, numbers and what is made of them by value, all else by identity."""
    if one is other:
        return True
    by_value = isinstance(one, tuple | dict) and not _holds_arrays(one)
    return by_value and type(one) is type(other) and one == other


def _holds_arrays(one: object) -> bool:
    values = one.values() if isinstance(one, dict) else one if isinstance(one, tuple) else ()
    return any(isinstance(value, np.ndarray) for value in values)


def _allowed(process: SalesProcess) -> dict[str, Within]:
    """The longest time of every stage that has one that can be read."""
    times = {stage.name: days_of(stage.allowed) for stage in process.stages}
    return {name: within for name, within in times.items() if within is not None}


def _timing(
    log: EventLog, found: Conformance, process: SalesProcess, buyer: BuyerMemory | None, before: Timing | None
) -> Timing:
    calendar, checked = calendar_of(process), found.log
    signals = buyer.seen.found if buyer else ()
    known = before is not None and before.log is log and before.checked is checked
    if before is not None and known and before.calendar == calendar:
        if before.signals is signals and before.journey == process.journey:
            return before
        lengths = before.lengths
    else:
        first = int(checked.timestamp.min()) if checked.n_events else 0
        stays = checked.derived(Stays.of)
        lengths = Lengths(stays, Clocks(calendar, first, stays.now))
    quiet = Quiet(lengths, contacts(log, process.journey, signals))
    return Timing(log, checked, calendar, signals, process.journey, lengths, quiet)


def _people(
    log: EventLog,
    found: Conformance,
    process: SalesProcess,
    chosen: Mapping[str, str],
    before: tuple[Asked, NDArray[np.int32]] | None,
) -> tuple[Asked, NDArray[np.int32]]:
    """The role of every person of the checked log, and what that depends on."""
    asked: Asked = (log, found.log.resource.labels, tuple(roles_of(process).items()), dict(chosen))
    if before is not None and all(map(_same, before[0], asked)):
        return before
    role = dict(zip(log.resource.labels, roles_of_people(log, process, chosen).tolist(), strict=True))
    return asked, np.array([role.get(name, NO_ROLE) for name in found.log.resource.labels], dtype=np.int32)
