"""Makes the report of a project: the sections that its template wants, from what was found, without people's names."""

from __future__ import annotations

from collections.abc import Iterator

from mining.report.fields import fields_of, filled
from mining.report.gathered import Gathered, gather
from mining.report.hidden import hidden
from mining.report.sections import KINDS, sections_of
from mining.report.summary import period_words
from models.progress import Report as Progress
from models.project import Project
from models.report import Paragraph, Report, Section
from models.report_template import ReportTemplate, TemplateSection
from resources.translation import LANGUAGES, language, tr


def make_report(project: Project, progress: Progress, template: ReportTemplate | None = None) -> Report:
    """The report of the deals that pass the filter of the project, by its own template unless another one is given.

    It is in the language of this process. Raises UserError where there is no deal to report on and where the template
    names a field that there is none of; Cancelled from `progress`.
    """
    wanted = project.report if template is None else template
    return report_of(gather(project, lambda done, said: progress(0.8 * done, said)), wanted, progress)


def report_of(found: Gathered, template: ReportTemplate, progress: Progress) -> Report:
    """The same from what was found before; raises as `make_report` does."""
    values = fields_of(found, template)
    sections: list[Section] = []
    wanted = [one for one in sections_of(template) if one.is_included]
    for number, one in enumerate(wanted):
        progress(
            0.8 + 0.2 * number / max(1, len(wanted)), tr("Writing {section}", section=KINDS[one.key].title)
        )
        sections.extend(_section(found, template, one, values))
    report = Report(
        title=template.title or tr("The sales process in practice"),
        subtitle=" · ".join(_subtitle(found, template)),
        author=template.author,
        day=found.day,
        language=language() if language() in LANGUAGES else "en",
        sections=tuple(sections),
        accent=template.accent,
        logo=template.logo,
        names_hidden=not template.with_names,
        small_print=_small_print(template),
    )
    progress(1.0, tr("The report is written"))
    return report if template.with_names else hidden(report, found.names)


def _section(
    found: Gathered, template: ReportTemplate, wanted: TemplateSection, values: dict[str, str]
) -> Iterator[Section]:
    """The section with the user's own words first; none where there is nothing in it."""
    kind = KINDS[wanted.key]
    title = wanted.title or kind.title
    own = [
        Paragraph(part.strip()) for part in filled(wanted.text, values, title).split("\n\n") if part.strip()
    ]
    blocks = (*own, *kind.make(found, template))
    if blocks:
        yield Section(kind.key, title, blocks, kind.on_new_page)


def _subtitle(found: Gathered, template: ReportTemplate) -> Iterator[str]:
    if template.organisation:
        yield template.organisation
    if found.project.process is not None:
        yield found.project.process.name
    period = period_words(found)
    if period:
        yield period


def _small_print(template: ReportTemplate) -> str:
    if template.with_names:
        names = tr("This report names people: hand it only to those who may know them.")
    else:
        names = tr("People are named by stand-ins.")
    return tr("{names} What goes along with something is not its cause.", names=names)
