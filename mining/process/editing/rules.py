"""Add, change and remove the rules beside the flow."""

from __future__ import annotations

from dataclasses import replace

from models.label import key
from models.rule import Rule, RuleKind
from models.sales_process import SalesProcess


def new_rule(process: SalesProcess) -> Rule:
    """A rule to begin with, of the first stage and the last, under the next free of R1, R2, ..."""
    names = [stage.name for stage in process.stages]
    taken = {key(rule.id) for rule in process.rules}
    number = len(process.rules) + 1
    while key(f"R{number}") in taken:
        number += 1
    if len(names) < 2:
        return Rule(f"R{number}", RuleKind.EXACTLY_ONCE, names[0] if names else "")
    return Rule(f"R{number}", RuleKind.PRECEDENCE, names[0], names[-1])


def with_rule(process: SalesProcess, old: str, rule: Rule) -> SalesProcess:
    """The process with another rule in place of that id, or with one more where it has none of that id."""
    if all(one.id != old for one in process.rules):
        return replace(process, rules=(*process.rules, rule))
    return replace(process, rules=tuple(rule if one.id == old else one for one in process.rules))


def without_rule(process: SalesProcess, ident: str) -> SalesProcess:
    """The process without that rule."""
    return replace(process, rules=tuple(rule for rule in process.rules if rule.id != ident))


def of_kind(rule: Rule, kind: RuleKind, other: str) -> Rule:
    """The rule asking for something else of its events; `other` is the second event where it had only one."""
    return replace(
        rule,
        kind=kind,
        second=(rule.second or other) if kind.names_two else None,
        within=rule.within if kind.may_be_timed else None,
    )
