"""Which deals a condition holds for: three-valued, one vectorised pass over the case table."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.condition import Both, Condition, Either, Expression, Field, Not, Value
from models.label import key

Truth = NDArray[np.int8]
"""One entry a case: 1 holds, 0 does not, -1 cannot be told."""

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_YES, _NO = ("true", "yes", "1"), ("false", "no", "0")


def truth(condition: Condition, cases: CaseTable) -> Truth:
    """Does the condition hold, case by case (int8: 1, 0, or -1 where a field is unknown or empty)?

    Numbers are compared as numbers where both sides are, texts without regard to case and outer spaces.
    """
    return _truth(condition.expression, cases)


def _truth(expression: Expression, cases: CaseTable) -> Truth:
    if isinstance(expression, Not):
        inner = _truth(expression.inner, cases)
        return np.where(inner < 0, inner, 1 - inner).astype(np.int8)
    if isinstance(expression, Both):
        return _both(_truth(expression.left, cases), _truth(expression.right, cases))
    if isinstance(expression, Either):
        left, right = _truth(expression.left, cases), _truth(expression.right, cases)
        either = np.where((left == 1) | (right == 1), 1, np.where((left == 0) & (right == 0), 0, -1))
        return either.astype(np.int8)
    if isinstance(expression, Field):
        return _compare(_operand(expression, cases), "==", _constant(True, len(cases)))
    left_side = _operand(expression.left, cases)
    if isinstance(expression.right, tuple):
        return _is_one_of(left_side, expression.right, len(cases))
    return _compare(left_side, expression.operator, _operand(expression.right, cases))


def _both(left: Truth, right: Truth) -> Truth:
    both = np.where((left == 0) | (right == 0), 0, np.where((left == 1) & (right == 1), 1, -1))
    return both.astype(np.int8)


def _is_one_of(left: _Operand, values: tuple[Value, ...], n: int) -> Truth:
    hit = np.zeros(n, dtype=bool)
    for value in values:
        hit |= _compare(left, "==", _constant(value, n)) == 1
    return np.where(left.missing, -1, hit).astype(np.int8)


@dataclass(frozen=True)
class _Operand:
    """A side of a comparison, one entry a case: as text to compare, as number (NaN where it is none)."""

    text: NDArray[np.object_]
    number: NDArray[np.float64]
    missing: NDArray[np.bool_]
    is_flag: bool = False


def _compare(left: _Operand, sign: str, right: _Operand) -> Truth:
    if left.is_flag or right.is_flag:
        left, right = _as_flag(left), _as_flag(right)
    compare = _COMPARE[sign]
    numbers = ~np.isnan(left.number) & ~np.isnan(right.number)
    one_number = np.isnan(left.number) != np.isnan(right.number)
    by_number = compare(left.number, right.number)
    by_text = np.asarray(compare(left.text, right.text), dtype=bool)
    result = np.where(numbers, by_number, by_text).astype(np.int8)
    unknown = left.missing | right.missing
    if sign not in ("==", "!="):
        unknown = unknown | one_number  # a number is neither before nor after a word
    return np.where(unknown, -1, result).astype(np.int8)


def _as_flag(side: _Operand) -> _Operand:
    """Words for yes and no as 1 and 0; other texts count as set, numbers as set unless they are 0."""
    number = np.where(np.isnan(side.number), 1.0, (side.number != 0).astype(np.float64))
    number[np.isin(side.text, _YES)] = 1.0
    number[np.isin(side.text, _NO)] = 0.0
    return _Operand(side.text, number, side.missing)


def _operand(side: Field | Value, cases: CaseTable) -> _Operand:
    n = len(cases)
    if not isinstance(side, Field):
        return _constant(side, n)
    name = key(side.name)
    if name == "amount":
        return _Operand(np.full(n, "", dtype=object), cases.amount, np.isnan(cases.amount))
    if name == "name":
        return _column(Categorical.of(cases.name))
    if name == "outcome":
        words = tuple(outcome.name.lower() for outcome in Outcome)
        known = np.where(cases.outcome == Outcome.UNKNOWN, MISSING, cases.outcome)
        return _column(Categorical(known.astype(np.int32), words))
    if name in ("owner", "team", "segment", "source", "product", "currency"):
        return _column(getattr(cases, name))
    extra = next((column for title, column in cases.extra.items() if key(title) == name), None)
    return _column(Categorical.empty(n) if extra is None else extra)


def _column(column: Categorical) -> _Operand:
    """Work once a label, then spread to the cases; the last entry is what `MISSING` (-1) points to."""
    text = np.array([*map(key, column.labels), ""], dtype=object)
    number = np.array([*map(_number, column.labels), math.nan])
    missing = np.array([not label.strip() for label in column.labels] + [True])
    return _Operand(text[column.codes], number[column.codes], missing[column.codes])


def _constant(value: Value, n: int) -> _Operand:
    number = float(value) if isinstance(value, bool | float | int) else _number(value or "")
    text = "" if value is None else str(value)
    present = np.full(n, value is None)
    return _Operand(np.full(n, key(text), dtype=object), np.full(n, number), present, isinstance(value, bool))


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan
