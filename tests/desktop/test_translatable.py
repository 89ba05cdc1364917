"""Whether every text that a person reads in the window can be said in another language."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SHOWN = frozenset(
    {"text", "setText", "setToolTip", "set_tip", "setTitle", "setWindowTitle", "setAccessibleName", "addTab"}
    | {"setAccessibleDescription", "setPlaceholderText", "setSpecialValueText", "setInformativeText", "QLabel"}
    | {"QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QAction", "addMenu", "addItem", "addItems"}
    | {"Column", "ExportColumn", "ExportTable", "EmptyState", "Table", "UserError", "report", "edit", "drawText"}
    | {"Switch", "MenuChip", "ChoiceChip", "SpanChip", "PeriodChip", "scrolled", "CommitEdit", "button_text"}
)  # fmt: skip
"""What shows its first text to a person."""
_EXAMPLES = frozenset({"amount < 10000", "rules:", "d MMM yyyy", "Lanekeeper", "row", "big", "pick"})
_AS_THEY_ARE = re.compile(
    r"\b(English|Deutsch|Lanekeeper|marked)\b"  # names
    r"|\b(BPMN|XES|q|p|n)\b"  # terms of the field
    r"|\((Ctrl|Alt|Shift)\+[\w+]+\)"  # keys
    r"|\bRep\b"  # stand-ins, which are data of what leaves the program
    r"|\b(Won|Lost)\b|^\W*late\W*$"  # ends as the process has them, and hand-overs, which are keys
    r"|Demand Generation Manager|Account Executive"  # roles of people in the CRM of the demo
    r"|#[0-9a-f]{6}|\{\w+\}"  # colours, and the fields of a template
    r"|\b[\w.]+\.(csv|xlsx|json|lane)\b"  # files
    r"|Six buying jobs(, from MEDDPICC fields)?|Three steps, from events alone"  # templates: they become data
    r"|rules:[^}]*\}[^}]*\}|\(\?i\)\S*|\|quote\b|\beconomic_buyer_met\b|\bmql\b"  # what is written into files
)


def test_that_every_text_of_the_window_can_be_translated() -> None:
    """In the language of brackets everything stands in brackets but names, numbers and keys."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.desktop.unmarked"],
        capture_output=True, text=True, cwd=_ROOT, check=True,
        env={**os.environ, "LANEKEEPER_LANGUAGE": "marked", "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    told = json.loads(ran.stdout)
    assert [
        (place, text) for place, text, rest in told if re.search(r"[^\W\d_]{2,}", _AS_THEY_ARE.sub(" ", rest))
    ] == []


def test_that_nothing_is_shown_as_it_stands_in_the_code() -> None:
    wrong = [
        (f"{file.relative_to(_ROOT)}:{node.lineno}", said)
        for file in sorted((_ROOT / "desktop").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")) in _SHOWN
        for said in _words(node.args[:1])
    ]
    assert wrong == []


def _words(arguments: list[ast.expr]) -> Iterator[str]:
    """The words of a literal, or of an f-string between its values."""
    for argument in arguments:
        parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
        said = "\0".join(
            one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else "" for one in parts
        )
        if (
            re.search(r"[^\W\d_]{2,}", said)
            and said not in _EXAMPLES
            and not re.search(r"<|\.\w{3,4}$", said)
        ):
            yield said
