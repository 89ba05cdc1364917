"""Which language the program speaks: the environment's, the chosen one, or the system's, before any text is read.

Imports nothing that has texts: they are translated where they are defined, and by then it is decided.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_path

SYSTEM = "system"
"""The choice of whatever language the system speaks."""

_VARIABLE = "LANEKEEPER_LANGUAGE"
_CODES = ("en", "de")
_WINDOWED = ("open", "demo")
"""The commands that open a window; so does the program without any."""


def decide(arguments: Sequence[str]) -> None:
    """Set the environment variable that says the language, where nobody has; the processes beside inherit it.

    Commands without a window speak English unless the variable says otherwise: what reads their output is as often
    a program as a person.
    """
    if os.environ.get(_VARIABLE):
        return
    opens_window = not arguments or arguments[0] in _WINDOWED
    os.environ[_VARIABLE] = (spoken(chosen()) if opens_window else "") or "en"


def spoken(choice: str) -> str:
    """The code of the language that a choice comes to: itself, or what the system speaks; English for all others."""
    code = _of_the_system() if choice == SYSTEM else choice
    return code if code in _CODES else "en"


def chosen() -> str:
    """What the user chose: a code, or `SYSTEM` where nothing (or nothing that can be read) is kept."""
    try:
        kept = _place().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return SYSTEM
    return kept if kept in _CODES else SYSTEM


def choose(choice: str) -> None:
    """Keep a choice for the next start; UserError where the folder of settings cannot be written."""
    from mining.atomic_file import write_atomically
    from models.errors import UserError
    from resources.translation import tr

    place = _place()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            tr(
                "The language cannot be kept: {folder} cannot be made ({reason}).",
                folder=place.parent,
                reason=error.strerror,
            )
        ) from error
    write_atomically(place, choice.encode())


def _place() -> Path:
    return user_config_path("lanekeeper", appauthor=False) / "language"


def _of_the_system() -> str:
    """Two letters, as `de`; empty where the system does not say."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if said := os.environ.get(name, ""):
            return said[:2].lower()
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")[:2]
    return _of_the_mac() if sys.platform == "darwin" else ""


def _of_the_mac() -> str:
    """The first of the languages in the system's settings: a program opened in the Finder has no locale."""
    import re
    import subprocess

    try:
        listed = subprocess.run(
            ["/usr/bin/defaults", "read", "-g", "AppleLanguages"], capture_output=True, text=True, timeout=2
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    first = re.search(r"[a-z]{2}", listed)
    return first.group() if first else ""
