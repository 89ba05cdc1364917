"""Oracle Sales: the snapshots of opportunity stages become a log."""

import pytest

from mining.sources.read import recognise
from models.case_table import Outcome
from models.errors import UserError
from tests.mining.sources.reading import read, traces, write

SNAPSHOTS = """OptyId,StgId,StgEnterDate,StgExitDate,CreationDate
1,10,2024-01-02T10:00:00+00:00,2024-01-05T10:00:00+00:00,2024-01-02T10:00:00+00:00
1,30,2024-01-05T10:00:00+00:00,,2024-01-05T10:00:00+00:00
2,10,2024-01-03T10:00:00+00:00,,2024-01-03T10:00:00+00:00
3,10,,,2024-01-03T10:00:00+00:00
"""
DEALS = """OptyId,OptyNumber,Name,SalesStage,SalesStageId,StatusCode,Revenue,CurrencyCode,CreationDate
1,N1,Acme,Closed Won,30,WON,500,EUR,2024-01-02T09:00:00+00:00
"""
STAGES = "SalesStageId,Name\n10,Qualify\n30,Closed Won\n"


def test_that_snapshots_are_the_stages_with_the_names_of_the_list_of_stages(tmp_path):
    files = [
        write(tmp_path, "snapshots.csv", SNAPSHOTS),
        write(tmp_path, "opportunities.csv", DEALS),
        write(tmp_path, "stages.csv", STAGES),
    ]
    imported = read(*files)
    assert imported.summary.source == "oracle"
    assert traces(imported.log) == {"1": ("Qualify", "Closed Won"), "2": ("Qualify",)}
    assert imported.log.cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert imported.log.cases.name == ("Acme", "")
    assert imported.summary.reasons == {"no time": 1}


def test_that_opportunities_alone_are_refused_with_what_to_export(tmp_path):
    file = write(tmp_path, "opportunities.csv", DEALS)
    assert recognise([file]).source == "oracle"
    with pytest.raises(UserError, match="export the Opportunity Stage Snapshots too"):
        read(file)
