"""Conditions on deals: a small parser for the text a person writes, never evaluated as Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mining.process.condition_truth import truth
from models.condition import Both, Comparison, Condition, Either, Expression, Field, Not, Value
from models.errors import UserError
from models.sales_process import Branch, Choice, Flow, SalesProcess, Stage
from resources.translation import tr

__all__ = ["conditions_of", "parse_condition", "truth"]

LONGEST_CONDITION = 2_000
DEEPEST_CONDITION = 40

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>-?(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<name>[^\W\d][\w.]*|`[^`]+`)
    | (?P<operator>==|!=|<=|>=|<|>)
    | (?P<mark>[()\[\],])
    )""",
    re.VERBOSE,
)
_WORDS = ("and", "or", "not", "in", "true", "false")


def parse_condition(text: str, where: str) -> Condition:
    """Read `amount < 10000 and segment in ['Enterprise', 'Public']`; `where` names file and stage in errors.

    Fields stand as plain words (in back ticks where they hold spaces), texts in quotes. Raises UserError
    that says at which character the text stops making sense.
    """
    if len(text) > LONGEST_CONDITION:
        raise UserError(
            tr(
                "{where}: the condition is longer than {longest_condition} characters; shorten it.",
                where=where,
                longest_condition=LONGEST_CONDITION,
            )
        )
    return Condition(text, _Parser(text, where).whole())


def conditions_of(process: SalesProcess) -> tuple[Condition, ...]:
    """Every distinct condition of a process in the order in which they are written."""
    found = {condition.text: condition for condition in _conditions(process.flow)}
    return tuple(found.values())


def _conditions(flow: Flow) -> Iterator[Condition]:
    for step in flow:
        if isinstance(step, Stage):
            if isinstance(step.optional, Condition):
                yield step.optional
        elif isinstance(step, Choice):
            for branch in step.branches:
                yield from _of_branch(branch)
        else:
            for flow_of_branch in step.branches:
                yield from _conditions(flow_of_branch)


def _of_branch(branch: Branch) -> Iterator[Condition]:
    if branch.when is not None:
        yield branch.when
    yield from _conditions(branch.flow)


@dataclass(frozen=True)
class _Token:
    kind: str  # number, text, name, operator, mark, word, end
    text: str
    start: int


class _Parser:
    """Recursive descent: or < and < not < comparison < parentheses."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where = text, where
        self.tokens = list(self._scan())
        self.at = 0
        self.depth = 0

    def whole(self) -> Expression:
        expression = self._either()
        if self._now.kind != "end":
            raise self._error(tr("the condition goes on after it is complete; join two with `and` or `or`"))
        return expression

    def _scan(self) -> Iterator[_Token]:
        at, end = 0, len(self.text.rstrip())
        while at < end:
            match = _TOKEN.match(self.text, at)
            if match is None:
                yield _Token(
                    "unknown",
                    self.text[at:].strip()[:1],
                    at + len(self.text[at:]) - len(self.text[at:].lstrip()),
                )
                return
            kind = match.lastgroup or ""
            value = match.group(kind)
            word = kind == "name" and value.lower() in _WORDS
            yield _Token("word" if word else kind, value.lower() if word else value, match.start(kind))
            at = match.end()
        yield _Token("end", "", end)

    @property
    def _now(self) -> _Token:
        return self.tokens[min(self.at, len(self.tokens) - 1)]

    def _take(self, *texts: str) -> bool:
        """Step over the next word, mark or operator if it is one of these."""
        if self._now.kind in ("word", "mark", "operator") and self._now.text in texts:
            self.at += 1
            return True
        return False

    def _error(self, problem: str) -> UserError:
        token = self._now
        if token.kind == "unknown":
            problem = {
                "=": tr("a single = compares nothing; write =="),
                "'": tr("a quote is opened and never closed"),
                '"': tr("a quote is opened and never closed"),
            }.get(token.text, tr("the character {text} has no meaning here", text=token.text))
        return UserError(
            tr(
                "{where}: the condition “{text}” fails at character {start}: {problem}.",
                where=self.where,
                text=self.text,
                start=token.start + 1,
                problem=problem,
            )
        )

    def _either(self) -> Expression:
        left = self._both()
        while self._take("or"):
            left = Either(left, self._both())
        return left

    def _both(self) -> Expression:
        left = self._negated()
        while self._take("and"):
            left = Both(left, self._negated())
        return left

    def _negated(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST_CONDITION:
            raise self._error(tr("it is nested too deeply"))
        try:
            if self._take("not"):
                return Not(self._negated())
            if self._take("("):
                inner = self._either()
                if not self._take(")"):
                    raise self._error(tr("a closing ) is missing"))
                return inner
            return self._comparison()
        finally:
            self.depth -= 1

    def _comparison(self) -> Expression:
        left = self._operand()
        operator = self._now.text
        if self._take("==", "!=", "<", "<=", ">", ">="):
            return Comparison(left, operator, self._operand())
        if self._take("in"):
            return Comparison(left, "in", self._list())
        if self._now.text == "not" and self._take("not"):
            if not self._take("in"):
                raise self._error(tr("`not` after a field needs `in` and a list"))
            return Not(Comparison(left, "in", self._list()))
        if isinstance(left, Field):
            return left
        raise self._error(tr("a comparison such as == or < is missing"))

    def _list(self) -> tuple[Value, ...]:
        closing = {"[": "]", "(": ")"}.get(self._now.text)
        if closing is None or not self._take("[", "("):
            raise self._error(tr("`in` needs a list such as ['Enterprise', 'Public']"))
        values: list[Value] = []
        while not self._take(closing):
            values.append(self._value())
            if not self._take(",") and self._now.text != closing:
                raise self._error(tr("a comma or a closing {closing} is missing", closing=closing))
        return tuple(values)

    def _value(self) -> Value:
        value = self._operand()
        if isinstance(value, Field):
            self.at -= 1
            raise self._error(tr("put {name} in quotes if it is a text", name=value.name))
        return value

    def _operand(self) -> Field | Value:
        token = self._now
        if token.kind == "name":
            operand: Field | Value = Field(token.text.strip("`"))
        elif token.kind == "number":
            operand = float(token.text.replace("_", ""))
        elif token.kind == "text":
            operand = token.text[1:-1]
        elif token.text in ("true", "false"):
            operand = token.text == "true"
        else:
            raise self._error(tr("a field, a number or a quoted text is missing"))
        self.at += 1
        return operand
