"""The shape of the project, held by tests: docstrings, sizes, layers' exceptions, and whose names are whose."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.lock import unmet

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop", "mining", "models", "resources")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LINES = 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_every_module_says_what_it_is_for_and_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert text.count("\n") <= LINES


def test_that_only_the_bridge_imports_pm4py_and_only_inside_functions() -> None:
    importing = [path for path in MODULES if re.search(r"^\s*(import|from) pm4py\b", path.read_text(), re.M)]
    assert importing == [ROOT / "mining" / "pm4py_bridge.py"]
    top = ast.parse(importing[0].read_text()).body
    names = [alias.name for node in top if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in top if isinstance(node, ast.ImportFrom)]
    assert not [name for name in names if name.startswith("pm4py")]


def test_that_screens_do_not_import_each_other() -> None:
    screens = ROOT / "desktop" / "screens"
    names = {path.stem for path in screens.iterdir() if path.name not in ("__init__.py", "__pycache__")}
    for path in screens.rglob("*.py"):
        own = path.relative_to(screens).parts[0].removesuffix(".py")
        for other in names - {own}:
            assert f"desktop.screens.{other}" not in path.read_text(), (
                f"{path.name} imports the screen {other}"
            )


def test_that_nobody_else_owns_our_package_names() -> None:
    owners = packages_distributions()
    assert {name: set(owners.get(name, ["lanekeeper"])) for name in PACKAGES} == {
        n: {"lanekeeper"} for n in PACKAGES
    }


def test_that_there_is_no_drawer_for_odds_and_ends() -> None:
    banned = {"utils", "helpers", "manager", "core", "common", "misc"}
    assert not [path for path in MODULES if path.stem in banned]


def test_that_the_lock_meets_the_project() -> None:
    assert unmet() == []


def test_that_the_command_line_starts_without_qt_and_without_what_is_slow_to_load() -> None:
    code = "import sys, mining.cli, mining.command_line; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(out.stdout.split())
    assert not loaded & {
        "PySide6",
        "pm4py",
        "pandas",
        "matplotlib",
        "scipy",
        "pyarrow",
        "networkx",
        "holidays",
    }
