"""The menu of languages keeps what is chosen, and says from when on it is spoken."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.language_choice import LanguageChoice
from mining import language


def test_that_a_language_is_kept_and_spoken_from_the_next_start_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(language, "_place", lambda: tmp_path / "language")
    told: list[str] = []
    menu = QMenu()
    qtbot.addWidget(menu)
    choice = LanguageChoice(menu, told.append)
    assert choice.actions["system"].isChecked()
    choice.actions["de"].trigger()
    assert (tmp_path / "language").read_text() == "de"
    assert told == ["Lanekeeper speaks Deutsch when it is opened the next time."]
    choice.actions["en"].trigger()
    assert (tmp_path / "language").read_text() == "en"
    assert len(told) == 1


def test_that_a_choice_that_cannot_be_kept_is_said_and_undone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(language, "_place", lambda: tmp_path / "file" / "language")
    told: list[str] = []
    menu = QMenu()
    qtbot.addWidget(menu)
    choice = LanguageChoice(menu, told.append)
    choice.actions["de"].trigger()
    assert choice.actions["system"].isChecked()
    assert len(told) == 1
    assert "cannot be kept" in told[0]
