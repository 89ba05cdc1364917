"""A report's content: sentences with the counts that hold, nobody named, and a true word where there is little."""

import re
from dataclasses import replace

import pytest

from mining.report.gathered import gather
from mining.report.make import make_report, report_of
from mining.report.report_json import report_json
from models.case_filter import CaseFilter
from models.change_plan import ChangeAction, ChangePlan
from models.errors import Cancelled, UserError
from models.progress import silent
from models.project import Project
from models.report import Bullets, Figures, Finding, Paragraph, Report, Section, Table
from models.report_template import ReportTemplate, TemplateSection
from tests.builders import a_log
from tests.mining.report.projects import DAY, NAMES, PROCESS, a_finding, a_project, one_deal

SHORT = ReportTemplate(
    sections=tuple(TemplateSection(key) for key in ("summary", "findings", "teams", "limits"))
)
"""Without the map, which takes a moment to be drawn."""


def told(report: Report) -> str:
    return str(report_json(report))


def section(report: Report, key: str) -> Section:
    return next(one for one in report.sections if one.key == key)


def words(one: Section) -> str:
    return " ".join(block.text for block in one.blocks if isinstance(block, Paragraph)).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(a_finding(), SHORT, silent)


def test_that_the_summary_counts_deals_and_departures(report: Report) -> None:
    said = words(section(report, "summary"))
    assert "This report is about 240 deals: 120 won, 120 lost and 0 open." in said
    departing = "30 of the 240 deals that can be judged depart from the documented process"
    assert f"{departing}: 12 % (95 % interval 9–17 %)." in said
    (figures,) = [block for block in section(report, "summary").blocks if isinstance(block, Figures)]
    assert [figure.value.replace("\u00a0", " ") for figure in figures.figures[:2]] == ["240", "12 %"]


def test_that_a_finding_has_its_evidence_and_a_question(report: Report) -> None:
    (finding,) = [block for block in section(report, "findings").blocks if isinstance(block, Finding)]
    assert (finding.headline, finding.kind) == ("A rep leaves out Bravo: a habit", "A rep's habit")
    assert any("30 of 30" in one for one in finding.evidence)
    assert finding.advice.startswith("Talk about a few of the deals, in private")
    assert finding.figures[0].note.replace("\u00a0", " ") == "30 of 240 deals"


def test_that_nobody_is_named_unless_the_template_says_so(report: Report) -> None:
    assert report.names_hidden
    assert not re.search(rf"\b({'|'.join(part for name in NAMES for part in name.split())})\b", told(report))
    named = report_of(a_finding(), replace(SHORT, per_rep=True, with_names=True), silent)
    assert "Ann Reed leaves out Bravo" in told(named)
    assert not named.names_hidden


def test_that_reps_are_told_apart_by_stand_ins_where_that_is_allowed() -> None:
    sections = (TemplateSection("findings"), TemplateSection("reps"))
    apart = report_of(a_finding(), ReportTemplate(sections, per_rep=True), silent)
    stand_in = a_finding().names["Ann Reed"]
    assert f"{stand_in} leaves out Bravo: a habit" in told(apart)
    (table,) = [block for block in section(apart, "reps").blocks if isinstance(block, Table)]
    assert list(table.table.columns[0].values) == sorted(a_finding().names[name] for name in NAMES)
    together = report_of(a_finding(), ReportTemplate(sections), silent)
    assert [one.key for one in together.sections] == ["findings"]


def test_that_large_teams_are_told_in_the_order_of_their_names() -> None:
    owners = [f"Rep {number}" for number in range(10) for _ in range(6)]
    log = a_log(*["Alpha > Won"] * 60, owner=owners, team=["South"] * 30 + ["North"] * 30)
    made = make_report(Project("Two", log), silent, ReportTemplate((TemplateSection("teams"),)))
    (table,) = [block for block in section(made, "teams").blocks if isinstance(block, Table)]
    assert list(table.table.columns[0].values) == ["North", "South"]
    assert list(table.table.columns[1].values) == [5, 5]
    assert list(table.table.columns[2].values) == [30, 30]


def test_that_a_small_team_is_not_shown_nor_the_one_that_would_leave_it_over(report: Report) -> None:
    (said,) = section(report, "teams").blocks
    assert isinstance(said, Paragraph)
    assert "could be worked out from the total" in said.text


def test_that_sections_follow_the_template_with_their_title_and_words() -> None:
    sections = (
        TemplateSection(
            "limits", title="Read this first", text="We saw {deals} deals.\n\nFor {organisation}."
        ),
        TemplateSection("summary", is_included=False),
        TemplateSection("findings"),
    )
    made = report_of(a_finding(), ReportTemplate(sections, organisation="Acme Ltd"), silent)
    assert [(one.key, one.title) for one in made.sections] == [
        ("limits", "Read this first"),
        ("findings", "Findings"),
    ]
    own = [block.text for block in made.sections[0].blocks[:2] if isinstance(block, Paragraph)]
    assert own == ["We saw 240 deals.", "For Acme Ltd."]


def test_that_no_more_findings_are_told_than_are_wanted() -> None:
    made = report_of(a_finding(), ReportTemplate((TemplateSection("findings"),), findings=0), silent)
    assert not [block for block in made.sections[0].blocks if isinstance(block, Finding)]
    assert [block.items for block in made.sections[0].blocks if isinstance(block, Bullets)] == [
        ("A rep leaves out Bravo: a habit (Possible)",)
    ]


def test_that_one_deal_makes_a_report_that_claims_nothing() -> None:
    made = make_report(one_deal(), silent, SHORT)
    said = words(section(made, "summary"))
    assert "about 1 deal: 0 won, 0 lost and 1 open" in said
    assert "hardly anything can be told apart from chance" in said
    assert "How often deals are won cannot be said" in said
    assert "No finding" in words(section(made, "findings"))


def test_that_a_project_without_a_process_is_not_held_against_one() -> None:
    made = make_report(replace(one_deal(), process=None), silent, SHORT)
    assert "There is no documented process" in words(section(made, "summary"))
    assert "depart" not in section(made, "findings").title
    assert not [block for block in section(made, "findings").blocks if isinstance(block, Finding)]


def test_that_a_filter_is_said() -> None:
    chosen = replace(a_project(), filter=CaseFilter(teams=frozenset({"North"})))
    said = words(section(make_report(chosen, silent, SHORT), "summary"))
    assert "about 150 deals" in said
    assert "a filter leaves 90 of 240 out" in said


@pytest.mark.parametrize(
    ("project", "sentence"),
    [
        (Project("Empty"), "The project Empty has no deals to report on"),
        (replace(one_deal(), filter=CaseFilter(teams=frozenset({"Nobody"}))), "No deal passes the filter"),
        (Project("None", a_log(), None, PROCESS), "No deal is left"),
    ],
)
def test_that_no_deal_is_a_clear_sentence(project: Project, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        make_report(project, silent, SHORT)


def test_that_an_unknown_field_names_the_section_and_the_nearest() -> None:
    template = ReportTemplate((TemplateSection("summary", text="We win {winrate}."),))
    with pytest.raises(
        UserError, match=r"“Summary” names the field \{winrate\}.*did you mean \{win_rate\}\?"
    ):
        report_of(a_finding(), template, silent)


def test_that_the_plan_is_told_where_there_is_one() -> None:
    plan = ChangePlan(actions=(ChangeAction("1", "Talk with Ann Reed about Bravo", owner="Sales lead"),))
    found = gather(replace(one_deal(), plan=plan), silent, day=DAY)
    made = report_of(found, ReportTemplate((TemplateSection("plan"),)), silent)
    assert "Sales lead" in told(made)
    assert "Ann Reed" not in told(made)


def test_that_a_cancel_ends_it() -> None:
    def cancel(fraction: float, message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_report(a_project(), cancel, SHORT)
