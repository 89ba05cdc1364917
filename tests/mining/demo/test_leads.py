"""The leads of the demo: the analysis, which knows nothing of the truth, finds what was planted, and since when."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mining.areas.documented import AgainstTarget
from mining.leads.definitions import readings_of
from mining.leads.funnel import LeadCount, by_group, horizons_of, lead_count
from mining.leads.look import LeadLook, lead_handovers, look_at
from mining.leads.meaning import traits_of
from mining.leads.series import lead_series
from mining.leads.wording import differs
from mining.process.read import read_process
from mining.sources.read import Imported, ImportOptions, import_log
from models.progress import silent
from models.sales_process import SalesProcess


@pytest.fixture(scope="module")
def truth(demo_folder: Path) -> dict[str, Any]:
    return dict(json.loads((demo_folder / "truth.json").read_text(encoding="utf-8"))["leads"])


@pytest.fixture(scope="module")
def imported(demo_folder: Path) -> Imported:
    return import_log([demo_folder], ImportOptions(), silent)


@pytest.fixture(scope="module")
def process(demo_folder: Path) -> SalesProcess:
    read = read_process(demo_folder / "process.yaml")
    assert isinstance(read, SalesProcess)
    return read


@pytest.fixture(scope="module")
def look(imported: Imported, process: SalesProcess) -> LeadLook:
    assert imported.leads is not None
    (found,) = lead_handovers(imported.leads, process)
    return look_at(imported.leads, found, process, imported.log)


def everything(look: LeadLook) -> np.ndarray:
    return np.ones(look.leads.n_cases, dtype=bool)


def groups(look: LeadLook, imported: Imported, column: str) -> dict[str, LeadCount]:
    horizons = horizons_of(look, imported.log)
    values = getattr(look.leads.cases, column)
    return {one.name: one for one in by_group(look, imported.log, horizons, values, everything(look))}


def answers(look: LeadLook, count: LeadCount) -> tuple[int, int]:
    found = look.found
    return int((count.shown & found.accepted).sum()), int((count.shown & found.rejected).sum())


def test_that_the_log_of_leads_has_every_lead(imported: Imported, truth: dict[str, Any]) -> None:
    assert imported.leads is not None
    assert imported.leads.n_cases == truth["all"]["leads"]
    assert imported.leads.cases.extra["Deal"].texts().count("") == truth["never_converted"]


def test_that_the_counts_are_those_that_were_planted(
    look: LeadLook, imported: Imported, truth: dict[str, Any]
) -> None:
    count = lead_count(look, imported.log, horizons_of(look, imported.log), everything(look))
    told = truth["all"]
    assert count.n == told["handed_over"]
    assert answers(look, count) == (told["accepted"], told["rejected"])
    assert (
        0 <= told["accepted"] - count.accepted.hits <= count.pending < 30
    )  # those of the last day are too young
    assert 0 <= told["silent"] - count.silent.hits <= count.pending
    assert {one.text: one.count for one in count.reasons} == told["reasons"]
    for column, name in (("source", "by_source"), ("team", "by_team")):
        found = groups(look, imported, column)
        for group, said in truth[name].items():
            assert answers(look, found[group]) == (said["accepted"], said["rejected"])


def test_that_the_silent_team_and_the_unfit_source_stand_out(look: LeadLook, imported: Imported) -> None:
    teams, sources = groups(look, imported, "team"), groups(look, imported, "source")
    low, _ = teams.pop("Sales Development Americas").silent.interval or (0.0, 0.0)
    assert all(low > (other.silent.interval or (0.0, 1.0))[1] for other in teams.values())
    assert sources["Trade Show"].accepted.against(0.6) is AgainstTarget.BELOW
    assert sources["Trade Show"].reasons[0].text == "bad fit"
    assert all(sources[name].accepted.against(0.6) is AgainstTarget.ABOVE for name in ("Web", "Webinar"))


def test_that_it_is_told_since_when(look: LeadLook, process: SalesProcess) -> None:
    series = {one.key: one for one in lead_series(look, everything(look), process.strategy.baseline, silent)}
    planted = {"accepted": datetime(2025, 12, 1, tzinfo=UTC), "in_time": datetime(2026, 1, 12, tzinfo=UTC)}
    for name, day in planted.items():
        (change,) = series[name].changes
        at = int(day.timestamp()) * 1_000_000
        assert change.begins - 7 * 86_400_000_000 <= at <= change.ends + 7 * 86_400_000_000
        assert (change.after.value or 1.0) < (change.before.value or 0.0) - 0.1
    assert series["silent"].changes == ()
    assert series["accepted"].target == 0.6


def test_that_small_firms_are_what_sales_rejects(look: LeadLook) -> None:
    first = traits_of(look, everything(look))[0]
    assert (first.field, first.value) == ("Employees", "10–49")
    assert first.high < -0.5


def test_that_the_team_that_sends_proposals_too_early_reads_the_stage_differently(
    imported: Imported, process: SalesProcess
) -> None:
    from mining.analysis import analyse

    analysis = analyse(imported.log, process, silent)
    assert analysis.buyer is not None
    found = readings_of(
        analysis.log, ["Proposal"], analysis.buyer.signals, np.ones(analysis.log.n_cases, bool), imported.log
    )
    cells = {one.team: one for one in found.cells}
    west = cells["Mid-market West"]
    assert differs(west)
    assert west.evidence == "Requirements sent"
    assert (west.share or 0.0) > (west.share_others or 1.0) + 0.4
    assert max(cells.values(), key=lambda one: one.distance or 0.0) is west
