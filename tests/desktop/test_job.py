"""Jobs: exactly one end each, progress on the way, and a cancel that is heard."""

import threading

import pytest

from desktop.job import Job
from desktop.jobs import Jobs
from models.errors import UserError


def test_that_a_job_hands_its_result_to_the_thread_of_the_window(qtbot):
    where = []
    job = Job("Count", lambda report: 42)
    job.done.connect(lambda result: where.append((result, threading.current_thread())))
    with qtbot.waitSignal(job.finished):
        job.start()
    qtbot.waitUntil(lambda: bool(where))
    assert where == [(42, threading.main_thread())]


def test_that_a_cancelled_job_stops_at_its_next_report(qtbot):
    started, may_go_on, reached = threading.Event(), threading.Event(), []

    def work(report):
        started.set()
        may_go_on.wait(5)
        report(0.5, "half")
        reached.append("end")

    job = Job("Long", work)
    ends = []
    job.done.connect(lambda _: ends.append("done"))
    job.cancelled.connect(lambda: ends.append("cancelled"))
    job.start()
    started.wait(5)
    job.cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(ends))
    job.wait()
    assert ends == ["cancelled"]
    assert reached == []


def test_that_a_failure_is_told_with_its_exception(qtbot):
    jobs, failures = Jobs(), []
    jobs.failed.connect(failures.append)

    def work(report):
        raise UserError("Row 3 of a.csv has no date; add one.")

    jobs.run("Read", work, lambda _: None)
    qtbot.waitUntil(lambda: bool(failures) and not jobs.busy)
    assert str(failures[0]) == "Row 3 of a.csv has no date; add one."


@pytest.mark.parametrize("count", [1, 3])
def test_that_stopping_leaves_no_thread_running(qtbot, count):
    jobs, go = Jobs(), threading.Event()

    def work(report):
        while not go.wait(0.01):
            report(0.1, "working")

    running = [jobs.run("Work", work, lambda _: None) for _ in range(count)]
    jobs.stop()
    assert all(job.isFinished() for job in running)
