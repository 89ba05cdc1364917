"""The summary of a report: how many deals, how they end, how many depart, what matters most, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterator

from mining.diagnosis.wording import headline
from mining.intervals import wilson
from mining.kpis.outcomes import CYCLE, WINNING
from mining.kpis.wording import interval_words, written
from mining.number_format import date, number, percent, percent_range
from mining.report.chosen import told_findings
from mining.report.gathered import Gathered, KeyFigure
from mining.report.who import called_in_findings
from models.case_table import Outcome
from models.report import Block, Bullets, Figure, Figures, Paragraph, Tone
from models.report_template import ReportTemplate
from resources.translation import tr, tr_n


def summary(found: Gathered, template: ReportTemplate) -> tuple[Block, ...]:
    """Plain sentences with their numbers, and the key figures beside each other."""
    lead, *more = [*_deals(found), *_ending(found)]
    blocks: list[Block] = [Paragraph(lead, Tone.LEAD), *(Paragraph(one) for one in more)]
    blocks.append(Figures(tuple(_figures(found))))
    if found.analysis.conformance is not None:
        blocks.append(Paragraph(" ".join(_departing(found))))
        blocks.extend(_mattering(found, template))
    else:
        blocks.append(
            Paragraph(
                tr(
                    "There is no documented process to hold these deals against, so nothing here departs from "
                    "anything: the map shows what is done."
                )
            )
        )
    return tuple(blocks)


def outcome_counts(found: Gathered) -> tuple[int, int, int]:
    """How many of the deals are won, lost and open."""
    outcome = found.log.cases.outcome[found.mask]
    won, lost, still = (int((outcome == one).sum()) for one in (Outcome.WON, Outcome.LOST, Outcome.OPEN))
    return won, lost, still


def judged_counts(found: Gathered) -> tuple[int, int]:
    """How many deals depart from the process, and of how many that is known: open ones without a departure are not."""
    return found.view.deviating, found.view.deviating + found.view.conforming


def period_words(found: Gathered) -> str:
    """`3 Jan 2025 to 12 Nov 2026`, empty where no deal has a date."""
    if found.period is None:
        return ""
    return tr("{first} to {last}", first=date(found.period[0]), last=date(found.period[1]))


def _deals(found: Gathered) -> Iterator[str]:
    won, lost, still = outcome_counts(found)
    counted = tr_n("{count} deal", "{count} deals", found.deals, count=number(found.deals))
    told = tr(
        "This report is about {deals}: {won} won, {lost} lost and {open} open.",
        deals=counted,
        won=number(won),
        lost=number(lost),
        open=number(still),
    )
    if found.period is not None:
        told += " " + tr(
            "They were created from {first} to {last}.",
            first=date(found.period[0]),
            last=date(found.period[1]),
        )
    yield told
    if found.deals != found.log.n_cases:
        yield tr(
            "These are not all deals of the project: a filter leaves {left} of {all} out, and every number here is of "
            "the others.",
            left=number(found.log.n_cases - found.deals),
            all=number(found.log.n_cases),
        )
    unknown = found.deals - won - lost - still
    if unknown:
        yield tr("How {count} of them ended is not known.", count=number(unknown))
    if found.deals < _FEW:
        yield tr(
            "With so few deals hardly anything can be told apart from chance: read what follows as a description."
        )


_FEW = 30


def _ending(found: Gathered) -> Iterator[str]:
    """How often deals are won and how long that takes, or why that cannot be said."""
    winning, cycle = found.key_figures[WINNING], found.key_figures[CYCLE]
    if winning.value.value is None:
        yield tr("How often deals are won cannot be said: {why}", why=winning.value.why_none)
        return
    yield tr(
        "{name}: {share} of the deals (95 % interval {interval}, {deals}), open ones followed as far as they are "
        "known.",
        name=winning.name,
        share=written(winning.value.value, winning.unit),
        interval=interval_words(winning.value, winning.unit),
        deals=tr_n("{count} deal", "{count} deals", winning.value.n, count=number(winning.value.n)),
    )
    if cycle.value.value is not None:
        yield tr(
            "Half of the deals that are won take at most {days} (95 % interval {interval}).",
            days=written(cycle.value.value, cycle.unit),
            interval=interval_words(cycle.value, cycle.unit),
        )


def _departing(found: Gathered) -> Iterator[str]:
    departing, judged = judged_counts(found)
    interval = wilson(departing, judged)
    if interval is None:
        yield tr("No deal has come so far that it could be held against the documented process.")
    else:
        yield tr(
            "{departing} of the {judged} that can be judged depart from the documented process: {share} (95 % interval "
            "{interval}).",
            departing=number(departing),
            judged=tr_n("{count} deal", "{count} deals", judged, count=number(judged)),
            share=percent(departing / judged),
            interval=percent_range(*interval),
        )
    if found.view.pending:
        yield tr_n(
            "{count} open deal is as documented so far, and its way is not over.",
            "{count} open deals are as documented so far, and their way is not over.",
            found.view.pending,
            count=number(found.view.pending),
        )
    if found.view.unchecked:
        yield tr_n(
            "{count} deal could not be checked in the time there was.",
            "{count} deals could not be checked in the time there was.",
            found.view.unchecked,
            count=number(found.view.unchecked),
        )


def _mattering(found: Gathered, template: ReportTemplate) -> Iterator[Block]:
    """The findings as headlines, and what goes along with the first of them."""
    cards = told_findings(found, template)
    if not cards:
        yield Paragraph(
            tr(
                "Nobody stands out: no departure is seen so often, or so much more by one team or one rep than by the "
                "others, that it could be called anybody's."
            )
        )
        return
    yield Paragraph(tr("What matters most, the firmest first:"))
    who = called_in_findings(found, template)
    yield Bullets(tuple(headline(card, who) for card in cards), numbered=True)
    first = cards[0]
    effects = found.diagnosis.effects_of(first.key) if first.key is not None else None
    if effects is not None:
        yield Paragraph(tr("On the first: {sentence}", sentence=effects.sentence))


def _figures(found: Gathered) -> Iterator[Figure]:
    won, lost, still = outcome_counts(found)
    yield Figure(
        tr("Deals"),
        number(found.deals),
        note=tr(
            "{won} won, {lost} lost, {open} open", won=number(won), lost=number(lost), open=number(still)
        ),
    )
    departing, judged = judged_counts(found)
    interval = wilson(departing, judged)
    if found.analysis.conformance is not None and interval is not None:
        yield Figure(
            tr("Depart from the process"),
            percent(departing / judged),
            tr("95 % interval {interval}", interval=percent_range(*interval)),
            tr_n("of {count} deal judged", "of {count} deals judged", judged, count=number(judged)),
        )
    for key in (WINNING, CYCLE):
        figure = figure_of(found.key_figures[key])
        if figure is not None:
            yield figure


def figure_of(one: KeyFigure) -> Figure | None:
    """A key figure as it stands beside others, None where it cannot be told."""
    if one.value.value is None:
        return None
    return Figure(
        one.name,
        written(one.value.value, one.unit, one.currency),
        tr("95 % interval {interval}", interval=interval_words(one.value, one.unit)),
        tr_n("{count} deal", "{count} deals", one.value.n, count=number(one.value.n)),
    )
