"""Every template of Declare written out over one trace, as slow and as plain as its definition."""

from collections.abc import Callable
from itertools import pairwise

from models.declared import Template

Trace = tuple[str, ...]


def places(trace: Trace, name: str) -> list[int]:
    return [i for i, event in enumerate(trace) if event == name]


def response(t: Trace, a: str, b: str) -> bool:
    return all(b in t[i + 1 :] for i in places(t, a))


def precedence(t: Trace, a: str, b: str) -> bool:
    return all(a in t[:i] for i in places(t, b))


def alternate_response(t: Trace, a: str, b: str) -> bool:
    return all(b in t[i:j] for i, j in pairwise([*places(t, a), len(t)]))


def alternate_precedence(t: Trace, a: str, b: str) -> bool:
    return all(a in t[i + 1 : j] for i, j in pairwise([-1, *places(t, b)]))


def chain_response(t: Trace, a: str, b: str) -> bool:
    return all(t[i + 1 : i + 2] == (b,) for i in places(t, a))


def chain_precedence(t: Trace, a: str, b: str) -> bool:
    return all(i > 0 and t[i - 1] == a for i in places(t, b))


def first(t: Trace, a: str, b: str) -> bool:
    return a in t


def second(t: Trace, a: str, b: str) -> bool:
    return b in t


def either(t: Trace, a: str, b: str) -> bool:
    return a in t or b in t


def both(t: Trace, a: str, b: str) -> bool:
    return a in t and b in t


Holds = Callable[[Trace, str, str], bool]


def all_of(*parts: Holds) -> Holds:
    return lambda t, a, b: all(part(t, a, b) for part in parts)


PAIRS: dict[Template, tuple[Holds, Holds]] = {
    Template.RESPONDED_EXISTENCE: (first, both),
    Template.CO_EXISTENCE: (either, both),
    Template.RESPONSE: (first, response),
    Template.PRECEDENCE: (second, precedence),
    Template.SUCCESSION: (either, all_of(both, response, precedence)),
    Template.ALTERNATE_RESPONSE: (first, alternate_response),
    Template.ALTERNATE_PRECEDENCE: (second, alternate_precedence),
    Template.ALTERNATE_SUCCESSION: (either, all_of(both, alternate_response, alternate_precedence)),
    Template.CHAIN_RESPONSE: (first, chain_response),
    Template.CHAIN_PRECEDENCE: (second, chain_precedence),
    Template.CHAIN_SUCCESSION: (either, all_of(both, chain_response, chain_precedence)),
    Template.NOT_CO_EXISTENCE: (either, lambda t, a, b: not both(t, a, b)),
    Template.NOT_SUCCESSION: (first, lambda t, a, b: not any(b in t[i + 1 :] for i in places(t, a))),
    Template.NOT_CHAIN_SUCCESSION: (first, lambda t, a, b: (a, b) not in list(pairwise(t))),
}
"""For every template of two events whether a trace calls for it, and whether it then holds."""

SINGLE: dict[Template, Callable[[Trace, str], bool]] = {
    Template.EXISTENCE: lambda t, a: a in t,
    Template.ABSENCE: lambda t, a: a not in t,
    Template.EXACTLY_ONCE: lambda t, a: t.count(a) == 1,
    Template.INIT: lambda t, a: t[:1] == (a,),
}
