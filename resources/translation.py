"""The language that the program speaks: English in the code, other languages from catalogues (gettext, `.po`).

A process speaks one language, that of the environment variable `LANEKEEPER_LANGUAGE` when this module is first
imported, so texts may be translated where they are defined; what is to be written in another language is written by
another process (`mining.worker`).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""What can be chosen, by its code (ISO 639-1), each in its own words."""

VARIABLE = "LANEKEEPER_LANGUAGE"
MARKED = "marked"
"""A language for tests: every translatable text in brackets, so that what cannot be translated is seen."""


class _Marked(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def tr(text: str, /, **values: object) -> str:
    """The text in the language of the program, with `{name}` replaced by the values of that name."""
    translated = _CATALOGUE.gettext(text)
    return translated.format(**values) if values else translated


def tr_n(one: str, many: str, count: int, /, **values: object) -> str:
    """The text for one or for so many, with `{count}` and `{name}` replaced; `count` may be given as it is written."""
    translated = _CATALOGUE.ngettext(one, many, count)
    return translated.format(**{"count": count, **values})


def mid_sentence(label: str) -> str:
    """A label as it is written within a sentence: not beginning with a capital, except where nouns do (German)."""
    return label if _LANGUAGE == "de" else label[:1].lower() + label[1:]


def language() -> str:
    """The code of the language that this process speaks."""
    return _LANGUAGE


def _wanted() -> str:
    code = os.environ.get(VARIABLE, "")
    return code if code in LANGUAGES or code == MARKED else "en"


def _catalogue(code: str) -> NullTranslations:
    if code == MARKED:
        return _Marked()
    if code == "en":
        return NullTranslations()
    text = files("resources").joinpath("translations", f"{code}.po").read_bytes()
    compiled = user_cache_path("lanekeeper", appauthor=False) / "translations" / _compiled_name(code, text)
    try:
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    except OSError:  # not compiled yet
        return _compile(text, code, compiled)


def _compiled_name(code: str, text: bytes) -> str:
    return f"{code}-{hashlib.sha256(text).hexdigest()[:16]}.mo"


def _compile(text: bytes, code: str, out: Path) -> NullTranslations:
    """Read the catalogue, and keep it compiled where that is possible: reading it takes half a second."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = BytesIO()
    write_mo(made, read_po(BytesIO(text), locale=code))
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(made.getvalue())
        os.replace(beside, out)
    except OSError:  # a cache that cannot be written is done without
        beside.unlink(missing_ok=True)
    made.seek(0)
    return GNUTranslations(made)


_LANGUAGE = _wanted()
_CATALOGUE = _catalogue(_LANGUAGE)
