"""A condition on the fields of a deal, such as `amount < 10000 and segment == 'Enterprise'`."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | float | bool | None


@dataclass(frozen=True)
class Field:
    """The value of a deal's field."""

    name: str


@dataclass(frozen=True)
class Comparison:
    """`left operator right`, the operator one of == != < <= > >= in."""

    left: Field | Value
    operator: str
    right: Field | Value | tuple[Value, ...]


@dataclass(frozen=True)
class Not:
    """The opposite of a condition."""

    inner: Expression


@dataclass(frozen=True)
class Both:
    """Two conditions that both hold."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Either:
    """Two conditions of which at least one holds."""

    left: Expression
    right: Expression


Expression = Field | Comparison | Not | Both | Either


@dataclass(frozen=True)
class Condition:
    """A parsed condition and the text it was written as."""

    text: str
    expression: Expression
