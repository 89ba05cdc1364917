"""One documented process, drawn with the mouse, written as YAML and as BPMN: all three find the same in the demo."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from mining.analysis import analyse
from mining.conformance.check_json import check_json
from mining.preparation import prepared_log
from mining.process.bpmn import write_bpmn
from mining.process.read import read_process
from mining.process.yaml_format import to_yaml
from models.analysis import Analysis
from models.progress import silent
from models.project import ProcessModel, Project
from models.sales_process import SalesProcess
from tests.desktop.screens.editor_screen import LEFT, Editor

STAGES = {
    "Qualification": "Qualify",
    "Needs Analysis": "Discovery",
    "Demo": "Demo",
    "Security Review": "Security review",
    "Proposal/Price Quote": "Proposal",
    "Negotiation/Review": "Negotiation",
    "Contract Sent": "Contract",
}
"""The demo's stages in order: what the CRM calls them, and what the process does."""


def found_in(project: Project, process: ProcessModel) -> Analysis:
    return analyse(prepared_log(replace(project, process=process)), process, silent)


def draw(editor: Editor) -> SalesProcess:
    """Every stage is dragged from the bar above behind the one before it, and called what the process calls it."""
    QTest.mouseClick(editor.screen.start.buttons[0], LEFT)
    editor.settle()
    to = editor.view.viewport().rect().center()
    for label, name in STAGES.items():
        editor.drag_chip(label, to)
        if name != label:
            QTest.mouseDClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, editor.at(label))
            QTest.keyClicks(editor.view.name_edit, name)
            QTest.keyClick(editor.view.name_edit, Qt.Key.Key_Return)
            editor.settle()
        to = editor.behind(name)
    editor.drag_handle("Negotiation", "back", editor.at("Proposal"))
    return editor.process


def test_that_a_process_drawn_written_and_imported_finds_the_same_in_the_demo(
    qtbot: QtBot, a_window: Callable[[Project], MainWindow], demo_project: Project, tmp_path: Path
) -> None:
    documented = demo_project.process
    assert isinstance(documented, SalesProcess)
    window = a_window(replace(demo_project, process=None))
    window.resize(1400, 900)
    drawn = draw(Editor(qtbot, window))
    assert [stage.name for stage in drawn.stages] == list(STAGES.values())
    assert [stage.labels for stage in drawn.stages] == [(label,) for label in STAGES]
    (tmp_path / "drawn.yaml").write_text(to_yaml(drawn), encoding="utf-8")
    (tmp_path / "drawn.bpmn").write_bytes(write_bpmn(drawn))
    shown = window.results.analysis
    assert shown is not None
    ways = [
        shown,
        found_in(demo_project, read_process(tmp_path / "drawn.yaml")),
        found_in(demo_project, read_process(tmp_path / "drawn.bpmn")),
    ]
    told = []
    for way in ways:
        assert way.conformance is not None
        told.append(check_json(way.conformance, 0, ("owner", "team"), costs=True))
    assert told[0] == told[1] == told[2]
    flow = tuple(replace(a, repeat=b.repeat) for a, b in zip(drawn.stages, documented.stages, strict=True))
    plain = replace(documented, signals=(), journey=None, rules=())
    asked = found_in(
        demo_project, replace(plain, flow=tuple(replace(s, buyer="", exit_evidence=()) for s in plain.stages))
    )
    as_drawn = found_in(demo_project, replace(drawn, flow=flow))
    assert asked.conformance is not None
    assert as_drawn.conformance is not None
    assert np.array_equal(asked.conformance.cost, as_drawn.conformance.cost)


def test_that_the_whole_documented_process_of_the_demo_finds_the_same_as_yaml_and_as_bpmn(
    demo_project: Project, tmp_path: Path
) -> None:
    assert isinstance(demo_project.process, SalesProcess)
    (tmp_path / "demo.yaml").write_text(to_yaml(demo_project.process), encoding="utf-8")
    (tmp_path / "demo.bpmn").write_bytes(write_bpmn(demo_project.process))
    ways = [found_in(demo_project, read_process(tmp_path / name)) for name in ("demo.yaml", "demo.bpmn")]
    told = []
    for way in ways:
        assert way.conformance is not None
        assert way.rules is not None
        told.append(check_json(way.conformance, 0, ("owner", "team")))
    assert told[0] == told[1]
    assert {deviation["type"] for deviation in told[0]["deviations"]} >= {
        "skipped",
        "buyer not there yet",
        "buyer ahead",
        "missing evidence",
        "stalled",
        "late",
        "wrong role",
        "bare close",
        "hand-over",
    }
    rules = [[result.verdict.tolist() for result in way.rules.results] for way in ways if way.rules]
    assert rules[0] == rules[1]
