"""Method and limits in a report: how each number comes about, with its thresholds, and what the log cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from mining.kpis.outcomes import WINNING
from mining.number_format import number, percent
from mining.privacy.small_groups import FEWEST_DEALS, FEWEST_PEOPLE
from mining.report.gathered import Gathered
from mining.wording import LARGEST_Q
from models.report import Block, Bullets, Paragraph, Tone
from models.report_template import ReportTemplate
from models.thresholds import Thresholds
from resources.translation import tr


def method_section(found: Gathered, _: ReportTemplate) -> tuple[Block, ...]:
    """A sentence or two a number."""
    return (Bullets(tuple(_method(found))),)


def limits_section(found: Gathered, _: ReportTemplate) -> tuple[Block, ...]:
    """What this log cannot show, and what no log can."""
    unsaid = dict.fromkeys(found.diagnosis.unsaid)
    blocks: list[Block] = []
    if unsaid:
        blocks.append(Paragraph(tr("What cannot be said with these deals:"), Tone.LEAD))
        blocks.append(Bullets(tuple(unsaid)))
    blocks.append(
        Bullets(
            (
                tr(
                    "Everything here goes along with something else; nothing here is shown to be its cause. To know "
                    "causes, change one thing and measure again."
                ),
                tr("A log shows what was recorded. What is missing in it may have been done."),
                tr(
                    "The mix of deals is held equal only as far as the log tells it: what is not in the log cannot be "
                    "held equal."
                ),
            )
        )
    )
    return tuple(blocks)


def _method(found: Gathered) -> Iterator[str]:
    if found.analysis.conformance is not None:
        yield tr(
            "Departures: every deal is laid beside the documented process so that as few steps as possible are missing "
            "or added (an optimal alignment). Open deals are only held against what they have reached."
        )
        yield tr(
            "A skipped step is counted among the deals that got past it, a repeated one among those that reached it; "
            "no deal counts where it could not have shown the departure."
        )
    yield tr(
        "Shares have 95 % Wilson intervals. {winning} is the cumulative incidence of winning (Aalen-Johansen): lost is "
        "another end, and open deals count as far as they were watched.",
        winning=found.key_figures[WINNING].name,
    )
    if found.analysis.conformance is None:
        return
    limits = found.project.thresholds
    yield tr(
        "What goes along with a departure compares deals with and without it that got equally far, at an equal mix "
        "(rep, segment, amount band and source, as far as the log has them), with errors clustered by rep where there "
        "are enough. It is told apart from nothing where its 95 % interval leaves out 0 and q, corrected for all "
        "comparisons (Benjamini-Hochberg), is at most {q}; either side has at least {fewest} deals.",
        q=f"{LARGEST_Q:g}",
        fewest=number(limits.fewest),
    )
    yield from _whose(limits)
    yield tr(
        "How sure: “likely” and “possible” say how often such verdicts were right in simulated logs with so many deals "
        "a rep."
    )
    yield tr(
        "Teams with fewer than {people} people or {deals} deals, and reps with fewer than {deals} deals, are not shown "
        "by themselves. Nobody is ranked.",
        people=number(FEWEST_PEOPLE),
        deals=number(FEWEST_DEALS),
    )


def _whose(limits: Thresholds) -> Iterator[str]:
    yield tr(
        "Everybody: more than {rate} of the deals show it, with the lower end of the interval, and {share} of the reps "
        "do in more than that share of their deals.",
        rate=percent(limits.everybody_rate),
        share=percent(limits.everybody_share),
    )
    yield tr(
        "A team: it shows it {gap} points more than the others at equal mix, {share} of its reps are above them, and "
        "reps dealt out to teams by chance would differ so much in fewer than {p} of cases.",
        gap=number(limits.team_gap * 100),
        share=percent(limits.team_share),
        p=percent(limits.team_p),
    )
    yield tr(
        "A rep: {gap} points above the others, chance allowed for (beta-binomial), q at most {q}, in {quarters} of "
        "three spans of time, and at most {share} of the reps.",
        gap=number(limits.rep_gap * 100),
        q=f"{limits.rep_q:g}",
        quarters=number(limits.quarters),
        share=percent(limits.rep_share),
    )
