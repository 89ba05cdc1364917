"""What can be typed next in a path query: the names and phrases that fit where the cursor is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mining.path_query.read import COUNT, NAME, expected_after
from mining.path_query.tokens import tokens_of, written
from mining.path_query.words import LATER, THEN, WITHIN
from models.label import key
from resources.translation import tr

_LONGEST_NAME = 6
"""So many words before the cursor may belong to what is being typed."""

_HINTS = {
    "contains": tr("comes to a step at any time"),
    "starts with": tr("the first step"),
    "ends with": tr("the last step of a closed deal"),
    "stands at": tr("where an open deal is now"),
    "skips": tr("a documented step is left out"),
    "goes back": tr("returns to an earlier step"),
    "repeats": tr("a step twice in a row"),
    "adds": tr("a step that is not documented"),
    "closes early": tr("closed before the process allows"),
    "out of order": tr("a step at the wrong place"),
    "deviates": tr("departs from the process"),
    "follows": tr("closed, and as documented"),
    "follows so far": tr("still open, and as documented"),
    "unchecked": tr("not checked in time"),
    "not": tr("the opposite"),
    "and": tr("both hold"),
    "or": tr("one of both holds"),
    "and then": tr("in this order"),
    THEN: tr("directly followed by"),
    LATER: tr("followed at any time by"),
    WITHIN: tr("in at most so many days"),
    COUNT: tr("how often"),
    "to": tr("which step"),
    "from": tr("which step"),
}
_COMPLETED = {WITHIN: "within 30 days"}


@dataclass(frozen=True)
class Completion:
    """`text` can take the place of `start:end` of the query; `hint` says what it means."""

    text: str
    start: int
    end: int
    hint: str


def completions(text: str, cursor: int, stages: Sequence[str], activities: Sequence[str]) -> list[Completion]:
    """What fits at the cursor: `stages` (the documented ones, in order) first, other activities, then phrases.

    What fits the most words before the cursor comes first; nothing is offered twice.
    """
    end = cursor
    while end < len(text) and not text[end].isspace() and text[end] not in '()"“”':
        end += 1
    names = [
        *((name, tr("documented step")) for name in stages),
        *((name, tr("step in the log")) for name in activities if name not in set(stages)),
    ]
    found: dict[str, Completion] = {}
    for start, typed in _beginnings(text[:cursor]):
        for said, hint in _fitting(text[:start], typed, names):
            if said != text[start:end]:
                found.setdefault(said, Completion(said, start, end, hint))
    return list(found.values())


def _beginnings(before: str) -> Iterator[tuple[int, str]]:
    """Where what is being typed may have begun, and what is typed of it: the most words first."""
    tokens, unclosed = tokens_of(before)
    if unclosed is not None:
        yield unclosed, before[unclosed:]
        return
    typing = bool(before) and not before[-1].isspace()
    for token in tokens[-_LONGEST_NAME:]:
        if not token.quoted:
            yield token.start, " ".join(before[token.start :].split()) + ("" if typing else " ")
    if not typing or before[-1] == "(":
        yield len(before), ""


def _fitting(before: str, typed: str, names: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The names and phrases that are expected and begin with what is typed, each with its hint."""
    wanted = expected_after(before)
    quoted = typed[:1] in ('"', "“", "”") and bool(typed)
    begun = key(typed.lstrip('"“”')) + (" " if typed.endswith(" ") and typed.strip() else "")
    if NAME in wanted:
        for name, hint in names:
            if key(name).startswith(begun):
                yield written(name), hint
    for phrase, hint in _HINTS.items():
        if phrase in wanted and not quoted and phrase.startswith(begun):
            yield _COMPLETED.get(phrase, phrase), hint
