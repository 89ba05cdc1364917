"""Whether there can be a deal for which some conditions hold and others do not, tried on made-up deals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product
from math import prod

import numpy as np

from mining.process.condition_truth import truth
from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.condition import Both, Comparison, Condition, Either, Expression, Field, Not, Value
from models.label import key

MOST_DEALS = 4_096
"""Conditions on so many fields and values that more made-up deals would be needed are not judged."""
_COLUMNS = ("owner", "team", "segment", "source", "product", "currency")
_OTHER = "\u2042"
"""A text that no condition names."""


@lru_cache(maxsize=2_048)
def can_hold(holding: tuple[Condition, ...], failing: tuple[Condition, ...] = ()) -> bool:
    """Whether a deal whose fields are all known can meet every condition of `holding` and none of `failing`.

    Exact where conditions compare fields with values: a deal is made up for every way in which its fields can stand
    to the values named. True where that cannot be told, as where two fields are compared.
    """
    conditions = (*holding, *failing)
    values: dict[str, set[Value]] = {}
    for condition in conditions:
        if not _collect(condition.expression, values):
            return True
    tried = {name: _tried(name, named) for name, named in values.items()}
    if prod(len(samples) for samples in tried.values()) > MOST_DEALS:
        return True
    cases = _made_up(tried)
    met = np.ones(len(cases), dtype=bool)
    for condition in holding:
        met &= truth(condition, cases) == 1
    for condition in failing:
        met &= truth(condition, cases) == 0
    return bool(met.any())


def fields_of(expression: Expression) -> Iterator[tuple[str, tuple[Value, ...], str]]:
    """Every field that is asked for, with the values and the operator that it is compared by."""
    if isinstance(expression, Field):
        yield expression.name, (), ""
    elif isinstance(expression, Not):
        yield from fields_of(expression.inner)
    elif isinstance(expression, Both | Either):
        yield from fields_of(expression.left)
        yield from fields_of(expression.right)
    else:
        yield from _compared(expression)


def _compared(comparison: Comparison) -> Iterator[tuple[str, tuple[Value, ...], str]]:
    left, right = comparison.left, comparison.right
    values = right if isinstance(right, tuple) else () if isinstance(right, Field) else (right,)
    if isinstance(left, Field):
        yield left.name, values, comparison.operator
    if isinstance(right, Field):
        yield right.name, () if isinstance(left, Field) else (left,), comparison.operator


def _collect(expression: Expression, values: dict[str, set[Value]]) -> bool:
    """Gather the values that every field is compared with; False where two fields are compared."""
    if isinstance(expression, Not):
        return _collect(expression.inner, values)
    if isinstance(expression, Both | Either):
        return _collect(expression.left, values) and _collect(expression.right, values)
    if isinstance(expression, Comparison) and _compares_fields(expression):
        return False
    for name, named, _ in fields_of(expression):
        values.setdefault(key(name), set()).update(named or (True, False))
    return True


def _compares_fields(comparison: Comparison) -> bool:
    return isinstance(comparison.left, Field) and isinstance(comparison.right, Field)


def _tried(name: str, named: set[Value]) -> list[str]:
    """Texts of a field between, on and beyond all values that it is compared with."""
    if name == "outcome":
        return [outcome.name.lower() for outcome in Outcome if outcome is not Outcome.UNKNOWN]
    numbers = sorted({float(value) for value in named if not isinstance(value, str) and value is not None})
    texts = sorted({key(value) for value in named if isinstance(value, str)})
    found = [f"{number!r}" for number in _around(numbers)]
    if name != "amount" and (texts or not numbers):
        beyond = [text + _OTHER for text in texts]
        found += [*texts, *beyond, _OTHER, "!"]
    if any(isinstance(value, bool) for value in named):
        found += ["true", "false"]
    return list(dict.fromkeys(found)) or [_OTHER]


def _around(numbers: Sequence[float]) -> list[float]:
    if not numbers:
        return []
    between = [(a + b) / 2 for a, b in pairwise(numbers)]
    return [numbers[0] - 1, *numbers, *between, numbers[-1] + 1]


def _made_up(tried: dict[str, list[str]]) -> CaseTable:
    """One deal for every combination of the samples."""
    combinations = list(product(*tried.values())) or [()]
    columns = {name: [row[at] for row in combinations] for at, name in enumerate(tried)}
    extra: dict[str, Categorical] = {}
    own: dict[str, object] = {}
    for name, texts in columns.items():
        if name == "amount":
            own["amount"] = np.array([float(text) if text[:1] in "-0123456789" else np.nan for text in texts])
        elif name == "outcome":
            own["outcome"] = np.array([Outcome[text.upper()] for text in texts], dtype=np.int8)
        elif name == "name":
            own["name"] = tuple(texts)
        elif name in _COLUMNS:
            own[name] = Categorical.of(texts)
        else:
            extra[name] = Categorical.of(texts)
    ids = tuple(f"D{number}" for number in range(len(combinations)))
    return CaseTable.bare(ids, **own, extra=extra)
