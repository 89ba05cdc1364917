"""The sections beside the process: hand-overs, sweet spot, targets, baseline, changes and stakeholders."""

from __future__ import annotations

from math import isfinite
from typing import Any

from mining.process.yaml_fields import FieldReader
from mining.process.yaml_tree import Section
from models.errors import UserError
from models.handoff import Handoff
from models.label import tidy
from models.strategy import (
    Baseline,
    Expectation,
    FitRule,
    RecordedChange,
    Stakeholder,
    Strategy,
    SweetSpot,
    Targets,
)
from resources.translation import tr

SECTIONS = ("sweet_spot", "targets", "baseline", "stakeholders", "changes")
_TARGETS = ("win_rate", "cycle_days", "discount", "amount", "velocity")
_HANDOFF_KEYS = ("id", "from", "to", "start", "done", "within", "reasons", "accept_target")
_CHANGE_KEYS = ("id", "date", "what", "owner", "expect")
_ANY = "any"
"""Stands for a bound that does not bind."""
_EXACT = 1e15


class StrategyReader(FieldReader):
    """Reads sections such as `targets: {win_rate: 0.28}` and `handoffs: [{id: H1, from: MKT, to: SDR, start: mql}]`."""

    def strategy(self, tree: Section) -> Strategy:
        """What the five sections of `tree` say; those that are missing are empty. Raises UserError."""
        return Strategy(
            sweet_spot=self._sweet_spot(tree.get("sweet_spot", "")),
            targets=self._targets(tree.get("targets", "")),
            baseline=self._baseline(tree.get("baseline", "")),
            stakeholders=tuple(
                self._stakeholder(item)
                for item in self.entries(
                    tree.get("stakeholders", ""), "stakeholders", "{who: CMO, cadence: weekly}"
                )
            ),
            changes=tuple(
                self._change(item, number)
                for number, item in enumerate(
                    self.entries(tree.get("changes", ""), "changes", "{date: 2026-03-01, what: Checklist}"), 1
                )
            ),
        )

    def handoffs(self, tree: Section) -> tuple[Handoff, ...]:
        """The hand-overs in order. Raises UserError."""
        items = self.entries(
            tree.get("handoffs", ""), "handoffs", "{id: H1, from: MKT, to: SDR, start: mql, done: [accepted]}"
        )
        return tuple(self._handoff(item, number) for number, item in enumerate(items, 1))

    def _sweet_spot(self, value: Any) -> SweetSpot | None:
        if value == "":
            return None
        item = self.section(
            value, "`sweet_spot`", tr("write `sweet_spot: {industry: [SaaS], min_score: 0.6}`")
        )
        least = self._number(item, "min_score", "`sweet_spot`")
        rules = tuple(self._fit(item, name) for name in item if name != "min_score")
        return SweetSpot(rules, 1.0 if least is None else least)

    def _fit(self, item: Section, name: str) -> FitRule:
        what = "`sweet_spot`"
        if isinstance(item[name], Section):
            rule = item[name]
            self.refuse_unknown(rule, ("is", "from", "to"), tr("`{name}` of {what}", name=name, what=what))
            bounds = (
                self._number(rule, word, tr("`{name}` of {what}", name=name, what=what))
                for word in ("from", "to")
            )
            return FitRule(
                tidy(name), self.texts(rule, "is", tr("`{name}` of {what}", name=name, what=what)), *bounds
            )
        texts = self.texts(item, name, what)
        if len(texts) == 2 and all(text.lower() == _ANY or _is_number(text) for text in texts):
            low, high = (None if text.lower() == _ANY else float(text) for text in texts)
            return FitRule(tidy(name), (), low, high)
        return FitRule(tidy(name), texts)

    def _targets(self, value: Any) -> Targets:
        if value == "":
            return Targets()
        item = self.section(value, "`targets`", tr("write `targets: {win_rate: 0.28, cycle_days: 75}`"))
        self.refuse_unknown(item, _TARGETS, "`targets`")
        return Targets(**{name: self._number(item, name, "`targets`") for name in _TARGETS})

    def _baseline(self, value: Any) -> Baseline | None:
        if value == "":
            return None
        item = self.section(value, "`baseline`", tr("write `baseline: {from: 2025-07-01, to: 2025-12-31}`"))
        self.refuse_unknown(item, ("from", "to"), "`baseline`")
        begins, ends = (self.date(item, name, "`baseline`") for name in ("from", "to"))
        if begins is None or ends is None:
            raise UserError(
                tr("{at}: `baseline` needs both days; write `from:` and `to:`.", at=self.at(item))
            )
        return Baseline(begins, ends)

    def _stakeholder(self, item: Section) -> Stakeholder:
        self.refuse_unknown(item, ("who", "function", "cadence"), tr("a stakeholder"))
        who, function, cadence = (
            self.text(item, name, tr("a stakeholder")) for name in ("who", "function", "cadence")
        )
        if not who:
            raise UserError(tr("{at}: a stakeholder has no name; write it after `who:`.", at=self.at(item)))
        return Stakeholder(who, function, cadence)

    def _change(self, item: Section, number: int) -> RecordedChange:
        what = tr("change {number}", number=number)
        self.refuse_unknown(item, _CHANGE_KEYS, what)
        day = self.date(item, "date", what)
        if day is None:
            raise UserError(
                tr(
                    "{at}: {what} has no day; write `date:` and the day it was made.",
                    at=self.at(item),
                    what=what,
                )
            )
        return RecordedChange(
            id=self.text(item, "id", what) or f"C{number}",
            day=day,
            what=self.text(item, "what", what),
            owner=self.text(item, "owner", what),
            expect=self._expectation(item["expect"], what) if item.get("expect", "") != "" else None,
        )

    def _expectation(self, value: Any, what: str) -> Expectation:
        item = self.section(
            value,
            tr("`expect` of {what}", what=what),
            tr("write `expect: {metric: skip.Discovery, from: 0.35, to: 0.15}`"),
        )
        self.refuse_unknown(item, ("metric", "from", "to", "by"), tr("`expect` of {what}", what=what))
        before, after = (
            self._number(item, name, tr("`expect` of {what}", what=what)) for name in ("from", "to")
        )
        return Expectation(
            self.text(item, "metric", what),
            before,
            after,
            self.date(item, "by", tr("`expect` of {what}", what=what)),
        )

    def _handoff(self, item: Section, number: int) -> Handoff:
        identity = self.text(item, "id", tr("hand-over {number}", number=number)) or f"H{number}"
        what = tr("hand-over {identity}", identity=identity)
        self.refuse_unknown(item, _HANDOFF_KEYS, what)
        return Handoff(
            id=identity,
            giver=self.text(item, "from", what),
            taker=self.text(item, "to", what),
            start=self.text(item, "start", what),
            done=self.texts(item, "done", what),
            within=self.text(item, "within", what),
            reasons=self.texts(item, "reasons", what),
            accept_target=self._number(item, "accept_target", what),
        )

    def _number(self, item: Section, name: str, what: str) -> float | None:
        written = self.text(item, name, what)
        if not written:
            return None
        if not _is_number(written):
            raise UserError(
                tr(
                    "{at}: `{name}` of {what} is {written}; write a number such as 0.28.",
                    at=self.at(item),
                    name=name,
                    what=what,
                    written=written,
                )
            )
        return float(written)


def strategy_sections(strategy: Strategy, handoffs: tuple[Handoff, ...]) -> dict[str, Any]:
    """The sections as they are written, only those that say something: plain values, lists and dictionaries."""
    spot, baseline = strategy.sweet_spot, strategy.baseline
    written = {
        "handoffs": [_handoff_values(one) for one in handoffs],
        "targets": _given({name: getattr(strategy.targets, name) for name in _TARGETS}),
        "baseline": {} if baseline is None else {"from": baseline.begins, "to": baseline.ends},
        "stakeholders": [
            _given({"who": one.who, "function": one.function, "cadence": one.cadence})
            for one in strategy.stakeholders
        ],
        "changes": [_change_values(one) for one in strategy.changes],
    }
    sweet = {} if spot is None else {"sweet_spot": _spot_values(spot)}
    return sweet | {name: value for name, value in written.items() if value}


def _spot_values(spot: SweetSpot) -> dict[str, Any]:
    return {rule.field: _fit_values(rule) for rule in spot.rules} | {"min_score": spot.min_score}


def _fit_values(rule: FitRule) -> Any:
    """Values as a list and bounds as a pair, unless the one would be read as the other."""
    is_range = rule.low is not None or rule.high is not None
    looks_like_range = len(rule.among) == 2 and all(
        text.lower() == _ANY or _is_number(text) for text in rule.among
    )
    if (is_range and rule.among) or looks_like_range:
        return _given({"is": list(rule.among), "from": rule.low, "to": rule.high})
    if is_range:
        return [_ANY if bound is None else _short(bound) for bound in (rule.low, rule.high)]
    return list(rule.among)


def _handoff_values(one: Handoff) -> dict[str, Any]:
    return _given(
        {
            "id": one.id,
            "from": one.giver,
            "to": one.taker,
            "start": one.start,
            "done": list(one.done),
            "within": one.within,
            "reasons": list(one.reasons),
            "accept_target": one.accept_target,
        }
    )


def _change_values(one: RecordedChange) -> dict[str, Any]:
    expect = one.expect
    expected = (
        {}
        if expect is None
        else {
            "expect": _given(
                {"metric": expect.metric, "from": expect.before, "to": expect.after, "by": expect.by}
            )
        }
    )
    return _given({"id": one.id, "date": one.day, "what": one.what, "owner": one.owner}) | expected


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Only what says something; a zero does. Whole numbers are written without a point."""
    said = {name: value for name, value in values.items() if value is not None and value not in ("", [])}
    return {name: _short(value) for name, value in said.items()}


def _short(value: Any) -> Any:
    is_whole = isinstance(value, float) and value.is_integer() and 0 < abs(value) < _EXACT
    return int(value) if is_whole else value


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text))
    except ValueError:
        return False
