"""The section `rules:` of a process file: from its lines to `Rule`s."""

from __future__ import annotations

from typing import Any

from mining.process.conditions import parse_condition
from mining.process.days import MOST_DAYS, days_of
from mining.process.yaml_fields import FieldReader
from mining.process.yaml_tree import Section
from mining.process.yaml_writer import RULE_KEYS
from models.errors import UserError
from models.rule import Rule, RuleKind, Severity, Within
from resources.translation import tr

_KEYS = ("id", *RULE_KEYS, "within", "severity", "why", "when")
_KINDS = ", ".join(f"`{word}:`" for word in RULE_KEYS)


class RuleReader(FieldReader):
    """Reads rules such as `{id: R1, precedence: [Discovery, Proposal], severity: high}`."""

    def rules(self, value: Any) -> tuple[Rule, ...]:
        """All rules in order; one without an id gets the next free of R1, R2, ... Raises UserError."""
        if value == "":
            return ()
        if not isinstance(value, list):
            raise UserError(
                tr("{at}: `rules` must be a list of rules, each on a line with a dash.", at=self.at(value))
            )
        given = {
            self.text(item, "id", tr("rule {number}", number=number))
            for number, item in enumerate(value, 1)
            if isinstance(item, Section)
        }
        return tuple(self._rule(item, number, given) for number, item in enumerate(value, 1))

    def _rule(self, item: Any, number: int, given: set[str]) -> Rule:
        if not isinstance(item, Section):
            raise UserError(
                tr(
                    "{at}: rule {number} must be a section such as `{{id: R1, precedence: [A, B]}}`.",
                    at=self.at(item),
                    number=number,
                )
            )
        ident = self.text(item, "id", tr("rule {number}", number=number)) or _free_id(number, given)
        what = tr("rule {ident}", ident=ident)
        self.refuse_unknown(item, _KEYS, what)
        word = self._word(item, what)
        kind = RULE_KEYS[word]
        names = self._names(item, word, what)
        when = self.raw(item, "when", what)
        return Rule(
            id=ident,
            kind=kind,
            first=names[0],
            second=names[1] if kind.names_two else None,
            within=self._within(item, kind, what),
            severity=self._severity(item, what),
            why=self.text(item, "why", what),
            when=parse_condition(when, tr("{at}, {what}, `when`", at=self.at(item), what=what))
            if when.strip()
            else None,
        )

    def _word(self, item: Section, what: str) -> str:
        """The key that says what the rule asks for."""
        words = [word for word in RULE_KEYS if word in item]
        if not words:
            raise UserError(
                tr(
                    "{at}: {what} does not say what must hold; write one of {kinds}.",
                    at=self.at(item),
                    what=what,
                    kinds=_KINDS,
                )
            )
        if len(words) > 1:
            raise UserError(
                tr(
                    "{at}: {what} has both `{words}` and `{words_2}`; make it two rules.",
                    at=self.at(item),
                    what=what,
                    words=words[0],
                    words_2=words[1],
                )
            )
        return words[0]

    def _names(self, item: Section, word: str, what: str) -> tuple[str, ...]:
        names = self.texts(item, word, what)
        wanted = 2 if RULE_KEYS[word].names_two else 1
        if len(names) != wanted:
            example = "[A, B]" if wanted == 2 else "A"
            raise UserError(
                tr(
                    "{at}: `{word}` of {what} needs {more}, not {names}; write `{word}: {example}`.",
                    at=self.at(item),
                    word=word,
                    what=what,
                    more=tr("two names") if wanted == 2 else tr("one name"),
                    names=len(names),
                    example=example,
                )
            )
        return names

    def _within(self, item: Section, kind: RuleKind, what: str) -> Within | None:
        written = self.text(item, "within", what)
        if not written:
            return None
        if not kind.may_be_timed:
            raise UserError(
                tr(
                    "{at}: {what} has `within`, which only a response or a precedence can have; remove it.",
                    at=self.at(item),
                    what=what,
                )
            )
        found = days_of(written)
        if found is None:
            raise UserError(
                tr(
                    "{at}: {what} has `within: {written}`; write 1 to {most_days} days as `3d`, or business "
                    "days as `2bd`.",
                    at=self.at(item),
                    what=what,
                    written=written,
                    most_days=MOST_DAYS,
                )
            )
        return found

    def _severity(self, item: Section, what: str) -> Severity:
        written = self.text(item, "severity", what).lower() or Severity.MEDIUM.value
        if written not in list(Severity):
            raise UserError(
                tr(
                    "{at}: {what} has `severity: {written}`; write {severity} or {severity_2}.",
                    at=self.at(item),
                    what=what,
                    written=written,
                    severity=", ".join(list(Severity)[:-1]),
                    severity_2=list(Severity)[-1],
                )
            )
        return Severity(written)


def _free_id(number: int, given: set[str]) -> str:
    """R and the number of the rule, or the next number that no rule has; it is given with that."""
    while f"R{number}" in given:
        number += 1
    given.add(f"R{number}")
    return f"R{number}"
