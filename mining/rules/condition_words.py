"""Conditions on deals in plain words: `in deals that were won`, `in deals with amount above 50,000`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mining.number_format import separated
from models.condition import Both, Comparison, Condition, Either, Expression, Field, Value
from models.label import key
from resources.translation import tr

_SIGNS = {
    "in": "",
    "==": "",
    "!=": tr("other than "),
    "<": tr("below "),
    "<=": tr("of at most "),
    ">": tr("above "),
    ">=": tr("of at least "),
}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_OUTCOMES = {"won": tr("were won"), "lost": tr("were lost"), "open": tr("are open")}


def condition_words(condition: Condition) -> str:
    """Comparisons joined by `and` and `or` in words; whatever else as it was written, in quotation marks."""
    said = _anything(condition.expression)
    return tr("in deals {said}", said=said) if said else tr("in deals where “{text}”", text=condition.text)


def _anything(expression: Expression) -> str | None:
    """As it is said behind `deals`; None where words would be harder to follow than what was written."""
    if not isinstance(expression, Either):
        return _without_or(expression)
    parts = _all_said(expression, Either, _without_or)
    comma = "," if any(tr(" and ") in part for part in parts) else ""
    return tr("{comma} or ", comma=comma).join(parts)


def _without_or(expression: Expression) -> str | None:
    if isinstance(expression, Both):
        return tr(" and ").join(_all_said(expression, Both, _comparison))
    return _comparison(expression)


def _all_said(
    expression: Both | Either, kind: type[Both] | type[Either], said: Callable[[Expression], str | None]
) -> Sequence[str]:
    """Each of the conditions that are joined; none at all where one of them has no words."""
    parts = [said(part) for part in _joined(expression, kind)]
    known = [part for part in parts if part]
    return known if len(known) == len(parts) else ()


def _joined(expression: Expression, kind: type[Both] | type[Either]) -> Iterator[Expression]:
    if isinstance(expression, Both | Either) and isinstance(expression, kind):
        yield from _joined(expression.left, kind)
        yield from _joined(expression.right, kind)
    else:
        yield expression


def _comparison(expression: Expression) -> str | None:
    """A field beside values: `with amount above 50,000`, `that were won`."""
    if not isinstance(expression, Comparison):
        return None
    left, sign, right = expression.left, expression.operator, expression.right
    if not isinstance(left, Field) and isinstance(right, Field):
        left, sign, right = right, _TURNED.get(sign, sign), left
    if not isinstance(left, Field) or isinstance(right, Field):
        return None
    values = right if isinstance(right, tuple) else (right,)
    if key(left.name) == "outcome":
        return _outcome(sign, [key(str(value)) for value in values])
    return tr(
        "with {name} {signs}{any_of}",
        name=left.name,
        signs=_SIGNS[sign],
        any_of=_any_of([_written(value) for value in values]),
    )


def _outcome(sign: str, names: Sequence[str]) -> str | None:
    if sign not in ("==", "!=", "in") or not set(names) <= set(_OUTCOMES):
        return None
    said = [_OUTCOMES[name] for name in names]
    if sign == "!=":
        return tr("that {replace}", replace=said[0].replace(" ", " not "))
    verb = said[0].split()[0]
    is_one_verb = all(words.startswith(verb) for words in said)
    return (
        tr("that {verb} {any_of}", verb=verb, any_of=_any_of(names))
        if is_one_verb
        else tr("that {any_of}", any_of=_any_of(said))
    )


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, float | int):
        return separated(f"{value:,.0f}" if value == int(value) else f"{value:,}")
    return str(value)


def _any_of(values: Sequence[str]) -> str:
    return (
        values[0]
        if len(values) == 1
        else tr("{values} or {values_2}", values=", ".join(values[:-1]), values_2=values[-1])
    )
