"""The look of a session: the controls of the application in type that can be read from the back of a room."""

from __future__ import annotations

from dataclasses import asdict
from importlib.resources import files
from string import Template

from desktop.theme import Palette


def large_style(palette: Palette) -> str:
    """The style sheet of the window of a session, on top of the one of the application."""
    sheet = files("resources").joinpath("styles", "trainer.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(asdict(palette))
