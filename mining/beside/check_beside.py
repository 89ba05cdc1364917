"""Check a log for what is beside the flow on the seller's side, and remember what an edit leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mining.areas.roles_of_people import NO_ROLE, roles_of_people
from mining.beside.asked import Inputs, Subject, asked_of, pieces, same
from mining.beside.clocks import Clocks
from mining.beside.contacts import contacts
from mining.beside.finding import Told, sentences
from mining.beside.followed import Followed, followed
from mining.beside.lengths import Lengths
from mining.beside.quiet import Quiet
from mining.beside.stays import Stays
from mining.beside.wrong_role import People
from mining.journey.as_deviations import as_deviations
from mining.journey.check_buyer import BuyerMemory
from mining.journey.two_sided import Finding
from mining.process.calendar import calendar_of
from mining.process.roles import roles_of
from models.beside_check import Facts, Unjudged
from models.conformance import Conformance
from models.deviation import Deviation, DeviationType
from models.event_log import EventLog
from models.project import ProcessModel
from models.sales_process import SalesProcess

Found = Mapping[tuple[DeviationType, str], tuple[Inputs, Told]]
"""By kind and what it is about: what was asked, and what was found."""


@dataclass(frozen=True, eq=False)
class BesideMemory:
    """What one check leaves for the next, and what came out of it.

    `timing` and `people` come with what they depend on. `kinds` has by kind the findings and what became of them.
    """

    timing: tuple[Inputs, Quiet]
    people: tuple[Inputs, People]
    followed: Followed
    found: Found
    kinds: Mapping[DeviationType, tuple[tuple[Finding, ...], tuple[Deviation, ...]]]

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """All that some deal shows."""
        return tuple(deviation for _, made in self.kinds.values() for deviation in made)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """With those that no deal shows, but which deals were judged for."""
        return tuple(finding for findings, _ in self.kinds.values() for finding in findings)

    @property
    def facts(self) -> tuple[Facts, ...]:
        """When, and by how much."""
        return tuple(fact for _, told in self.found.values() for fact in told.facts if len(fact.case))

    @property
    def unjudged(self) -> tuple[Unjudged, ...]:
        """What the log cannot show."""
        return sentences(gap for _, told in self.found.values() for gap in told.gaps)


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
    timing = _timing(log, found.log, process, buyer, memory.timing if memory else None)
    people = _people(log, found.log, process, chosen, memory.people if memory else None)
    stays = timing[1].lengths.stays
    moves = followed(found, stays, asked_of(process), memory.followed if memory else None)
    subject = Subject(log, found.log, process, buyer, timing[1], moves, people[1])
    answers = _answers(subject, memory.found if memory else {})
    return BesideMemory(timing, people, moves, answers, _kinds(answers, memory))


def _answers(subject: Subject, before: Found) -> Found:
    """What every piece finds, or found before where it depends on the same."""
    answers: dict[tuple[DeviationType, str], tuple[Inputs, Told]] = {}
    for piece in pieces(subject):
        name = piece.kind, piece.about
        known = before.get(name)
        is_known = known is not None and same(known[0], piece.inputs)
        answers[name] = known if known is not None and is_known else (piece.inputs, piece.work())
    return answers


def _kinds(
    answers: Found, memory: BesideMemory | None
) -> dict[DeviationType, tuple[tuple[Finding, ...], tuple[Deviation, ...]]]:
    """Findings as deviations, kind by kind, those of before where the findings are the same objects, in any order."""
    found: dict[DeviationType, tuple[Finding, ...]] = {}
    for (kind, _), (_, told) in answers.items():
        found[kind] = (*found.get(kind, ()), *told.findings)
    kinds = {}
    for kind, findings in found.items():
        known = memory.kinds.get(kind) if memory else None
        is_known = known is not None and sorted(map(id, known[0])) == sorted(map(id, findings))
        made = known[1] if known is not None and is_known else as_deviations(findings)
        kinds[kind] = findings, made
    return kinds


def _timing(
    log: EventLog,
    checked: EventLog,
    process: SalesProcess,
    buyer: BuyerMemory | None,
    before: tuple[Inputs, Quiet] | None,
) -> tuple[Inputs, Quiet]:
    """How long stays lasted and how quiet they were, which depends on log, calendar and signals alone."""
    calendar, signals = calendar_of(process), buyer.seen.found if buyer else ()
    asked: Inputs = (log, checked, calendar, signals, process.journey)
    if before is not None and same(before[0], asked):
        return before
    if before is not None and same(before[0][:3], asked[:3]):
        lengths = before[1].lengths
    else:
        first = int(checked.timestamp.min()) if checked.n_events else 0
        stays = checked.derived(Stays.of)
        lengths = Lengths(stays, Clocks(calendar, first, stays.now))
    return asked, Quiet(lengths, contacts(log, process.journey, signals))


def _people(
    log: EventLog,
    checked: EventLog,
    process: SalesProcess,
    chosen: Mapping[str, str],
    before: tuple[Inputs, People] | None,
) -> tuple[Inputs, People]:
    """The role of every person of the checked log, and what that depends on; the order of the roles matters."""
    roles = roles_of(process)
    asked: Inputs = (log, checked, tuple(roles.items()), dict(chosen))
    if before is not None and same(before[0], asked):
        return before
    role = dict(zip(log.resource.labels, roles_of_people(log, process, chosen).tolist(), strict=True))
    of_label = np.array([role.get(name, NO_ROLE) for name in checked.resource.labels], dtype=np.int32)
    return asked, People(roles, of_label)
