"""The types of objects in an object-centric log, and which of them are likely the deals."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from mining.sources.ocel.object_log import ObjectLog
from mining.sources.source import ObjectType
from mining.sources.values.words import counted
from models.categorical import MISSING
from models.errors import UserError
from resources.translation import tr

_LIKELY = ("deal", "opportunity", "order")
"""Words that name what is sold; the first is the likeliest."""


def types_of(log: ObjectLog) -> tuple[ObjectType, ...]:
    """Every type that events belong to, the likeliest deal first.

    A name such as deal, opportunity or order comes first; then the type with the most objects that have more
    than one event.
    """
    kind_of_object = log.object_type.codes
    kind = kind_of_object[log.relation_object]
    per_object = np.bincount(log.relation_object, minlength=len(log.object_ids))
    found = []
    for code, name in enumerate(log.object_type.labels):
        of_kind = kind_of_object == code
        events = len(np.unique(log.relation_event[kind == code]))
        if events:
            several = int((of_kind & (per_object > 1)).sum())
            found.append((_likeliness(name), -several, ObjectType(name, int(of_kind.sum()), events)))
    return tuple(one for _, _, one in sorted(found, key=lambda entry: entry[:2]))


def chosen_type(log: ObjectLog, wanted: str) -> tuple[ObjectType, tuple[ObjectType, ...]]:
    """The type that was asked for, or the likeliest, and the others; raises UserError where there is none."""
    types = types_of(log)
    if not types:
        raise UserError(
            tr("{name} has no event that belongs to an object; export it with its relations.", name=log.name)
        )
    if not wanted:
        return types[0], types[1:]
    found = [one for one in types if one.name == wanted]
    found += [one for one in types if one.name.casefold() == wanted.strip().casefold()]
    if not found:
        raise UserError(
            tr(
                "{name} has no objects of the type {wanted}; its types are {told}.",
                name=log.name,
                wanted=repr(wanted),
                told=told(types),
            )
        )
    return found[0], tuple(one for one in types if one is not found[0])


def told(types: Sequence[ObjectType]) -> str:
    """Types with their counts, for a sentence."""
    shown = [
        f"{one.name[:60]} ({counted(one.objects, 'object')}, {counted(one.events, 'event')})"
        for one in types[:20]
    ]
    return ", ".join(shown) + (tr(" and {types} more", types=len(types) - 20) if len(types) > 20 else "")


def declared(log: ObjectLog) -> int:
    """How many objects the log names but does not have."""
    return int((log.object_type.codes == MISSING).sum())


def _likeliness(name: str) -> int:
    words = {_singular(word) for word in re.findall(r"[^\W\d_]+", _apart(name).casefold())}
    return next((place for place, word in enumerate(_LIKELY) if word in words), len(_LIKELY))


def _apart(name: str) -> str:
    """SalesOrder as Sales Order."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s")
