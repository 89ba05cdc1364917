"""The findings that matter: whose, how sure, what speaks for and against it, what goes along with it, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mining.diagnosis.effects.wording import (
    TITLES,
    basis,
    difference_words,
    interval_words,
    level_words,
    metric_title,
    stands_out,
)
from mining.diagnosis.ranking import is_costly, stake_of
from mining.diagnosis.said import NO_PROCESS
from mining.diagnosis.wording import (
    confidence_reason,
    confidence_words,
    headline,
    kind_words,
    stake_words,
    who_words,
)
from mining.export.names_in_words import without_names
from mining.intervals import wilson
from mining.number_format import number, percent, percent_range, q_words
from mining.report.advice import advice
from mining.report.chosen import called, told_findings, without_call
from mining.report.gathered import Gathered
from mining.report.who import called_in_findings
from mining.wording import LARGEST_Q, title
from models.diagnosis import Confidence, DeviationEffects, DiagnosisCard, Metric, MetricEffect, VerdictKind
from models.report import Block, Bullets, Figure, Finding, Heading, Paragraph, Tone
from models.report_template import ReportTemplate
from resources.translation import tr, tr_n

_MOST_EVIDENCE = 6
_TOLD = (Metric.WIN_RATE, Metric.CYCLE, Metric.DWELL, Metric.DISCOUNT)


def findings(found: Gathered, template: ReportTemplate) -> tuple[Block, ...]:
    """One block a finding; where nobody is called for anything, that."""
    if found.analysis.conformance is None:
        return (Paragraph(NO_PROCESS),)
    cards, every = told_findings(found, template), called(found)
    blocks: list[Block] = [Paragraph(_introduced(len(cards), len(every)), Tone.LEAD)]
    who = called_in_findings(found, template)
    blocks += [_finding(found, card, who, template.per_rep) for card in cards]
    rest = every[len(cards) :]
    if rest:
        blocks.append(Heading(tr("Further findings, in short")))
        blocks.append(Bullets(tuple(_in_short(card, who) for card in rest)))
    blocks += _nobody(found, who)
    return tuple(blocks)


def _introduced(told: int, every: int) -> str:
    if not every:
        return tr(
            "No finding: nothing that departs from the process can be called everybody's, a team's or a rep's with "
            "these deals."
        )
    return tr_n(
        "{count} of {all} findings is told here. They are ranked by how sure they are, then by what is at stake; "
        "people are never ranked.",
        "{count} of {all} findings are told here. They are ranked by how sure they are, then by what is at stake; "
        "people are never ranked.",
        told,
        count=number(told),
        all=number(every),
    )


def _finding(found: Gathered, card: DiagnosisCard, who: Mapping[str, str], per_rep: bool) -> Finding:
    effects = found.diagnosis.effects_of(card.key) if card.key is not None else None
    evidence = [one.sentence for one in card.evidence[:_MOST_EVIDENCE]]
    if len(card.who) > 1 and (per_rep or card.kind is VerdictKind.TEAM):
        evidence.insert(0, tr("It is about {who}.", who=who_words(card, who)))
    return Finding(
        headline=headline(card, who),
        kind=kind_words(card.kind),
        confidence=confidence_words(card.confidence),
        sentence=effects.sentence if effects is not None else confidence_reason(card.confidence),
        evidence=tuple(dict.fromkeys(without_names(one, who) for one in evidence)),
        against=tuple(
            dict.fromkeys(without_names(one.sentence, who) for one in card.against[:_MOST_EVIDENCE])
        ),
        effect=_effect(found, card, effects),
        advice=advice(card),
        figures=tuple(_figures(found, card, effects)),
    )


def _figures(found: Gathered, card: DiagnosisCard, effects: DeviationEffects | None) -> Iterator[Figure]:
    """How often it is seen, the share won, what else is told apart from no difference, and what is at stake."""
    if effects is None:
        return
    interval = wilson(effects.cases, effects.eligible)
    if interval is not None:
        yield Figure(
            title(effects.key),
            percent(effects.cases / effects.eligible),
            tr("95 % interval {interval}", interval=percent_range(*interval)),
            tr(
                "{cases} of {deals}",
                cases=number(effects.cases),
                deals=tr_n("{count} deal", "{count} deals", effects.eligible, count=number(effects.eligible)),
            ),
        )
    for metric in _TOLD:
        one = effects.of(metric)
        if (
            one is not None
            and one.adjusted is not None
            and (metric is Metric.WIN_RATE or stands_out(one, LARGEST_Q))
        ):
            yield _figure(one, effects, found.log.day_hours)
    stake = stake_of(found.diagnosis, card)
    if stake is not None and is_costly(found.diagnosis, card):
        yield Figure(
            TITLES[Metric.MONEY],
            difference_words(Metric.MONEY, stake.value, effects.currency, None),
            interval_words(Metric.MONEY, stake, effects.currency, None),
            tr("follows from the share won"),
        )


def _figure(one: MetricEffect, effects: DeviationEffects, day_hours: float | None) -> Figure:
    """The difference at equal mix with interval, q and deals, and both sides of it."""
    assert one.adjusted is not None
    currency, notes = effects.currency, []
    if one.with_it is not None and one.without is not None:
        notes.append(
            tr(
                "with it {with_it}, without it {without}",
                with_it=level_words(one, one.with_it, currency, day_hours),
                without=level_words(one, one.without, currency, day_hours),
            )
        )
    counted = tr_n("{count} deal", "{count} deals", one.adjusted.n, count=number(one.adjusted.n))
    notes.append(counted if one.q is None else f"{q_words(one.q)}, {counted}")
    if not stands_out(one, LARGEST_Q):
        notes.append(tr("not told apart from no difference"))
    return Figure(
        metric_title(one.metric, effects, day_hours),
        difference_words(one.metric, one.adjusted.value, currency, day_hours),
        interval_words(one.metric, one.adjusted, currency, day_hours),
        "; ".join(notes),
    )


def _effect(found: Gathered, card: DiagnosisCard, effects: DeviationEffects | None) -> str:
    """What the figures rest on, what is not told apart from no difference, and what cannot be told at all."""
    if effects is None:
        return ""
    hours = found.log.day_hours
    told = [basis(effects, hours)]
    others = [one for one in effects.effects if one.metric in _TOLD and one.metric is not Metric.WIN_RATE]
    same = [one for one in others if one.adjusted is not None and not stands_out(one, LARGEST_Q)]
    if same:
        metrics = ", ".join(metric_title(one.metric, effects, hours) for one in same)
        told.append(tr("Not told apart from no difference: {metrics}.", metrics=metrics))
    stake = stake_of(found.diagnosis, card)
    if stake is not None and not is_costly(found.diagnosis, card):
        told.append(tr("Money: {stake}.", stake=stake_words(stake, effects.currency, False)))
    untold = [one for one in others if one.adjusted is None and one.why_none]
    if told[0] and untold:
        metrics = ", ".join(metric_title(one.metric, effects, hours) for one in untold)
        why = " ".join(dict.fromkeys(one.why_none for one in untold))
        told.append(tr("Cannot be told: {metrics}. {why}", metrics=metrics, why=why))
    return " ".join(one for one in told if one)


def _in_short(card: DiagnosisCard, who: Mapping[str, str]) -> str:
    return tr(
        "{headline} ({confidence})",
        headline=headline(card, who),
        confidence=confidence_words(card.confidence),
    )


def _nobody(found: Gathered, who: Mapping[str, str]) -> list[Block]:
    """Departures that nobody is called for: seen, but nobody's in particular, or too few to tell."""
    cards = without_call(found)
    seen = [
        title(card.key)
        for card in cards
        if card.key is not None and card.confidence is not Confidence.CANNOT_TELL
    ]
    unsure = [
        headline(card, who) for card in cards if card.key is None or card.confidence is Confidence.CANNOT_TELL
    ]
    blocks: list[Block] = []
    if seen or unsure:
        blocks.append(Heading(tr("Seen, but nobody's in particular")))
    if seen:
        blocks.append(
            Paragraph(
                tr("Nobody stands out among enough deals: {departures}.", departures="; ".join(seen)),
                Tone.SMALL,
            )
        )
    if unsure:
        blocks.append(
            Paragraph(tr("Too little to tell: {departures}.", departures="; ".join(unsure)), Tone.SMALL)
        )
    return blocks
