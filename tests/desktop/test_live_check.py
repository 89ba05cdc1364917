"""Candidates are checked beside the process in force, and only the last one counts."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.document import Document
from desktop.live_check import LiveCheck
from desktop.results import Results


@pytest.fixture
def live(qtbot, project) -> Iterator[tuple[Document, Results, LiveCheck]]:
    document = Document(project)
    results = Results(document)
    qtbot.waitUntil(lambda: not results.busy, timeout=20_000)
    check = LiveCheck(results)
    yield document, results, check
    check.stop()
    results.stop()


def without(process, name):
    return replace(process, flow=tuple(stage for stage in process.flow if stage.name != name))


def test_that_a_candidate_is_compared_with_the_process_in_force(qtbot, live):
    document, results, check = live
    with qtbot.waitSignal(check.found, timeout=20_000) as found:
        check.check(without(document.project.process, "Demo"))
    verdict = found.args[0].verdict
    assert (verdict.before.deviating, verdict.now.deviating) == (3, 3)
    assert (verdict.now_following, verdict.no_longer) == (3, 3)
    assert results.view.deviating == 3


def test_that_only_the_last_of_quick_wishes_is_told(qtbot, live):
    document, _, check = live
    told = []
    check.found.connect(told.append)
    for name in ("Qualify", "Discovery", "Demo", "Proposal"):
        check.check(without(document.project.process, name))
    qtbot.waitUntil(lambda: not check.busy, timeout=20_000)
    assert [stage.name for stage in told[-1].candidate.stages] == ["Qualify", "Discovery", "Demo"]
    assert len(told) == 1


def test_that_the_edit_takes_over_the_check_of_its_candidate(qtbot, live):
    document, results, check = live
    candidate = without(document.project.process, "Demo")
    with qtbot.waitSignal(check.found, timeout=20_000) as found:
        check.check(candidate)
    document.edit("Remove Demo", replace(document.project, process=candidate))
    qtbot.waitUntil(lambda: not results.busy, timeout=20_000)
    assert results.checked is found.args[0].checked
    assert results.analysis is found.args[0].checked.analysis


def test_that_an_offer_for_another_process_is_not_taken(qtbot, live):
    document, results, check = live
    with qtbot.waitSignal(check.found, timeout=20_000) as found:
        check.check(without(document.project.process, "Demo"))
    document.edit("Remove", replace(document.project, process=without(document.project.process, "Proposal")))
    qtbot.waitUntil(lambda: not results.busy, timeout=20_000)
    assert results.checked is not found.args[0].checked
    assert results.analysis.conformance.stages == ("Qualify", "Discovery", "Demo")


def test_that_an_unfinished_process_leaves_the_results_as_they_were(qtbot, live):
    document, results, _ = live
    analysis = results.analysis
    process = document.project.process
    document.edit("Copy", replace(document.project, process=replace(process, flow=process.flow * 2)))
    qtbot.waitUntil(lambda: not results.busy, timeout=20_000)
    assert results.analysis is analysis
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not results.busy, timeout=20_000)
    assert results.analysis is analysis
