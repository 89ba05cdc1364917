"""Reads a path query: `skips Discovery and then goes back` becomes a tree."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import get_args

from mining.number_format import number
from mining.path_query.tokens import Token, tokens_of
from mining.path_query.words import (
    AND,
    AND_THEN,
    CONTAINS,
    DEEPEST,
    DEPARTURES,
    ENDS,
    JUDGEMENTS,
    LATER,
    LONGEST,
    MINUTE,
    NOT,
    OR,
    OUT_OF_ORDER,
    STANDS,
    STARTS,
    THEN,
    UNITS,
    WITHIN,
    spellings,
)
from models.deviation import DeviationType
from models.errors import UserError
from models.path_query import (
    AllOf,
    AnyOf,
    EndsWith,
    InOrder,
    Judged,
    Not,
    PathQuery,
    Placed,
    Shows,
    StandsAt,
    StartsWith,
    Steps,
    Times,
)
from resources.translation import tr

NAME, COUNT = tr("a name"), "2+ times"
"""What can be expected besides phrases: an activity; how often."""

_EXAMPLE = tr("Write, for example: skips Demo and then goes back.")
_ENDS_NAME = (AND, OR, THEN, LATER, WITHIN, OUT_OF_ORDER)
_LONGEST_COUNT = 10_000


def parse_query(text: str) -> PathQuery:
    """The query as a tree; raises UserError that says where it cannot be read, and what was expected there."""
    if len(text) > LONGEST:
        raise UserError(
            tr(
                "The query has {text} characters: shorten it to {longest}.",
                text=number(len(text)),
                longest=number(LONGEST),
            )
        )
    tokens, unclosed = tokens_of(text)
    if unclosed is not None:
        raise UserError(
            tr(
                "The quote at character {unclosed} of the query is never closed: close it.",
                unclosed=unclosed + 1,
            )
        )
    if not tokens:
        raise UserError(tr("The query is empty. {example}", example=_EXAMPLE))
    return _Parser(tokens).query()


def expected_after(text: str) -> list[str]:
    """What may follow a text that is the beginning of a query: phrases, `NAME` and `COUNT`; none where it is not."""
    tokens, unclosed = tokens_of(text)
    parser = _Parser(tokens)
    with suppress(
        UserError
    ):  # where the text is right so far it was read to its end, which is all that is asked
        parser.query()
    return [] if unclosed is not None else list(dict.fromkeys(parser.expected))


class _Parser:
    """Reads from left to right; `expected` are the phrases that it looked for at the end of the tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._at, self._depth = tokens, 0, 0
        self.expected: list[str] = []

    def query(self) -> PathQuery:
        found = self._any_of()
        if not self._at_end:
            raise self._problem(
                tr(
                    "and, or, and then, or the end of the query was expected here; a name that holds such "
                    "words goes in quotes"
                )
            )
        return found

    def _any_of(self) -> PathQuery:
        parts = self._list(self._all_of, OR)
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self) -> PathQuery:
        parts = self._list(self._in_order, AND, but_not=AND_THEN)
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _in_order(self) -> PathQuery:
        begin = self._at
        parts = self._list(self._not, AND_THEN)
        if len(parts) == 1:
            return parts[0]
        placed = [part for part in parts if isinstance(part, get_args(Placed))]
        if len(placed) < len(parts):
            self._at = begin
            raise self._problem(
                tr("only single steps and departures can come before and after “and then”; use “and” here")
            )
        return InOrder(tuple(placed))

    def _list(self, part: Callable[[], PathQuery], between: str, but_not: str = "") -> list[PathQuery]:
        found = [part()]
        while not (but_not and self._sees(but_not)) and self._takes(between):
            found.append(part())
        return found

    def _not(self) -> PathQuery:
        if self._takes(NOT):
            return Not(self._deeper(self._not))
        if self._takes("("):
            inner = self._deeper(self._any_of)
            if not self._takes(")"):
                raise self._problem(tr("a closing parenthesis was expected here"))
            return inner
        return self._statement()

    def _deeper(self, part: Callable[[], PathQuery]) -> PathQuery:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._problem(
                tr("the query is nested more than {deepest} deep: make it simpler", deepest=DEEPEST)
            )
        found = part()
        self._depth -= 1
        return found

    def _statement(self) -> PathQuery:
        for phrase, (kind, before_stage) in DEPARTURES.items():
            if self._takes(phrase):
                return Shows(kind, self._stage(before_stage))
        for phrase, status in JUDGEMENTS.items():
            if self._takes(phrase):
                if not self._takes("the process"):
                    self._takes("from the process")
                return Judged(status)
        if self._takes(STARTS):
            return StartsWith(self._name())
        if self._takes(ENDS):
            return EndsWith(self._name())
        if self._takes(STANDS):
            return StandsAt(self._name())
        if self._takes(OUT_OF_ORDER):
            return Shows(DeviationType.OUT_OF_ORDER, None)
        self._takes(CONTAINS)
        return self._steps()

    def _stage(self, before: str) -> str | None:
        """The stage that a departure is about, if one is named."""
        if before:
            return self._name() if self._takes(before) else None
        if self._at_end:
            self.expected.append(NAME)
            return None
        return None if self._is_over else self._name()

    def _steps(self) -> PathQuery:
        names, directly = [self._name()], []
        if self._takes(OUT_OF_ORDER):
            return Shows(DeviationType.OUT_OF_ORDER, names[0])
        if self._at_end:
            self.expected.append(COUNT)
        elif self._counts:
            return self._times(names[0])
        while (next_one := self._takes(THEN)) or self._takes(LATER):
            directly.append(next_one)
            names.append(self._name())
        within = self._within() if len(names) > 1 and self._takes(WITHIN) else None
        return Steps(tuple(names), tuple(directly), within)

    def _times(self, name: str) -> Times:
        count = self._next().count
        assert count is not None
        least, more = count
        most = None if more else least
        if self._takes("to"):
            upper = self._next().count
            assert upper is not None
            most = upper[0]
            if most < least:
                self._at -= 1
                raise self._problem(tr("a number of at least {least} was expected here", least=least))
        if max(least, most or 0) > _LONGEST_COUNT:
            raise self._problem(
                tr(
                    "the number before it is too large: use at most {longest_count}",
                    longest_count=number(_LONGEST_COUNT),
                )
            )
        self._next()
        return Times(name, least, most)

    def _within(self) -> int:
        number = self._next_or(tr("a number of days was expected here, as in: within 30 days"))
        try:
            amount = float(number.text)
        except ValueError:
            amount = -1.0
        unit = self._next_or(tr("days, hours, minutes or weeks was expected here")).word
        size = UNITS.get(unit.removesuffix("s"))
        if size is None:
            self._at -= 1
            raise self._problem(tr("days, hours, minutes or weeks was expected here"))
        if not 0 < amount <= 1_000_000:
            self._at -= 2
            raise self._problem(tr("a number above 0 was expected here, as in: within 30 days"))
        return max(round(amount * size / MINUTE), 1) * MINUTE

    def _name(self) -> str:
        """A quoted name, or words up to the next one that goes on with the query."""
        if self._at_end:
            self.expected.append(NAME)
        if not self._at_end and self._tokens[self._at].quoted:
            token = self._next()
            if not token.text:
                self._at -= 1
                raise self._problem(tr("the name is empty"))
            return token.text
        words: list[str] = []
        while not self._is_over and not self._tokens[self._at].quoted and not (words and self._counts):
            words.append(self._next().text)
        if not words:
            raise self._problem(
                tr("the name of a step or a word such as skips or contains was expected here")
            )
        return " ".join(words)

    @property
    def _at_end(self) -> bool:
        return self._at >= len(self._tokens)

    @property
    def _is_over(self) -> bool:
        """Whether no name goes on here."""
        if self._at_end or self._tokens[self._at].word in ("(", ")"):
            return True
        return any(self._looking_at(words) for phrase in _ENDS_NAME for words in spellings(phrase))

    @property
    def _counts(self) -> bool:
        """Whether this is how often: `2 times`, `2+ times`, `2 to 4 times`."""
        ahead = self._tokens[self._at : self._at + 4]
        if not ahead or ahead[0].count is None:
            return False
        words = [token.word for token in ahead]
        if words[1:2] == ["to"] and len(ahead) == 4 and not ahead[0].count[1]:
            upper = ahead[2].count
            return upper is not None and not upper[1] and words[3] in ("time", "times")
        return words[1:2] in (["time"], ["times"])

    def _looking_at(self, words: tuple[str, ...]) -> bool:
        ahead = self._tokens[self._at : self._at + len(words)]
        return tuple(token.word for token in ahead) == words

    def _sees(self, phrase: str) -> bool:
        if self._at_end:
            self.expected.append(phrase)
        return any(self._looking_at(words) for words in spellings(phrase))

    def _takes(self, phrase: str) -> bool:
        """Go past a phrase if it stands here."""
        if not self._sees(phrase):
            return False
        self._at += max(len(words) for words in spellings(phrase) if self._looking_at(words))
        return True

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _next_or(self, wanted: str) -> Token:
        if self._at_end:
            raise self._problem(wanted)
        return self._next()

    def _problem(self, what: str) -> UserError:
        if self._at_end:
            return UserError(
                tr(
                    "The query is not complete: {replace}. {example}",
                    replace=what.replace(" here", ""),
                    example=_EXAMPLE,
                )
            )
        token = self._tokens[self._at]
        return UserError(
            tr(
                "The query cannot be read at character {start} (“{text}”): {what}.",
                start=token.start + 1,
                text=token.text,
                what=what,
            )
        )
