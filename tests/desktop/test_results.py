"""Results: in step with the document, the old ones kept until the new ones are there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from desktop.document import Document
from desktop.results import Results
from models.allow_list import Accepted
from models.case_filter import CaseFilter
from models.costs import Costs
from models.preparation import Preparation
from models.project import Project
from models.quality import Fault


@pytest.fixture
def pair(qtbot, project) -> Iterator[tuple[Document, Results]]:
    document = Document(project)
    results = Results(document)
    qtbot.waitUntil(lambda: not results.busy, timeout=20_000)
    yield document, results
    results.stop()


def test_that_the_deals_are_counted(pair):
    _, results = pair
    view = results.view
    assert (view.conforming, view.deviating, view.pending) == (4, 3, 1)


def test_that_a_filter_keeps_the_analysis_and_makes_a_new_view(qtbot, pair):
    document, results = pair
    analysis, view = results.analysis, results.view
    document.edit("Filter", replace(document.project, filter=CaseFilter(owners=frozenset({"Ann"}))))
    assert results.view is view
    qtbot.waitUntil(lambda: not results.busy)
    assert results.analysis is analysis
    assert int(results.view.mask.sum()) == 4


def test_that_an_undo_brings_the_numbers_back(qtbot, pair):
    document, results = pair
    document.edit("Remove the process", replace(document.project, process=None))
    qtbot.waitUntil(lambda: not results.busy)
    assert results.analysis.conformance is None
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not results.busy)
    assert results.view.deviating == 3


def test_that_only_the_last_of_quick_edits_counts(qtbot, pair):
    document, results = pair
    for owner in ("Ann", "Bob", "Ann", "Bob"):
        document.edit("Filter", replace(document.project, filter=CaseFilter(owners=frozenset({owner}))))
    qtbot.waitUntil(lambda: not results.busy)
    assert results.view.mask.tolist() == [False, False, True, True, True, True, False, False]


def test_that_closing_the_project_forgets_the_results(qtbot, pair):
    document, results = pair
    document.replace(Project(""), None)
    assert results.view is None
    assert results.analysis is None
    assert not results.busy


def test_that_renaming_computes_nothing(qtbot, pair):
    document, results = pair
    document.edit("Rename", replace(document.project, name="Other"))
    assert not results.busy


def test_that_a_cancelled_check_shows_nothing_of_the_process_before(qtbot, pair):
    document, results = pair
    results.started.connect(lambda job: job.cancel())
    document.edit("Remove the process", replace(document.project, process=None))
    qtbot.waitUntil(lambda: not results.busy)
    assert (results.analysis, results.view) == (None, None)


def test_that_another_preparation_is_computed_and_undone(qtbot, pair):
    document, results = pair
    before = results.prepared
    assert before is document.project.log
    chosen = Preparation(switched=frozenset({Fault.OPEN_DEALS}))
    document.edit("Leave out open deals", replace(document.project, preparation=chosen))
    assert results.prepared is before
    qtbot.waitUntil(lambda: not results.busy)
    assert (results.prepared.n_cases, results.analysis.log.n_cases, len(results.view.mask)) == (7, 7, 7)
    assert results.quality.deals == 8
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not results.busy)
    assert results.prepared is before
    assert results.analysis.log.n_cases == 8


def test_that_a_filter_does_not_look_at_the_quality_again(qtbot, pair):
    document, results = pair
    prepared, quality = results.prepared, results.quality
    document.edit("Filter", replace(document.project, filter=CaseFilter(owners=frozenset({"Ann"}))))
    qtbot.waitUntil(lambda: not results.busy)
    assert (results.prepared, results.quality) == (prepared, quality)
    assert results.quality is quality


def test_that_an_edit_of_the_flow_goes_on_from_the_log_as_it_was_read(qtbot, pair):
    document, results = pair
    prepared, log = results.prepared, results.analysis.log
    process = document.project.process
    loose = replace(process, flow=tuple(replace(stage, optional=True) for stage in process.flow))
    document.edit("Make all stages optional", replace(document.project, process=loose))
    qtbot.waitUntil(lambda: not results.busy)
    assert results.prepared is prepared
    assert results.analysis.log is log
    fresh = Results(Document(document.project))
    qtbot.waitUntil(lambda: not fresh.busy, timeout=20_000)
    assert results.view.rows == fresh.view.rows
    assert results.view.deviating < 3
    fresh.stop()


def test_that_costs_are_edited_and_undone_like_anything_else(qtbot, pair):
    document, results = pair
    before = results.analysis.conformance.cost.sum()
    dear = Costs(left_out={stage.name: 7 for stage in document.project.process.stages})
    document.edit("Weigh skips", replace(document.project, costs=dear))
    qtbot.waitUntil(lambda: not results.busy)
    assert results.analysis.conformance.cost.sum() > before
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not results.busy)
    assert results.analysis.conformance.cost.sum() == before


def test_that_an_earlier_version_is_checked_and_an_undo_takes_it_away(qtbot, pair):
    document, results = pair
    earlier = replace(document.project.process, version="1", valid_until=date(2099, 12, 31))
    document.edit("Keep the version", replace(document.project, earlier=(earlier,)))
    qtbot.waitUntil(lambda: not results.busy)
    assert results.analysis.conformance.version_of_case.tolist() == [0] * 8
    assert results.view.deviating == 3
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not results.busy)
    assert results.analysis.conformance.version_of_case is None


def test_that_a_draft_computes_nothing(qtbot, pair):
    document, results = pair
    document.edit("New draft", replace(document.project, drafts=(document.project.process,)))
    assert not results.busy


def test_that_what_is_accepted_counts_no_more(qtbot, pair):
    document, results = pair
    key = results.view.rows[0].key
    process = replace(document.project.process, accepted=(Accepted(key),))
    document.edit("Accept", replace(document.project, process=process))
    qtbot.waitUntil(lambda: not results.busy)
    assert key not in {row.key for row in results.view.rows}
    assert results.view.deviating < 3
