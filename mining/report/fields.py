"""The figures that the user's own words in a report can name: `{win_rate}` and the like, and what stands for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from mining.diagnosis.wording import headline
from mining.intervals import wilson
from mining.kpis.outcomes import AMOUNT, CYCLE, REVENUE, VELOCITY, WINNING
from mining.kpis.wording import interval_words, written
from mining.number_format import UNKNOWN, day, number, percent, percent_range
from mining.report.chosen import called
from mining.report.gathered import Gathered
from mining.report.summary import judged_counts, outcome_counts, period_words
from mining.report.who import called_in_findings
from models.errors import UserError
from models.report_template import ReportTemplate
from resources.translation import tr

_FIELD = re.compile(r"\{([^{}\n]{0,80})\}")

FIELDS: Mapping[str, str] = {
    "deals": tr("How many deals"),
    "won": tr("How many are won"),
    "lost": tr("How many are lost"),
    "open": tr("How many are open"),
    "win_rate": tr("The share won, with its interval"),
    "cycle": tr("The days to win, with their interval"),
    "amount": tr("The amount of a won deal, with its interval"),
    "revenue": tr("The amount won a month, with its interval"),
    "velocity": tr("The sales velocity, with its interval"),
    "departing": tr("How many deals depart from the process"),
    "departing_share": tr("The share that departs, with its interval"),
    "fitness": tr("How well the process is followed"),
    "first_finding": tr("The first finding as a headline"),
    "findings": tr("How many findings there are"),
    "period": tr("From when to when deals were created"),
    "process": tr("The name of the process"),
    "project": tr("The name of the project"),
    "organisation": tr("The organisation"),
    "author": tr("The author"),
    "day": tr("The day of the report"),
}
"""Every field with what stands for it, in the order in which they are offered."""


def fields_of(found: Gathered, template: ReportTemplate) -> dict[str, str]:
    """What stands for every field; an en dash where it is not known."""
    won, lost, still = outcome_counts(found)
    departing, judged = judged_counts(found)
    interval = wilson(departing, judged)
    cards = called(found)
    fitness = found.view.fitness
    return {
        "deals": number(found.deals),
        "won": number(won),
        "lost": number(lost),
        "open": number(still),
        "win_rate": _figure(found, WINNING),
        "cycle": _figure(found, CYCLE),
        "amount": _figure(found, AMOUNT),
        "revenue": _figure(found, REVENUE),
        "velocity": _figure(found, VELOCITY),
        "departing": number(departing) if judged else UNKNOWN,
        "departing_share": UNKNOWN
        if interval is None
        else _with_interval(percent(departing / judged), percent_range(*interval)),
        "fitness": percent(fitness),
        "first_finding": headline(cards[0], called_in_findings(found, template)) if cards else UNKNOWN,
        "findings": number(len(cards)),
        "period": period_words(found) or UNKNOWN,
        "process": found.project.process.name if found.project.process is not None else UNKNOWN,
        "project": found.project.name,
        "organisation": template.organisation or UNKNOWN,
        "author": template.author or UNKNOWN,
        "day": day(found.day),
    }


def filled(text: str, values: Mapping[str, str], section: str) -> str:
    """The text with its fields filled in. Raises UserError for a field that there is none of."""
    check_fields(text, section)
    return _FIELD.sub(lambda found: values[found.group(1).strip()], text)


def check_fields(text: str, section: str) -> None:
    """Raise UserError, with the nearest that is known, where the text names a field that there is none of."""
    for name in _FIELD.findall(text):
        name = name.strip()
        if name in FIELDS:
            continue
        near = get_close_matches(name.lower().replace(" ", "_").replace("-", "_"), FIELDS, 1, 0.5)
        if near:
            raise UserError(
                tr(
                    "The text of the section “{section}” names the field {field}, which there is none of; did you mean "
                    "{near}?",
                    section=section,
                    field="{" + name + "}",
                    near="{" + near[0] + "}",
                )
            )
        raise UserError(
            tr(
                "The text of the section “{section}” names the field {field}, which there is none of; the fields are "
                "{fields}.",
                section=section,
                field="{" + name + "}",
                fields=", ".join("{" + one + "}" for one in FIELDS),
            )
        )


def _figure(found: Gathered, key: str) -> str:
    one = found.key_figures[key]
    if one.value.value is None:
        return UNKNOWN
    return _with_interval(
        written(one.value.value, one.unit, one.currency), interval_words(one.value, one.unit)
    )


def _with_interval(value: str, interval: str) -> str:
    return tr("{value} (95 % interval {interval})", value=value, interval=interval)
