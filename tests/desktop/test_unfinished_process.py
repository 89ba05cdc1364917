"""While an edit has left the process unfinished, every screen stands, and the project is saved and opened as it is."""

from dataclasses import replace

import pytest

from desktop.places import PLACES, PROCESS_EDITOR
from desktop.screenshots import Settling
from mining.project_file import load, save
from models.case_filter import CaseFilter
from models.sales_process import SalesProcess


def unfinished(process: SalesProcess) -> list[SalesProcess]:
    """No stage at all, a name twice, a label in two stages, and an end from nowhere."""
    first, second, *rest = process.flow
    return [
        replace(process, flow=()),
        replace(process, flow=(*process.flow, first)),
        replace(process, flow=(first, replace(second, labels=first.labels), *rest)),
        replace(process, ends=(*process.ends[:1], replace(process.ends[1], sources=("Nowhere",)))),
    ]


def test_that_every_screen_stands_while_the_process_is_unfinished(qtbot, a_window, project):
    first, *others = unfinished(project.process)
    window = a_window(replace(project, process=first))
    for process in (first, *others):
        if process is not first:
            window.document.edit("Edit", replace(window.document.project, process=process))
        for place in range(len(PLACES)):
            window.go(place)
            screen = window.screen_at(place)
            qtbot.waitUntil(lambda: not window.results.busy and not window.jobs.busy, timeout=20_000)
            if isinstance(screen, Settling):
                qtbot.waitUntil(lambda shown=screen: shown.is_ready, timeout=20_000)
        assert window.problem is None
        assert window.results.analysis.conformance is None


@pytest.mark.parametrize("at", range(4))
def test_that_an_unfinished_process_is_saved_and_opened_as_it_is(project, tmp_path, at):
    process = unfinished(project.process)[at]
    save(replace(project, process=process), tmp_path / "p.lane")
    assert load(tmp_path / "p.lane").process == process


def test_that_editing_goes_on_where_the_deals_were_checked_last(qtbot, a_window, project):
    window = a_window(project)
    for process in unfinished(project.process):
        window.document.edit("Edit", replace(window.document.project, process=process))
        qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
        assert window.results.view.deviating == 3
        assert window.results.analysis.conformance.process_name == "Small"
    shorter = replace(project.process, flow=project.process.flow[:2])
    window.document.edit("Edit", replace(window.document.project, process=shorter))
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
    assert window.results.analysis.conformance.stages == ("Qualify", "Discovery")


def elsewhere(process: SalesProcess) -> SalesProcess:
    """No stage of it is in the log."""
    names = [f"Other {stage.name}" for stage in process.flow]
    flow = tuple(replace(stage, name=n, labels=(n,)) for n, stage in zip(names, process.flow, strict=True))
    return replace(process, name="Elsewhere", flow=flow)


def test_that_the_editor_says_that_no_stage_is_in_the_log_and_nobody_is_interrupted(qtbot, a_window, project):
    window = a_window(project)
    window.go(PROCESS_EDITOR)
    screen = window.screen_at(PROCESS_EDITOR)
    window.document.edit("Edit", replace(project, process=elsewhere(project.process)))
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready, timeout=20_000)
    assert window.problem is None
    assert "No stage of 'Elsewhere' occurs in the log" in screen.verdict.sentence.text()
    assert window.results.analysis.conformance.process_name == "Small"
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready, timeout=20_000)
    assert window.results.problem == ""
    assert window.results.view.deviating == 3


def test_that_a_process_that_is_opened_for_another_log_is_told_once(qtbot, a_window, project):
    window = a_window(project)
    window.document.edit("Open", replace(project, process=elsewhere(project.process)))
    qtbot.waitUntil(lambda: window.problem is not None, timeout=20_000)
    assert "No stage of 'Elsewhere' occurs in the log" in window.problem.text()
    assert window.results.view.deviating == 3
    window.problem.close()
    window.problem = None
    window.filter_edits.by_filter(CaseFilter(owners=frozenset({"Ann"})))
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
    assert window.problem is None
