"""The sections that a report can have, in their usual order: what each is called, and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mining.report.areas import areas_section
from mining.report.before_after_section import before_after_section
from mining.report.buyer import buyer_section
from mining.report.data_quality import data_section
from mining.report.findings import findings
from mining.report.gathered import Gathered
from mining.report.groups import reps_section, teams_section
from mining.report.method import limits_section, method_section
from mining.report.plan_section import plan_section
from mining.report.process_map import map_section
from mining.report.summary import summary
from models.report import Block
from models.report_template import ReportTemplate, TemplateSection
from resources.translation import tr

Make = Callable[[Gathered, ReportTemplate], tuple[Block, ...]]
"""The blocks of a section; none where the project has nothing to tell in it."""


@dataclass(frozen=True)
class Kind:
    """A section as a template names it: what it is called, what it tells in a sentence, and what makes it."""

    key: str
    title: str
    words: str
    make: Make
    on_new_page: bool = False


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "summary", tr("Summary"), tr("The figures, and what matters most, in plain sentences."), summary
        ),
        Kind(
            "map",
            tr("The process as it is worked"),
            tr("The map of the deals against the documented process."),
            map_section,
            True,
        ),
        Kind(
            "findings",
            tr("Findings"),
            tr("What departs, whose it is, how sure that is, and what to ask."),
            findings,
            True,
        ),
        Kind(
            "buyer",
            tr("Buyer and seller"),
            tr("Whether the buyer was ready when a stage was entered."),
            buyer_section,
        ),
        Kind(
            "areas",
            tr("Hand-overs between areas"),
            tr("What was agreed between areas, and kept."),
            areas_section,
        ),
        Kind("teams", tr("Teams"), tr("Teams beside each other; small ones are not shown."), teams_section),
        Kind("reps", tr("Reps"), tr("Reps beside each other, only where that is allowed."), reps_section),
        Kind(
            "plan",
            tr("Change plan"),
            tr("What is done about it, by whom and until when."),
            plan_section,
            True,
        ),
        Kind("before_after", tr("Before and after"), tr("Whether it worked."), before_after_section),
        Kind(
            "data", tr("Data quality"), tr("What was imported, set aside and recorded."), data_section, True
        ),
        Kind("method", tr("Method"), tr("How each number comes about."), method_section),
        Kind("limits", tr("Limits"), tr("What the log cannot show."), limits_section),
    )
}


def sections_of(template: ReportTemplate) -> tuple[TemplateSection, ...]:
    """All sections in the order of the template; those that it does not name stand at the end, where it names any left
    out, else all are in the usual order."""
    named = tuple(one for one in template.sections if one.key in KINDS)
    known = {one.key for one in named}
    left = (TemplateSection(key, is_included=not named) for key in KINDS if key not in known)
    return (*named, *left)
