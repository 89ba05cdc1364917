"""What discovery writes: pictures that never change, models that other tools read, JSON with every number."""

import json
import stat
from pathlib import Path
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest

from mining.discovery.map_json import map_json
from mining.discovery.models import counted_variants, discover
from mining.discovery.picture_plan import plan_of
from mining.discovery.pictures import picture
from mining.discovery.process_map import process_map
from mining.discovery.write import write_discovery
from mining.drawing.arrange import arranged
from mining.drawing.tree_graph import tree_bpmn
from mining.process.bpmn import read_bpmn
from mining.process.bpmn_writer import bpmn_of
from mining.process.pnml import read_pnml
from mining.worker import Worker
from models.discovered_model import Miner
from models.errors import Cancelled, UserError
from models.event_log import EventLog
from models.process_tree import Operator, ProcessTree
from models.progress import silent
from tests.builders import a_log
from tests.mining.discovery.test_process_map import SALES, mapped

HOSTILE = a_log("$5 to $10 > <img src=x> > $\\frac{1}$ > 見積 > Won", "]]> & \"' > Lost")
SUFFIXES = ["svg", "png", "pdf", "json", "bpmn", "pnml", "ptml"]


def leaf(label: str | None) -> ProcessTree:
    return ProcessTree(label=label)


def every(log: EventLog) -> np.ndarray:
    return np.ones(log.n_cases, dtype=bool)


@pytest.mark.parametrize(("kind", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_that_the_same_map_gives_the_same_picture(kind: str, begin: bytes) -> None:
    drawn = picture(mapped(SALES), kind)
    assert drawn.startswith(begin)
    assert drawn == picture(mapped(SALES), kind)


def test_that_names_are_drawn_as_they_are_written() -> None:
    assert picture(process_map(HOSTILE, None, every(HOSTILE)), "svg").startswith(b"<?xml")


def test_that_a_log_without_events_has_a_picture_too() -> None:
    assert picture(process_map(a_log(""), None, np.ones(1, dtype=bool)), "svg").startswith(b"<?xml")


def test_that_the_json_says_every_number_and_its_format() -> None:
    found = json.loads(json.dumps(map_json(mapped(SALES)), allow_nan=False))
    assert (found["format"], found["cases"], found["documented"]) == ("lanekeeper.discover/1", 6, True)
    lead = next(node for node in found["nodes"] if node["label"] == "Lead")
    assert (lead["kind"], lead["cases"], lead["median_days_until_next"]) == ("documented", 6, 1.0)
    step = next(e for e in found["edges"] if (e["source"], e["target"]) == ("stage:Lead", "stage:Demo"))
    assert (step["cases"], step["kind"], step["win_rate"], step["median_days"]) == (2, "conforming", 0.5, 1.0)


def test_that_open_deals_are_not_learnt_from_where_any_has_ended() -> None:
    log = a_log("A > Won", "A > B", "A > Lost", "A > Won", "")
    assert counted_variants(log, every(log)) == {("A", "Won"): 2, ("A", "Lost"): 1}
    assert counted_variants(a_log("A > B"), np.ones(1, dtype=bool)) == {("A", "B"): 1}


def test_that_nothing_to_discover_is_one_sentence() -> None:
    with pytest.raises(UserError, match="none of the deals has an event"):
        counted_variants(a_log("", ""), np.ones(2, dtype=bool))


def test_that_a_noise_threshold_outside_its_range_is_refused() -> None:
    with pytest.raises(UserError, match=r"between 0 and 1, not at 1\.5"):
        discover(SALES, every(SALES), Miner.INDUCTIVE, 1.5, silent)


def test_that_discovery_is_cancelled_by_its_reporter() -> None:
    def stop(fraction: float, message: str) -> None:
        raise Cancelled

    with Worker() as worker, pytest.raises(Cancelled):
        discover(SALES, every(SALES), Miner.INDUCTIVE, 0.2, stop, worker)


def test_that_bpmn_says_what_the_tree_says() -> None:
    tree = ProcessTree(Operator.SEQUENCE, children=(
        leaf("A"),
        ProcessTree(Operator.XOR, children=(leaf("B"), leaf(None))),
        ProcessTree(Operator.LOOP, children=(leaf("C"), leaf(None))),
        ProcessTree(Operator.PARALLEL, children=(leaf("D"), leaf("E"))),
    ))  # fmt: skip
    written = bpmn_of(arranged(tree_bpmn(tree, "Tree")))
    assert written == bpmn_of(arranged(tree_bpmn(tree, "Tree")))
    assert set(read_bpmn(written, "tree.bpmn").labels) == {"A", "B", "C", "D", "E"}
    root = fromstring(written)
    shapes = [e.get("bpmnElement") for e in root.iter() if e.tag.endswith("BPMNShape")]
    flows = [e.get("id") for e in root.iter() if e.tag.endswith("sequenceFlow")]
    drawn = [e.get("bpmnElement") for e in root.iter() if e.tag.endswith("BPMNEdge")]
    assert (len(shapes), drawn) == (2 + 5 + 5, flows)
    places = {
        e.get("bpmnElement"): float(e[0].get("x", "")) for e in root.iter() if e.tag.endswith("BPMNShape")
    }
    assert min(places, key=lambda ident: places[ident]) == "startEvent_1"


def test_that_every_ending_is_written_and_models_are_read_back(tmp_path: Path) -> None:
    log = a_log("Lead > Demo > Won", "Lead > Won", "Lead > Demo > Lost")
    with Worker() as worker:
        for suffix in SUFFIXES:
            name = f"map.{suffix.upper() if suffix == 'png' else suffix}"
            write_discovery(log, None, tmp_path / name, noise=0, worker=worker)
    assert sorted(path.suffix.lower() for path in tmp_path.iterdir()) == sorted(f".{s}" for s in SUFFIXES)
    names = {"Lead", "Demo", "Won", "Lost"}
    assert set(read_pnml((tmp_path / "map.pnml").read_bytes(), "map.pnml").labels) == names
    assert set(read_bpmn((tmp_path / "map.bpmn").read_bytes(), "map.bpmn").labels) == names


def test_that_only_the_chosen_deals_are_written_and_a_picture_says_how_many(tmp_path: Path) -> None:
    chosen = np.array([True, False, False, True, False, False])
    write_discovery(SALES, None, tmp_path / "map.json", mask=chosen)
    assert json.loads((tmp_path / "map.json").read_text())["cases"] == 2
    some = process_map(SALES, None, chosen)
    assert plan_of(some, 6, silent).footer == "2 of 6\u00a0deals (33\u00a0%)"
    assert plan_of(some, 2, silent).footer == "2\u00a0deals"


@pytest.mark.parametrize("name", ["map.docx", "map"])
def test_that_another_ending_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=rf"{name} has an ending"):
        write_discovery(SALES, None, tmp_path / name)


def test_that_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="missing does not exist"):
        write_discovery(SALES, None, tmp_path / "missing" / "map.json")


def test_that_a_place_that_cannot_be_written_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "map.json").mkdir()
    with pytest.raises(UserError, match=r"map\.json cannot be written"):
        write_discovery(SALES, None, tmp_path / "map.json")
    assert [path.name for path in tmp_path.iterdir()] == ["map.json"]


def test_that_a_written_file_can_be_read_like_any_other(tmp_path: Path) -> None:
    write_discovery(SALES, None, tmp_path / "map.json")
    (tmp_path / "plain").write_text("")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("map.json", "plain")}
    assert len(modes) == 1
