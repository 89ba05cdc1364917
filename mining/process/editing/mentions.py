"""Give what a process mentions by name another name there: in ends, rules, accepted deviations, forbidden paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models.allow_list import Accepted, Forbidden
from models.rule import Rule
from models.sales_process import End, SalesProcess

Renaming = Callable[[str], str]


def stage_mentions_renamed(process: SalesProcess, renamed: Renaming) -> SalesProcess:
    """The process in which all that names a stage outside of the flow uses the new name; the flow stays."""
    return replace(
        process,
        ends=tuple(_end(end, renamed) for end in process.ends),
        rules=tuple(rule_renamed(rule, renamed) for rule in process.rules),
        accepted=tuple(_accepted(one, renamed) for one in process.accepted),
        forbidden=tuple(_forbidden(one, renamed) for one in process.forbidden),
    )


def rule_renamed(rule: Rule, renamed: Renaming) -> Rule:
    """The rule about events of the new names."""
    second = None if rule.second is None else renamed(rule.second)
    return replace(rule, first=renamed(rule.first), second=second)


def _end(end: End, renamed: Renaming) -> End:
    return end if end.sources is None else replace(end, sources=tuple(map(renamed, end.sources)))


def _accepted(one: Accepted, renamed: Renaming) -> Accepted:
    return replace(one, deviation=replace(one.deviation, stage=renamed(one.deviation.stage)))


def _forbidden(one: Forbidden, renamed: Renaming) -> Forbidden:
    return replace(one, path=tuple(map(renamed, one.path)))
