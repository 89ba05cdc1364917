"""The documented process as YAML (`lanekeeper.process/1`): from a `SalesProcess` to text."""

from __future__ import annotations

import re
from typing import Any

import yaml

from mining.process.deviation_words import deviation_words
from mining.process.yaml_strategy import strategy_sections
from models.allow_list import Accepted, Forbidden
from models.buyer_journey import BuyerJourney
from models.condition import Condition
from models.rule import Rule, RuleKind, Severity
from models.sales_process import Branch, Choice, End, Flow, SalesProcess, Stage, Step
from models.signal import Signal

FORMAT = "lanekeeper.process/1"

RULE_KEYS = {
    "response": RuleKind.RESPONSE,
    "precedence": RuleKind.PRECEDENCE,
    "not_together": RuleKind.NOT_TOGETHER,
    "never": RuleKind.ABSENCE,
    "exactly_once": RuleKind.EXACTLY_ONCE,
}
"""The key under which a rule of each kind names its events."""

_READS_PLAIN = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?|true|false|\d{4}-\d{2}-\d{2}")


def to_yaml(process: SalesProcess, with_flow: bool = True) -> str:
    """The process as text that `parse_yaml` reads back as an equal process; comments are not part of it.

    A model that holds the flow in its own way takes the other sections alone.
    """
    tree: dict[str, Any] = {
        "format": FORMAT,
        "process": _header(process),
        **(
            {"events": {one.name: _Inline(_signal(one)) for one in process.signals}}
            if process.signals
            else {}
        ),
        **({"buyer": _buyer(process.journey)} if process.journey is not None else {}),
        **({"flow": _flow(process.flow)} if with_flow else {}),
        "end": {end.name: _Inline(_end(end)) for end in process.ends},
        **_given({"rules": [_Inline(_rule(rule)) for rule in process.rules]}),
        **_given({"accepted": [_Inline(_accepted(one)) for one in process.accepted]}),
        **_given({"forbidden": [_Inline(_forbidden(one)) for one in process.forbidden]}),
        **{
            name: _inlined(value)
            for name, value in strategy_sections(process.strategy, process.handoffs).items()
        },
        **{name: _as_written(value) for name, value in process.other.items()},
    }
    return yaml.dump(
        tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )


def _header(process: SalesProcess) -> dict[str, Any]:
    written = {
        "version": process.version,
        "valid_from": process.valid_from,
        "valid_until": process.valid_until,
    }
    others = {name: _as_written(value) for name, value in process.header.items()}
    return {"name": process.name} | _given(written) | others


def _signal(signal: Signal) -> dict[str, Any]:
    return _given(
        {
            "kind": list(signal.kinds),
            "subject": signal.subject,
            "two_way": signal.two_way,
            "contact_role": signal.contact_role,
            "role": signal.role,
            "field": signal.field,
            "becomes": _Plain(signal.becomes),
            "by": signal.by,
        }
    )


def _buyer(journey: BuyerJourney) -> dict[str, Any]:
    return {
        step.name: _Inline(
            _given(
                {
                    "title": step.title,
                    "after": list(step.after),
                    "evidence": list(step.evidence),
                    "always_on": step.always_on,
                    "measure": step.measure.text if step.measure is not None else "",
                }
            )
        )
        for step in journey.steps
    }


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Only what says something."""
    return {name: value for name, value in values.items() if value}


def _flow(flow: Flow) -> list[Any]:
    return [_step(step) for step in flow]


def _step(step: Step) -> dict[str, Any]:
    if isinstance(step, Stage):
        return _Inline(_stage(step))
    if isinstance(step, Choice):
        return {"choice": [_branch(branch) for branch in step.branches]}
    return {"parallel": [_step(f[0]) if len(f) == 1 else _flow(f) for f in step.branches]}


def _branch(branch: Branch) -> dict[str, Any]:
    if branch.otherwise:
        return {"otherwise": _flow(branch.flow)}
    when = {"when": branch.when.text} if branch.when is not None else {}
    return {**when, "flow": _flow(branch.flow)}


def _stage(stage: Stage) -> dict[str, Any]:
    """Only what differs from a plain stage, in the order in which people write it."""
    optional = stage.optional.text if isinstance(stage.optional, Condition) else stage.optional
    written: dict[str, Any] = {
        "owner": stage.owners[0] if len(stage.owners) == 1 else list(stage.owners),
        "buyer": stage.buyer,
        "exit": list(stage.exit_evidence),
        "sla": stage.allowed,
        "effort": stage.effort,
        "optional": optional,
        "repeat": "any" if stage.repeat is None else stage.repeat if stage.repeat != 1 else None,
        "back_to": list(stage.back_to),
    }
    return {"stage": stage.name, "crm": list(stage.labels)} | _given(written)


def _end(end: End) -> dict[str, Any]:
    sources = {} if end.sources is None else {"from": list(end.sources)}
    requires = {"requires": list(end.requires)} if end.requires else {}
    field = {"requires_field": end.requires_field} if end.requires_field else {}
    return {"crm": list(end.labels)} | sources | requires | field


def _rule(rule: Rule) -> dict[str, Any]:
    word = next(word for word, kind in RULE_KEYS.items() if kind is rule.kind)
    written: dict[str, Any] = {
        "within": str(rule.within or ""),
        "severity": "" if rule.severity is Severity.MEDIUM else rule.severity.value,
        "when": rule.when.text if rule.when is not None else "",
        "why": rule.why,
    }
    named = rule.first if rule.second is None else list(rule.names)
    return {"id": rule.id, word: named} | _given(written)


def _accepted(one: Accepted) -> dict[str, Any]:
    when = one.when.text if one.when is not None else ""
    return {"deviation": deviation_words(one.deviation)} | _given({"when": when}) | _reason(one)


def _forbidden(one: Forbidden) -> dict[str, Any]:
    return {"path": list(one.path)} | _reason(one)


def _reason(one: Accepted | Forbidden) -> dict[str, Any]:
    return _given({"why": one.why, "by": one.by, "since": one.since, "until": one.until})


def _inlined(section: Any) -> Any:
    """A section on one line; of a list every entry."""
    return [_Inline(one) for one in section] if isinstance(section, list) else _Inline(section)


class _Inline(dict[str, Any]):
    """A mapping written on one line, in braces."""


class _Plain(str):
    """A text of a section kept as it was, written without quotes where it looks like a number or a date."""


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _as_written(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_written(inner) for inner in value]
    return _Plain(value) if isinstance(value, str) else value


class _Dumper(yaml.SafeDumper):
    """Writes texts that other YAML readers would convert (`no`, `12:30`) in quotes, and never an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _write_inline(dumper: _Dumper, data: _Inline) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)


def _write_plain(dumper: _Dumper, data: _Plain) -> yaml.Node:
    if not _READS_PLAIN.fullmatch(data):
        return dumper.represent_str(str(data))
    kind = (
        "bool"
        if data in ("true", "false")
        else "timestamp"
        if data.count("-") == 2
        else "float"
        if "." in data
        else "int"
    )
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(data))


_Dumper.add_representer(_Inline, _write_inline)
_Dumper.add_representer(_Plain, _write_plain)
