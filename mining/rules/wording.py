"""Rules in plain words: each as one sentence, and what became of it in the deals."""

from __future__ import annotations

from mining.intervals import wilson
from mining.number_format import number, percent, percent_range, plural
from mining.rules.condition_words import condition_words
from models.declared import Declared, Template
from models.rule import DayUnit, Rule, RuleKind, Within
from models.rule_results import RuleCount, RuleResult, RuleResults, Verdict
from resources.translation import tr

_RULES = {
    RuleKind.RESPONSE: tr("{first} is followed by {second}"),
    RuleKind.PRECEDENCE: tr("{second} only after {first}"),
    RuleKind.NOT_TOGETHER: tr("Not both {first} and {second}"),
    RuleKind.ABSENCE: tr("Never {first}"),
    RuleKind.EXACTLY_ONCE: tr("{first} exactly once"),
}
_TIMED = {
    RuleKind.RESPONSE: tr("{first} is followed by {second} within {days}"),
    RuleKind.PRECEDENCE: tr("{second} only after {first} in the {days} before"),
}
_JUDGED = {
    RuleKind.RESPONSE: tr("with {first}"),
    RuleKind.PRECEDENCE: tr("with {second}"),
    RuleKind.NOT_TOGETHER: tr("with either"),
    RuleKind.ABSENCE: "",
    RuleKind.EXACTLY_ONCE: "",
}
_BROKEN = {
    RuleKind.RESPONSE: tr("in {broken} it did not follow"),
    RuleKind.PRECEDENCE: tr("{broken} had it without {first} before"),
    RuleKind.NOT_TOGETHER: tr("{broken} had both"),
    RuleKind.ABSENCE: tr("{broken} had it"),
    RuleKind.EXACTLY_ONCE: tr("{broken} had it more than once or not at all"),
}
_BROKEN_IN_TIME = {
    RuleKind.RESPONSE: tr("in {broken} it did not follow in time"),
    RuleKind.PRECEDENCE: tr("{broken} had it without {first} in that time"),
}
_STILL = {
    RuleKind.RESPONSE: tr("in {pending} it may still follow"),
    RuleKind.EXACTLY_ONCE: tr("{pending} may still come to it"),
}
_TEMPLATES = {
    Template.EXISTENCE: tr("{first} happens"),
    Template.ABSENCE: tr("{first} does not happen"),
    Template.EXACTLY_ONCE: tr("{first} happens exactly once"),
    Template.INIT: tr("The deal begins with {first}"),
    Template.RESPONDED_EXISTENCE: tr("With {first} there is {second}"),
    Template.CO_EXISTENCE: tr("{first} and {second} happen both or not at all"),
    Template.RESPONSE: tr("{first} is followed by {second}"),
    Template.PRECEDENCE: tr("{second} comes only after {first}"),
    Template.SUCCESSION: tr("{first} is followed by {second}, which comes only after it"),
    Template.ALTERNATE_RESPONSE: tr("{first} is followed by {second} before it happens again"),
    Template.ALTERNATE_PRECEDENCE: tr("{second} comes only after {first}, each time anew"),
    Template.ALTERNATE_SUCCESSION: tr("{first} and {second} take turns"),
    Template.CHAIN_RESPONSE: tr("{first} is directly followed by {second}"),
    Template.CHAIN_PRECEDENCE: tr("{second} comes only directly after {first}"),
    Template.CHAIN_SUCCESSION: tr("{first} and {second} come only directly after each other"),
    Template.NOT_CO_EXISTENCE: tr("{first} and {second} do not happen both"),
    Template.NOT_SUCCESSION: tr("{first} is not followed by {second}"),
    Template.NOT_CHAIN_SUCCESSION: tr("{first} is not directly followed by {second}"),
}


def rule_words(rule: Rule) -> str:
    """What a rule asks for: `Proposal only after Discovery`, `Demo is followed by Call within 2 business days`."""
    texts = _TIMED if rule.within else _RULES
    days = days_words(rule.within) if rule.within else ""
    said = texts[rule.kind].format(first=rule.first, second=rule.second, days=days)
    if rule.when is None:
        return said
    return f"{said}{',' if rule.within else ''} {condition_words(rule.when)}"


def days_words(within: Within) -> str:
    """`2 business days`, `1 day`."""
    return plural(within.number, "business day" if within.unit is DayUnit.BUSINESS_DAYS else "day")


def result_words(result: RuleResult, count: RuleCount | None = None) -> str:
    """A rule and what became of it, in one sentence; `count` is of the deals that are looked at, else of all.

    `Proposal only after Discovery: of 230 deals with Proposal 41 had it without Discovery before (18 %, 95 %
    interval 13–23 %).` The note of the result, if it has one, follows as a sentence of its own.
    """
    count = result.count() if count is None else count
    said = f"{rule_words(result.rule)}: {_told(result.rule, count)}."
    return f"{said} {result.note}" if result.note else said


def deal_words(results: RuleResults, case: int) -> tuple[str, ...]:
    """The rules that one deal breaks and those that it has still to keep, a sentence each, the broken ones first."""
    broken = [
        tr("Breaks the rule “{rule_words}”{reason}.", rule_words=rule_words(r.rule), reason=_reason(r.rule))
        for r in results.in_case(case)
    ]
    pending = [
        tr(
            "Has still to keep the rule “{rule_words}”{reason}.",
            rule_words=rule_words(r.rule),
            reason=_reason(r.rule),
        )
        for r in results.in_case(case, Verdict.PENDING)
    ]
    return (*broken, *pending)


def declared_words(found: Declared) -> str:
    """What deals keep untold: `Proposal comes only after Discovery in 214 of 230 deals (93 %).`"""
    said = _TEMPLATES[found.template].format(first=found.first, second=found.second)
    share = percent(found.satisfied / found.activated if found.activated else None)
    return tr(
        "{said} in {satisfied} of {deals} ({share}).",
        said=said,
        satisfied=number(found.satisfied),
        deals=plural(found.activated, "deal"),
        share=share,
    )


def _told(rule: Rule, count: RuleCount) -> str:
    names = {"first": rule.first, "second": rule.second}
    still = _STILL.get(rule.kind, "").format(pending=plural(count.pending, "open deal"), **names)
    if rule.within:
        still = still.replace("open ", "")
    judged = " ".join(filter(None, (plural(count.judged, "deal"), _JUDGED[rule.kind].format(**names))))
    if not count.judged:
        told = " ".join(
            filter(None, (tr("no deal"), _JUDGED[rule.kind].format(**names), tr("can be judged")))
        )
    elif not count.broken:
        told = tr("it holds in {more}{judged}", more="all " if count.judged > 1 else "", judged=judged)
    else:
        texts = _BROKEN_IN_TIME if rule.within else _BROKEN
        told = tr(
            "of {judged} {texts} ({rate})",
            judged=judged,
            texts=texts[rule.kind].format(broken=number(count.broken), **names),
            rate=_rate(count),
        )
    return f"{told}; {still}" if count.pending else told


def _rate(count: RuleCount) -> str:
    interval = wilson(count.broken, count.judged)
    share = percent(count.rate)
    return (
        share
        if interval is None
        else tr("{share}, 95\u00a0% interval {interval}", share=share, interval=percent_range(*interval))
    )


def _reason(rule: Rule) -> str:
    return f" ({rule.why.rstrip('.')})" if rule.why else ""
