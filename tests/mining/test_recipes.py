"""Recipes: written, read back, refused where they are none, and found again by the shape of an export."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.recipes import (
    FORMAT,
    options_of,
    parse_recipe,
    preparation_of,
    read_recipe,
    recipe_of,
    remember,
    remembered,
    shape_of,
    to_json,
    with_preparation,
    write_recipe,
)
from mining.sources.files.cell_table import Table
from mining.sources.source import Candidate, ImportOptions
from models.column_mapping import ColumnMapping
from models.errors import UserError
from models.preparation import Preparation
from models.quality import Fault
from models.recipe import Recipe

SHAPE = "0123456789abcdef" * 2
FULL = Recipe(
    source="table",
    shape=SHAPE,
    mapping=ColumnMapping(
        "Deal", "Phase", "Geändert", timezone="Europe/Berlin", day_first=True, stages=("Demo",)
    ),
    timezone="Europe/Berlin",
    day_first=True,
    sheet="Verlauf",
    object_type="deal",
    pipelines=frozenset(("New", "")),
    robots=frozenset(("Bot",)),
    currency="EUR",
    rates={"USD": 0.9},
    stages={"Angebot": "Proposal"},
    labels={"Offer": "Proposal", "Coffee": ""},
    made="2026-05-03",
)


def _file(name: str, *columns: str) -> Candidate:
    """A file without rows, which a shape does not look at."""
    return Candidate(Path(name), Table(name, columns, None, np.zeros(0, dtype=np.int64)))


def test_that_a_recipe_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_recipe(FULL, tmp_path / "mine.json")
    assert read_recipe(tmp_path / "mine.json") == FULL
    assert json.loads((tmp_path / "mine.json").read_text())["format"] == FORMAT
    assert parse_recipe(to_json(Recipe()), "r") == Recipe()


def test_that_a_recipe_gives_the_options_and_the_preparation_again() -> None:
    options = ImportOptions("table", FULL.mapping, "Europe/Berlin", True, "Verlauf", "deal")
    assert options_of(FULL) == options
    before = Preparation(switched=frozenset((Fault.ROBOTS,)))
    preparation = preparation_of(FULL, before)
    assert preparation == Preparation(
        FULL.pipelines, FULL.robots, {"Angebot": "Proposal"}, "EUR", {"USD": 0.9}, before.switched
    )
    again = with_preparation(recipe_of(options, SHAPE, "2026-05-03"), preparation)
    assert again == Recipe(**{**vars(FULL), "labels": {}})


def test_that_the_shape_is_the_source_and_the_columns_only() -> None:
    one = shape_of(
        "x", [_file("a 2026-05-03.csv", "Deal", "Stage "), _file("b.csv", "Id", "As of 2026-05-03")]
    )
    two = shape_of(
        "x",
        [
            _file("c.csv", "as of 2025-01-01", "id"),
            _file("d.csv", "stage", "deal"),
            _file("e.csv", "Deal", "Stage"),
        ],
    )
    assert one == two
    assert one != shape_of("y", [_file("a.csv", "Deal", "Stage"), _file("b.csv", "Id", "As of")])
    assert one != shape_of("x", [_file("a.csv", "Deal", "Stage")])
    assert shape_of("xes", [Candidate(Path("a.xes.gz"), None)]) == shape_of(
        "xes", [Candidate(Path("b.xes"), None)]
    )


def test_that_a_recipe_is_remembered_for_its_shape(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "recipes"
    assert remembered(folder, SHAPE) is None
    remember(folder, FULL)
    assert remembered(folder, SHAPE) == FULL
    assert remembered(folder, SHAPE[::-1]) is None
    assert remembered(folder, "../config/recipes/" + SHAPE) is None
    remember(folder, Recipe())
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"rates": {"USD": 0}},
        {"rates": {"USD": -1}},
        {"rates": {"USD": True}},
        {"rates": {"USD": "1"}},
        {"rates": {"USD": 10**400}},
        {"rates": []},
        {"source": None},
        {"timezone": 1},
        {"columns": {"password": "x"}},
        {"columns": {"case": 1}},
        {"columns": ["case"]},
        {"pipelines": "New"},
        {"pipelines": [1]},
        {"robots": {}},
        {"stages": {"a": None}},
        {"shape": "../x"},
        {"made": "yesterday"},
        {"day_first": 1},
    ],
)
def test_that_a_wrong_value_is_refused_in_one_sentence(change: dict[str, object]) -> None:
    values = json.loads(to_json(FULL)) | change
    with pytest.raises(UserError) as refused:
        parse_recipe(json.dumps(values), "mine.json")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"format": 7}', "[" * 100_000, '{"rates": NaN}', "\x00"]
)
def test_that_what_is_no_recipe_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"mine\.json"):
        parse_recipe(text, "mine.json")


def test_that_a_newer_recipe_is_refused_as_such() -> None:
    with pytest.raises(UserError, match="newer version"):
        parse_recipe('{"format": "lanekeeper.recipe/2"}', "r")


def test_that_files_that_cannot_be_a_recipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "large.json").write_bytes(b" " * 1_000_001)
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "large.json", tmp_path / "bytes.json", tmp_path, tmp_path / "none.json"):
        with pytest.raises(UserError):
            read_recipe(path)


@given(
    st.dictionaries(
        st.text(max_size=20).filter(lambda t: t.isprintable()), st.floats(min_value=1e-9, max_value=1e9)
    ),
    st.frozensets(st.text(st.characters(), max_size=20)),
)
def test_that_any_names_and_rates_come_back(rates: dict[str, float], names: frozenset[str]) -> None:
    recipe = Recipe(rates=rates, pipelines=names, robots=names)
    assert parse_recipe(to_json(recipe), "r") == recipe
