"""Signals that cannot be read, and those that this log has nothing like."""

from __future__ import annotations

from collections.abc import Iterator

from mining.journey.matching import problem_with_pattern
from mining.process.problems.names import did_you_mean
from models.editing_facts import EditingFacts
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess
from models.signal import Signal
from resources.translation import tr


def unreadable_signals(process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    """Names that are missing or taken, patterns that are none, kinds and fields that the log does not have."""
    seen: set[str] = set()
    for signal in process.signals:
        here = (Part.SIGNAL, signal.name)
        if not key(signal.name):
            yield ProcessProblem("warning", tr("a signal has no name; give it one."), *here, field="name")
        elif key(signal.name) in seen:
            said = tr("two signals are called {name}; give each a name of its own.", name=signal.name)
            yield ProcessProblem("warning", said, *here, field="name")
        seen.add(key(signal.name))
        problem = problem_with_pattern(signal.subject)
        if problem:
            said = tr(
                "signal {name} cannot be read: {problem}; correct it.", name=signal.name, problem=problem
            )
            yield ProcessProblem("warning", said, *here, field="subject")
        if facts.has_log:
            yield from _in_log(signal, facts)


def _in_log(signal: Signal, facts: EditingFacts) -> Iterator[ProcessProblem]:
    kinds = [one.name for one in facts.kinds]
    known = set(map(key, kinds))
    for kind in signal.kinds:
        if key(kind) not in known:
            hint = did_you_mean(kind, kinds) or "."
            yield ProcessProblem(
                "note",
                tr(
                    "signal {name} has no evidence in this log, as no activity is called {kind}{hint}",
                    name=signal.name,
                    kind=kind,
                    hint=hint,
                ),
                Part.SIGNAL,
                signal.name,
                field="kinds",
            )
    changes = [one.name for one in facts.changes]
    if signal.field and key(signal.field) not in map(key, changes):
        hint = did_you_mean(signal.field, changes) or "."
        yield ProcessProblem(
            "note",
            tr(
                "signal {name} has no evidence in this log, as no change of the field {field} is known{hint}",
                name=signal.name,
                field=signal.field,
                hint=hint,
            ),
            Part.SIGNAL,
            signal.name,
            field="field",
        )
