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

_KEYS = ("id", *RULE_KEYS, "within", "severity", "why", "when")
_KINDS = ", ".join(f"`{word}:`" for word in RULE_KEYS)


class RuleReader(FieldReader):
    """Reads rules such as `{id: R1, precedence: [Discovery, Proposal], severity: high}`."""

    def rules(self, value: Any) -> tuple[Rule, ...]:
        """All rules in order; one without an id gets the next free of R1, R2, ... Raises UserError."""
        if value == "":
            return ()
        if not isinstance(value, list):
            raise UserError(f"{self.at(value)}: `rules` must be a list of rules, each on a line with a dash.")
        given = {
            self.text(item, "id", f"rule {number}")
            for number, item in enumerate(value, 1)
            if isinstance(item, Section)
        }
        return tuple(self._rule(item, number, given) for number, item in enumerate(value, 1))

    def _rule(self, item: Any, number: int, given: set[str]) -> Rule:
        if not isinstance(item, Section):
            raise UserError(
                f"{self.at(item)}: rule {number} must be a section such as `{{id: R1, precedence: [A, B]}}`."
            )
        ident = self.text(item, "id", f"rule {number}") or _free_id(number, given)
        what = f"rule {ident}"
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
            when=parse_condition(when, f"{self.at(item)}, {what}, `when`") if when.strip() else None,
        )

    def _word(self, item: Section, what: str) -> str:
        """The key that says what the rule asks for."""
        words = [word for word in RULE_KEYS if word in item]
        if not words:
            raise UserError(f"{self.at(item)}: {what} does not say what must hold; write one of {_KINDS}.")
        if len(words) > 1:
            raise UserError(
                f"{self.at(item)}: {what} has both `{words[0]}` and `{words[1]}`; make it two rules."
            )
        return words[0]

    def _names(self, item: Section, word: str, what: str) -> tuple[str, ...]:
        names = self.texts(item, word, what)
        wanted = 2 if RULE_KEYS[word].names_two else 1
        if len(names) != wanted:
            example = "[A, B]" if wanted == 2 else "A"
            raise UserError(
                f"{self.at(item)}: `{word}` of {what} needs {'two names' if wanted == 2 else 'one name'}, not "
                f"{len(names)}; write `{word}: {example}`."
            )
        return names

    def _within(self, item: Section, kind: RuleKind, what: str) -> Within | None:
        written = self.text(item, "within", what)
        if not written:
            return None
        if not kind.may_be_timed:
            raise UserError(
                f"{self.at(item)}: {what} has `within`, which only a response or a precedence can have; remove it."
            )
        found = days_of(written)
        if found is None:
            raise UserError(
                f"{self.at(item)}: {what} has `within: {written}`; write 1 to {MOST_DAYS} days as `3d`, or "
                "business days as `2bd`."
            )
        return found

    def _severity(self, item: Section, what: str) -> Severity:
        written = self.text(item, "severity", what).lower() or Severity.MEDIUM.value
        if written not in list(Severity):
            raise UserError(
                f"{self.at(item)}: {what} has `severity: {written}`; write {', '.join(list(Severity)[:-1])} or "
                f"{list(Severity)[-1]}."
            )
        return Severity(written)


def _free_id(number: int, given: set[str]) -> str:
    """R and the number of the rule, or the next number that no rule has; it is given with that."""
    while f"R{number}" in given:
        number += 1
    given.add(f"R{number}")
    return f"R{number}"
