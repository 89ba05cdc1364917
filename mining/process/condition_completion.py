"""What can be typed next in a condition: the fields of the deals, operators, and the values that deals have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mining.number_format import number, plural
from models.editing_facts import DealField, EditingFacts
from models.label import key
from resources.translation import tr

_TOKEN = re.compile(r"""\s*('[^']*'?|"[^"]*"?|`[^`]*`?|[^\W\d][\w.]*|-?[\d.][\w.]*|[=!<>]=?|[()\[\],])""")
_PLAIN = re.compile(r"[^\W\d][\w.]*")
_WORDS = ("and", "or", "not", "in", "true", "false")
_JOINS = (("and", tr("both hold")), ("or", tr("one of both holds")))
_MOST = 60


@dataclass(frozen=True)
class ConditionOffer:
    """`text` can take the place of `start:end` of the condition; `hint` says what it means."""

    text: str
    start: int
    end: int
    hint: str


def condition_completions(text: str, cursor: int, facts: EditingFacts) -> list[ConditionOffer]:
    """What fits at the cursor and begins with what is typed there."""
    tokens = [(match[1], match.start(1)) for match in _TOKEN.finditer(text[:cursor])]
    typed, start = "", cursor
    if tokens and tokens[-1][1] + len(tokens[-1][0]) == cursor and tokens[-1][0] not in "()[],":
        typed, start = tokens.pop()
    end = cursor
    while end < len(text) and (text[end].isalnum() or text[end] in "_."):
        end += 1
    if typed[:1] in ("'", '"', "`") and typed and text[end : end + 1] == typed[0]:
        end += 1
    wanted = key(typed.strip("'\"`"))
    found = [
        ConditionOffer(said, start, end, hint)
        for said, hint in _fitting([token for token, _ in tokens], facts)
        if key(said.strip("'\"`")).startswith(wanted) and said != text[start:end]
    ]
    return found[:_MOST]


def _fitting(before: Sequence[str], facts: EditingFacts) -> Iterator[tuple[str, str]]:
    last = before[-1] if before else ""
    field = _field_before(before, facts)
    if _inside_list(before):
        yield from (
            _values(field, "") if last in ("[", "(", ",") else ((",", tr("another")), ("]", tr("no more")))
        )
    elif last in ("", "and", "or", "not") or (last == "(" and not _inside_list(before)):
        yield from _fields(facts)
        if last != "not":
            yield "not", tr("the opposite")
    elif last == "in":
        yield "[", tr("one of these")
    elif last[-1:] in ("=", "<", ">"):
        yield from _values(field, last)
    elif _is_field(before):
        yield from _operators(field)
    else:
        yield from _JOINS


def _is_field(before: Sequence[str]) -> bool:
    """Whether the last token is a field that nothing is said of yet."""
    last, earlier = before[-1], before[-2] if len(before) > 1 else ""
    named = last.startswith("`") or (_PLAIN.fullmatch(last) is not None and last.lower() not in _WORDS)
    return named and earlier[-1:] not in ("=", "<", ">")


def _inside_list(before: Sequence[str]) -> bool:
    """Whether a list behind `in` is open."""
    opened = [at for at, token in enumerate(before) if token in ("[", "(")]
    if not opened or any(token in ("]", ")") for token in before[opened[-1] :]):
        return False
    return opened[-1] > 0 and before[opened[-1] - 1].lower() == "in"


def _field_before(before: Sequence[str], facts: EditingFacts) -> DealField | None:
    """The field that was named last."""
    by_name = {key(field.name): field for field in facts.fields}
    return next((by_name[key(t.strip("`"))] for t in reversed(before) if key(t.strip("`")) in by_name), None)


def _fields(facts: EditingFacts) -> Iterator[tuple[str, str]]:
    for field in facts.fields:
        name = field.name if _PLAIN.fullmatch(field.name) else f"`{field.name}`"
        if field.low is not None and field.high is not None:
            hint = tr("{low} to {high}", low=number(field.low), high=number(field.high))
        else:
            hint = ", ".join(value.name for value in field.values[:2])
            hint += ", …" if len(field.values) > 2 else ""
        yield name, hint if len(hint) < 40 else f"{hint[:38]}…"


def _operators(field: DealField | None) -> Iterator[tuple[str, str]]:
    has_order = field is None or field.low is not None
    if has_order:
        yield from (("<", tr("below")), ("<=", tr("at most")), (">", tr("above")), (">=", tr("at least")))
    yield from (("==", tr("is")), ("!=", tr("is not")))
    if field is None or field.low is None:
        yield "in", tr("is one of")


def _values(field: DealField | None, operator: str) -> Iterator[tuple[str, str]]:
    if field is None:
        return
    if field.low is not None and field.high is not None:
        middle = (field.low + field.high) / 2
        for value, hint in (
            (field.low, tr("the lowest")),
            (middle, tr("half way")),
            (field.high, tr("the highest")),
        ):
            yield f"{value:.15g}", hint
    for one in field.values if operator in ("", "==", "!=") else ():
        quote = '"' if "'" in one.name else "'"
        yield f"{quote}{one.name}{quote}", plural(one.deals, "deal")
