"""No real name from the log appears in any file that a default export writes."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from mining.analysis import analyse
from mining.export.stand_ins import stand_ins_of
from mining.preparation import prepared_log
from mining.privacy.people import introduced, people_in
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.change_plan import ChangeAction, ChangePlan
from models.event_log import EventLog
from models.progress import silent
from models.project import Project
from models.review import Review
from models.saved_filter import SavedFilter
from tests.names_in_files import names_in

WORDS = frozenset({"Grant", "Brooks", "Lis", "Lima", "Martin", "Fraser", "Kelly"})
"""Surnames that are words, places or companies as well: only the full names of these people are looked for."""
REPORTS = (".html", ".pdf", ".pptx")


@dataclass(frozen=True, eq=False)
class Ground:
    project: Project
    log: EventLog
    analysis: Analysis
    names: frozenset[str]


@pytest.fixture(scope="module")
def ground(demo_project: Project) -> Ground:
    """Six hundred deals of the demo, in a project in which people are named wherever a user can name them."""
    demo = demo_project
    assert demo.log is not None
    assert demo.leads is not None
    log = demo.log.keep_cases(np.arange(demo.log.n_cases) % 5 == 0)
    leads = demo.leads.keep_cases(np.arange(demo.leads.n_cases) % 12 == 0)
    someone, other = sorted(log.cases.owner.labels)[:2]
    cases = replace(
        log.cases,
        name=(f"Renewal, ask {someone}", *log.cases.name[1:]),
        extra={**log.cases.extra, "Handed over by": log.cases.owner},
    )
    log = replace(log, cases=cases)
    owner = CaseFilter(owners=frozenset({someone}))
    project = introduced(
        replace(
            demo,
            log=log,
            leads=leads,
            preparation=replace(demo.preparation, robots=frozenset(log.resource.labels[:2])),
            notes=f"Ask {someone}, or {other.split()[-1]}.",
            areas={someone: "AE"},
            reviews=(Review(date(2026, 1, 1), someone, f"with {other}"),),
            saved_filters=(SavedFilter(f"Deals of {someone}", owner),),
            plan=ChangePlan(
                "Plan",
                f"For {someone}",
                (ChangeAction("A1", f"Coach {someone}", owner=other, area="AE", person=someone, note=other),),
            ),
        )
    )
    prepared = prepared_log(project)
    full = people_in(log) | people_in(leads)
    surnames = {name.split()[-1] for name in full if len(name.split()) > 1} - WORDS
    analysis = analyse(prepared, project.process, silent)
    return Ground(project, prepared, analysis, frozenset(full | {one for one in surnames if len(one) > 3}))


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, default=str), encoding="utf-8")


def the_log(ground: Ground, folder: Path) -> None:
    from mining.export.write import write_log

    for ending in ("xes", "xes.gz", "parquet", "csv"):
        write_log(ground.log, folder / f"log.{ending}")


def the_map(ground: Ground, folder: Path) -> None:
    from mining.discovery.write import write_discovery

    for ending in ("svg", "pdf", "png", "json"):
        write_discovery(ground.log, ground.analysis.conformance, folder / f"map.{ending}")


def the_check(ground: Ground, folder: Path) -> None:
    from mining.conformance.check_json import check_json
    from mining.quality.quality_json import quality_of_project

    assert ground.analysis.conformance is not None
    write_json(
        folder / "check.json", check_json(ground.analysis.conformance, 0, ("owner", "team"), costs=True)
    )
    write_json(folder / "quality.json", quality_of_project(ground.project))


def the_diagnosis(ground: Ground, folder: Path) -> None:
    from mining.diagnosis.diagnose import diagnose
    from mining.diagnosis.diagnose_json import diagnose_json
    from mining.diagnosis.lines import lines_of

    log, project, checked = ground.log, ground.project, ground.analysis.conformance
    assert checked is not None
    everyone = np.ones(log.n_cases, dtype=bool)
    found = diagnose(ground.analysis, log, project.process, project.thresholds, everyone, silent)
    names = stand_ins_of(log)
    write_json(folder / "diagnose.json", diagnose_json(found, checked, 0, [], names))
    (folder / "diagnose.txt").write_text("\n".join(lines_of(found, (), {}, names)), encoding="utf-8")


def the_changes(ground: Ground, folder: Path) -> None:
    from mining.drift.drift_json import drift_json
    from mining.drift.find import find_drift

    found = find_drift(ground.analysis, ground.project.process, None, silent, None)
    write_json(folder / "drift.json", drift_json(found, ground.analysis.log, "Process", 0))


def what_is_mailed(ground: Ground, folder: Path) -> None:
    from mining.privacy.mailing.write import write_mailed

    for ending in ("lane", "xes", "csv", "parquet"):
        write_mailed(ground.project, {}, folder / f"mailed.{ending}", silent)


def what_is_processed(ground: Ground, folder: Path) -> None:
    from mining.privacy.processing import what_is_processed
    from mining.report.write import write_made

    report = what_is_processed(ground.project, "Demo", date(2026, 7, 1))
    for ending in ("html", "pdf"):
        write_made(report, folder / f"processed.{ending}", silent)


def the_report(ground: Ground, folder: Path) -> None:
    from mining.report.make import make_report
    from mining.report.write import write_made

    template = replace(ground.project.report, per_rep=True, findings=10)
    report = make_report(ground.project, silent, template)
    for ending in REPORTS:
        write_made(report, folder / f"report{ending}", silent)


def the_plan(ground: Ground, folder: Path) -> None:
    from mining.export.write_tables import write_tables
    from mining.plan.area_pages import area_pages
    from mining.plan.plan_tables import plan_tables
    from mining.report.write import write_made

    names = stand_ins_of(ground.log)
    for ending in ("xlsx", "csv"):
        write_tables(plan_tables(ground.project, names), folder / f"plan.{ending}", "Plan")
    write_made(area_pages(ground.project, names, date(2026, 7, 1)), folder / "plan.pdf", silent)


def the_handout(ground: Ground, folder: Path) -> None:
    from mining.report.write import write_made
    from mining.training.handout import handout
    from mining.training.material import material
    from mining.training.source import Source
    from models.sales_process import SalesProcess
    from models.training import ExerciseKind, Whom

    process = ground.project.process
    assert ground.analysis.conformance is not None
    assert isinstance(process, SalesProcess)
    source = Source(ground.analysis, ground.analysis.conformance, process, Whom(), 0)
    made = material(source, "Everybody", frozenset(ExerciseKind), 20, silent)
    write_made(handout(made, date(2026, 7, 1), "#2563eb"), folder / "handout.pdf", silent)


EXPORTS: tuple[Callable[[Ground, Path], None], ...] = (
    the_log, the_map, the_check, the_diagnosis, the_changes, what_is_mailed, what_is_processed, the_report, the_plan,
    the_handout,
)  # fmt: skip
"""Everything that the program writes by default; a new export belongs here."""


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.__name__)
def test_that_no_real_name_is_in_what_is_written(
    ground: Ground, tmp_path: Path, export: Callable[[Ground, Path], None]
) -> None:
    export(ground, tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert names_in(files, ground.names) == set()


def test_that_a_name_would_be_found_in_every_kind_of_file(ground: Ground, tmp_path: Path) -> None:
    from mining.export.write import write_log
    from mining.project_file import save
    from mining.report.write import write_made
    from models.report import Paragraph, Report, Section

    someone = min(ground.log.cases.owner.labels)
    told = Section("a", "A", (Paragraph(f"Asked {someone}, who said yes."),))
    report = Report("Title", "", "", date(2026, 7, 1), "en", (told,), "#2563eb")
    for ending in ("html", "pdf"):
        write_made(report, tmp_path / f"named.{ending}", silent)
    for ending in ("xes", "xes.gz", "parquet", "csv"):
        write_log(ground.log, tmp_path / f"named.{ending}", real_names=True)
    save(ground.project, tmp_path / "named.lane")
    write_json(tmp_path / "named.json", {"who": someone})
    (tmp_path / "wide.txt").write_bytes(f"by {someone}.".encode("utf-16-le"))
    for path in sorted(tmp_path.iterdir()):
        assert someone in names_in([path], [someone]), path.name
