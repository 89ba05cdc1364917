"""Which deals a condition holds for: three-valued, one vectorised pass over the case table."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.condition import Both, Comparison, Condition, Either, Expression, Field, Not, Value
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


def unknown_fields(condition: Condition, cases: CaseTable) -> tuple[str, ...]:
    """The fields that the condition names and that no deal has a value of, in the order in which they are named."""
    names = dict.fromkeys(_fields(condition.expression))
    return tuple(name for name in names if _is_nowhere(_operand(Field(name), cases)))


def _is_nowhere(side: _Operand) -> bool:
    """Whether no case has a value."""
    if side.place is None or side.missing.all():
        return bool(side.missing.all())
    return bool(side.missing[side.place].all())


def _fields(part: Expression | Value | tuple[Value, ...]) -> Iterator[str]:
    if isinstance(part, Field):
        yield part.name
    elif isinstance(part, Not):
        yield from _fields(part.inner)
    elif isinstance(part, Both | Either | Comparison):
        yield from _fields(part.left)
        yield from _fields(part.right)


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
        return _compare(_operand(expression, cases), "==", _constant(True), len(cases))
    left_side = _operand(expression.left, cases)
    if isinstance(expression.right, tuple):
        return _is_one_of(left_side, expression.right, len(cases))
    return _compare(left_side, expression.operator, _operand(expression.right, cases), len(cases))


def _both(left: Truth, right: Truth) -> Truth:
    both = np.where((left == 0) | (right == 0), 0, np.where((left == 1) & (right == 1), 1, -1))
    return both.astype(np.int8)


def _is_one_of(left: _Operand, values: tuple[Value, ...], n: int) -> Truth:
    hit = np.zeros(left.shape, dtype=bool)
    for value in values:
        hit |= _compare_values(left, "==", _constant(value)) == 1
    return left.spread(np.where(left.missing, -1, hit).astype(np.int8), n)


@dataclass(frozen=True)
class _Operand:
    """A side of a comparison: its values as text to compare, as number (NaN where it is none), and which are missing.

    `place` says for every case which value it has; without it there is one value a case, or a constant's only one.
    """

    text: NDArray[np.object_]
    number: NDArray[np.float64]
    missing: NDArray[np.bool_]
    place: NDArray[np.int32] | None = None
    is_flag: bool = False
    is_constant: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        """That of the values; one that is the same for all is held once."""
        return np.broadcast_shapes(self.text.shape, self.number.shape, self.missing.shape)

    def by_case(self) -> _Operand:
        """The same with one value a case."""
        if self.place is None:
            return self
        return _Operand(
            self.text[self.place], self.number[self.place], self.missing[self.place], None, self.is_flag
        )

    def spread(self, result: Truth, n: int) -> Truth:
        """From what holds for the values to what holds for the `n` cases."""
        return np.broadcast_to(result, n).copy() if self.place is None else result[self.place]


def _compare(left: _Operand, sign: str, right: _Operand, n: int) -> Truth:
    """Once a value where the other side is a constant, else case by case."""
    if not (left.is_constant or right.is_constant):
        left, right = left.by_case(), right.by_case()
    varied = left if right.is_constant else right
    return varied.spread(_compare_values(left, sign, right), n)


def _compare_values(left: _Operand, sign: str, right: _Operand) -> Truth:
    if left.is_flag or right.is_flag:
        left, right = _as_flag(left), _as_flag(right)
    compare = _COMPARE[sign]
    shape = np.broadcast_shapes(left.shape, right.shape)
    numbers = np.broadcast_to(~np.isnan(left.number) & ~np.isnan(right.number), shape)
    result = np.broadcast_to(compare(left.number, right.number), shape).astype(np.int8)
    words = np.flatnonzero(~numbers)
    if len(words):
        texts = (np.broadcast_to(side.text, shape)[words] for side in (left, right))
        result[words] = compare(*texts).astype(bool)
    unknown = left.missing | right.missing
    if sign not in ("==", "!="):
        unknown = unknown | (
            np.isnan(left.number) != np.isnan(right.number)
        )  # neither before nor after a word
    result[np.broadcast_to(unknown, shape)] = -1
    return result


def _as_flag(side: _Operand) -> _Operand:
    """Words for yes and no as 1 and 0; other texts count as set, numbers as set unless they are 0."""
    number = np.where(np.isnan(side.number), 1.0, (side.number != 0).astype(np.float64))
    number = np.where(np.isin(side.text, _YES), 1.0, np.where(np.isin(side.text, _NO), 0.0, number))
    return _Operand(side.text, number, side.missing, side.place, side.is_flag, side.is_constant)


def _operand(side: Field | Value, cases: CaseTable) -> _Operand:
    if not isinstance(side, Field):
        return _constant(side)
    name = key(side.name)
    if name == "amount":
        return _Operand(np.array([""], dtype=object), cases.amount, np.isnan(cases.amount))
    if name == "name":
        return _column(Categorical.of(cases.name))
    if name == "outcome":
        words = tuple(outcome.name.lower() for outcome in Outcome)
        known = np.where(cases.outcome == Outcome.UNKNOWN, MISSING, cases.outcome)
        return _column(Categorical(known.astype(np.int32), words))
    if name in ("owner", "team", "segment", "source", "product", "currency"):
        return _column(getattr(cases, name))
    extra = next((column for title, column in cases.extra.items() if key(title) == name), None)
    return _column(Categorical.empty(len(cases)) if extra is None else extra)


def _column(column: Categorical) -> _Operand:
    """One value a label; the last is what `MISSING` (-1) points to."""
    text = np.array([*map(key, column.labels), ""], dtype=object)
    number = np.array([*map(_number, column.labels), math.nan])
    missing = np.array([not label.strip() for label in column.labels] + [True])
    return _Operand(text, number, missing, column.codes)


def _constant(value: Value) -> _Operand:
    number = float(value) if isinstance(value, bool | float | int) else _number(value or "")
    text = "" if value is None else str(value)
    return _Operand(
        np.array([key(text)], dtype=object),
        np.array([number]),
        np.array([value is None]),
        is_flag=isinstance(value, bool),
        is_constant=True,
    )


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan
