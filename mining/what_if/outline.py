"""A documented process as lines to read, and two of them line by line beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from models.condition import Condition
from models.project import ProcessModel
from models.sales_process import Branch, Flow, Parallel, SalesProcess, Stage
from resources.translation import tr


class Change(StrEnum):
    """How a stage differs between two processes; the values are the words of the interface."""

    SAME = ""
    ADDED = "new"
    REMOVED = "gone"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True)
class Line:
    """One stage: how deep it is nested, what opens its branch ("either", "in any order"), and what is said of it."""

    stage: str
    depth: int = 0
    opens: str = ""
    notes: tuple[str, ...] = ()
    is_optional: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Pair:
    """The same stage on both sides, or one side only; `change` is what the second side does."""

    before: Line | None
    after: Line | None
    change: Change


def outline(process: ProcessModel) -> tuple[Line, ...]:
    """One line a stage in documented order; of an imported net its steps."""
    if not isinstance(process, SalesProcess):
        return tuple(Line(label) for label in process.labels)
    return tuple(_lines(process.flow, 0))


def side_by_side(before: ProcessModel, after: ProcessModel) -> tuple[Pair, ...]:
    """Both outlines in one order: what they have in common on one line, as far as the order is the same."""
    one, other = outline(before), outline(after)
    names = [line.stage for line in one], [line.stage for line in other]
    matcher = SequenceMatcher(None, *names, autojunk=False)
    pairs: list[Pair] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            both = zip(one[a:b], other[c:d], strict=True)
            pairs += [Pair(x, y, Change.SAME if x == y else Change.CHANGED) for x, y in both]
            continue
        pairs += [Pair(x, None, _only(x, names[1], Change.REMOVED)) for x in one[a:b]]
        pairs += [Pair(None, y, _only(y, names[0], Change.ADDED)) for y in other[c:d]]
    return tuple(pairs)


def differences(before: ProcessModel, after: ProcessModel) -> tuple[str, ...]:
    """The changes in words, one a stage: `Demo: optional`, `Legal review: new`, `Proposal: moved`."""
    told: dict[str, str] = {}
    for pair in side_by_side(before, after):
        line = pair.after or pair.before
        assert line is not None
        if pair.change is Change.CHANGED and pair.after is not None:
            notes = ", ".join((*([pair.after.opens] if pair.after.opens else []), *pair.after.notes))
            told[line.stage] = f"{line.stage}: {notes or tr('as usual, once')}"
        elif pair.change is not Change.SAME:
            told.setdefault(line.stage, f"{line.stage}: {pair.change.value}")
    return tuple(told.values())


def _only(line: Line, others: list[str], change: Change) -> Change:
    return Change.MOVED if line.stage in others else change


def _lines(flow: Flow, depth: int) -> Iterator[Line]:
    for step in flow:
        if isinstance(step, Stage):
            yield Line(step.name, depth, notes=tuple(_notes(step)), is_optional=bool(step.optional))
        elif isinstance(step, Parallel):
            for branch in step.branches:
                yield from _opened(branch, depth, tr("in any order"))
        else:
            for one in step.branches:
                yield from _opened(one.flow, depth, _condition(one))


def _opened(flow: Flow, depth: int, word: str) -> Iterator[Line]:
    """The lines of a branch, the first of which says what opens it."""
    for at, line in enumerate(_lines(flow, depth + 1)):
        yield replace(line, opens=word if at == 0 and not line.opens else line.opens)


def _condition(branch: Branch) -> str:
    if branch.when is not None:
        return tr("where {when}", when=branch.when.text)
    return tr("otherwise") if branch.otherwise else tr("either")


def _notes(stage: Stage) -> Iterator[str]:
    if isinstance(stage.optional, Condition):
        yield tr("optional where {optional}", optional=stage.optional.text)
    elif stage.optional:
        yield tr("optional")
    if stage.repeat is None:
        yield tr("any number in a row")
    elif stage.repeat > 1:
        yield tr("up to {repeat} in a row", repeat=stage.repeat)
    if stage.back_to:
        yield tr("may go back to {back_to}", back_to=", ".join(stage.back_to))
