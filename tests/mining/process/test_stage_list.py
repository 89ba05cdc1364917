"""A list of stages in a spreadsheet: columns in English and German, ends, and errors with row and column."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mining.process.conditions import parse_condition
from mining.process.read import read_process
from mining.process.yaml_format import DEFAULT_ENDS
from models.errors import UserError
from models.sales_process import End, SalesProcess, Stage


def listed(folder: Path, text: str, name: str = "our_stages.csv") -> SalesProcess:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = read_process(path)
    assert isinstance(found, SalesProcess)
    return found


def workbook(folder: Path, *rows: list[Any]) -> SalesProcess:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = folder / "stages.xlsx"
    book.save(path)
    found = read_process(path)
    assert isinstance(found, SalesProcess)
    return found


def test_that_every_column_of_a_workbook_is_read(tmp_path):
    found = workbook(
        tmp_path,
        [
            "No.",
            "Stage",
            "CRM label(s)",
            "Owner",
            "Optional",
            "Exit criteria",
            "Buyer's step",
            "Allowed days",
            "Effort",
        ],
        [1, "Qualify", "Qualification", "SDR", "no", "pain_recorded", "problem", 5, "low"],
        [
            2,
            "Demo",
            "Demo; Presentation",
            "AE, SE",
            "amount < 10000",
            "demo_held\nplan_agreed",
            None,
            "10 bd",
            None,
        ],
        [3, "Legal check", None, None, "x", None, None, "2 weeks", None],
        [4, "Closed Won", None, None, None, "signed", None, None, None],
        [5, "Closed Lost", "Closed Lost|Disqualified", None, None, None, None, None, None],
    )
    assert found.name == "stages"
    assert found.flow == (
        Stage(
            "Qualify", ("Qualification",), owners=("SDR",), exit_evidence=("pain_recorded",), buyer="problem",
            allowed="5d", effort="low",
        ),
        Stage(
            "Demo", ("Demo", "Presentation"), owners=("AE", "SE"), allowed="10bd",
            optional=parse_condition("amount < 10000", "test"), exit_evidence=("demo_held", "plan_agreed"),
        ),
        Stage("Legal check", ("Legal check",), optional=True, allowed="14d"),
    )  # fmt: skip
    assert found.ends == (
        End("won", ("Closed Won",), requires=("signed",)),
        End("lost", ("Closed Lost", "Disqualified")),
    )


def test_that_german_columns_and_ends_are_read(tmp_path):
    found = listed(
        tmp_path,
        "Nr.;Phase;Name im CRM;Zuständig;Pflicht;Erlaubte Tage;Käuferschritt\n"
        "2;Angebot;Angebot erstellt;Vertrieb;nein;7 Tage;Auswahl\n"
        "1;Bedarf;;Innendienst;ja;3 Arbeitstage;\n"
        "3;Gewonnen;;;;;\n4;Verloren;;;;;\n",
    )
    assert found.flow == (
        Stage("Bedarf", ("Bedarf",), owners=("Innendienst",), allowed="3bd"),
        Stage("Angebot", ("Angebot erstellt",), True, owners=("Vertrieb",), allowed="7d", buyer="Auswahl"),
    )
    assert found.ends == (End("won", ("Gewonnen",)), End("lost", ("Verloren",)))
    assert found.name == "our stages"


@pytest.mark.parametrize("text", ["Stage\nQualify\nDemo\n", "Qualify\nDemo\n", "Phase\n\nQualify\nDemo\n\n"])
def test_that_a_single_column_needs_no_header(tmp_path, text):
    found = listed(tmp_path, text)
    assert [stage.name for stage in found.stages] == ["Qualify", "Demo"]
    assert found.ends == DEFAULT_ENDS


def test_that_tabs_and_columns_of_no_meaning_are_read_over(tmp_path):
    found = listed(tmp_path, "Stage\tRemark\tTimes\nQualify\tsoon\t3\nDemo\t\tany\n", "list.tsv")
    assert [(stage.name, stage.repeat) for stage in found.stages] == [("Qualify", 3), ("Demo", None)]


def test_that_numbers_with_points_order_the_stages(tmp_path):
    found = listed(tmp_path, "No,Stage\n1.10,C\n1.2,B\n1,A\n")
    assert [stage.name for stage in found.stages] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Stage,SLA\nA,5\nB,soon\n", "s.csv, row 3, column SLA: “soon” is no number of days; write 5"),
        ("Stage,SLA\nA,0\n,5\n", "s.csv, row 3, column Stage: the stage has no name"),
        ("Stage,Owner\nA,x\nB,y\na,z\n", "s.csv, row 4, column Stage: a stands in row 2 already"),
        ("Stage,Optional\nA,maybe so\n", "s.csv, row 2, column Optional"),
        ("Stage,Required\nA,maybe\n", "s.csv, row 2, column Required: “maybe” is neither yes nor no"),
        ("Stage,Repeat\nA,often\n", "s.csv, row 2, column Repeat: “often” does not say how often"),
        ("Order,Stage\n1,A\nlast,B\n", "s.csv, row 3, column Order: “last” is no number; number all stages"),
        ("Stage,CRM\nA,X\nB,x\n", "s.csv: the CRM label x belongs to stage A and to stage B"),
        (
            "Colour,Size\nred,1\n",
            "s.csv holds no process: none of its columns (Colour, Size) is called Stage",
        ),
        ("Deal ID,Stage\n1,A\n", "s.csv holds no process: by its column Deal ID it is a list of deals"),
        ("Stage,Owner\nWon,x\n", "s.csv holds no process: it lists no stage"),
        ("Stage,Owner\nA,x,y\n", "s.csv, row 2: 3 cells instead of 2"),
    ],
)
def test_that_errors_name_row_and_column(tmp_path, text, said):
    with pytest.raises(UserError) as refused:
        listed(tmp_path, text, "s.csv")
    assert str(refused.value).startswith(said)


def test_that_too_many_rows_are_refused(tmp_path):
    with pytest.raises(UserError, match=r"s\.csv has more than 500 rows"):
        listed(tmp_path, "Stage\n" + "\n".join(f"S{number}" for number in range(600)), "s.csv")
