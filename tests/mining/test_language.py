"""Which language the program speaks is decided before anything is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mining import language

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable says a language, and nothing was chosen."""
    for name in ("LANEKEEPER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANEKEEPER_LANGUAGE", "")
    monkeypatch.setattr(language, "_place", lambda: tmp_path / "settings" / "language")


def _decided(*arguments: str) -> str:
    language.decide(arguments)
    return os.environ["LANEKEEPER_LANGUAGE"]


@pytest.mark.parametrize("arguments", [(), ("demo",), ("open", "deals.lane")])
def test_that_a_window_speaks_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert _decided(*arguments) == "de"


def test_that_a_language_without_a_catalogue_is_answered_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert _decided() == "en"


def test_that_what_was_chosen_goes_before_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    language.choose("en")
    assert language.chosen() == "en"
    assert _decided("open") == "en"


def test_that_the_environment_goes_before_what_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    language.choose("en")
    monkeypatch.setenv("LANEKEEPER_LANGUAGE", "de")
    assert _decided("open") == "de"


def test_that_a_command_without_a_window_speaks_english_whatever_the_system_speaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    language.choose("de")
    assert _decided("check", "demo") == "en"


def test_that_a_choice_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "language").write_bytes(b"\xff\xfe")
    assert language.chosen() == language.SYSTEM


def test_that_nothing_has_been_said_when_the_language_is_decided() -> None:
    """A text that is translated where it is defined must not be read before."""
    code = "import sys, mining.cli; print(*(name for name in sys.modules if name.startswith('resources')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == []
