"""Every test runs without a display; the window's tests are left out, with a word, where Qt cannot be loaded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from models.project import Project

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "agg")
os.environ["LANEKEEPER_LANGUAGE"] = "en"  # whatever the machine speaks
os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"


# How long an example takes is the business of the benchmarks: a busy machine is no failure.
# 40 new examples in every run find in few runs what 100 find; `--hypothesis-profile=thorough` looks at 500 at once.
settings.register_profile("lanekeeper", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("lanekeeper")


def _why_qt_cannot_load() -> str:
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""


QT_PROBLEM = _why_qt_cannot_load()
if QT_PROBLEM and os.environ.get("CI"):
    raise RuntimeError(f"Qt has to load in CI: {QT_PROBLEM}")

pytest_plugins = [] if QT_PROBLEM else ["pytestqt.plugin"]
collect_ignore = ["desktop"] if QT_PROBLEM else []


@pytest.fixture(scope="session")
def demo_project() -> Project:
    """The demo, made and read once for all tests of a process: that takes seconds, and nobody can change it."""
    from mining.demo.project import demo_project as made
    from models.progress import silent

    return made(silent)


def pytest_report_header() -> str:
    return f"The window's tests are left out, because Qt cannot load: {QT_PROBLEM}" if QT_PROBLEM else ""
