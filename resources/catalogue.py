"""Brings the catalogues of translations in line with the texts of the code: `uv run python -m resources.catalogue`.

Reads the code as Python does, not its words, so that texts within f-strings are found too; keeps what is translated,
adds what is new, leaves out what is gone, and says what is still to be translated.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog, Message

Text = str | tuple[str, str]
"""A text, or the pair of it for one and for many."""

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop", "mining", "models", "resources")
CATALOGUES = ROOT / "resources" / "translations"
_HEADER = """\
# English is in the code; docs/translating.md says how this file is kept.
msgid ""
msgstr ""
"Language: {code}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def texts_of_code() -> set[Text]:
    """Everything that `tr` and `tr_n` are called with."""
    return {
        text
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        for text in texts_in(file.read_text("utf-8"))
    }


def texts_in(source: str) -> Iterator[Text]:
    """The texts of one file, in no order."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            match node.func.id, [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]:
                case "tr", [str(text), *_]:
                    yield text
                case "tr_n", [str(one), str(many)]:
                    yield one, many


def read(file: Path) -> Catalog:
    """A catalogue as it is kept."""
    from babel.messages.pofile import read_po

    with file.open("rb") as content:
        return read_po(content, locale=file.stem, ignore_obsolete=True)


def updated(kept: Catalog, texts: set[Text]) -> Catalog:
    """A catalogue of exactly these texts, with the translations that there are."""
    from babel.messages import Catalog

    made = Catalog(locale=kept.locale)
    pairs = {text[0]: text for text in texts if isinstance(text, tuple)}
    for text in texts:
        one = text if isinstance(text, str) else text[0]
        before = kept.get(one)
        found = before.string if before is not None else ""
        is_plural = one in pairs
        if is_plural is not isinstance(found, tuple | list):
            found = ("",) * kept.num_plurals if is_plural else ""
        made.add(pairs.get(one, one), found)
    for message in made:
        message.flags.clear()  # what looks like a format of C is a share
    return made


def write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue in the order of its texts, without places: a difference shows what is said differently."""
    from io import BytesIO

    from babel.messages.pofile import write_po

    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, ignore_obsolete=True)
    header = _HEADER.format(code=file.stem, plurals=catalogue.plural_forms)
    file.write_text(header + body.getvalue().decode("utf-8").lstrip("\n"), encoding="utf-8")


def is_translated(message: Message) -> bool:
    """Whether it is said in the other language, in every form."""
    said = message.string
    return all(said) if isinstance(said, tuple | list) else bool(said)


def main() -> None:
    """Bring every catalogue in line, and say how many of its texts are not translated."""
    texts = texts_of_code()
    for file in sorted(CATALOGUES.glob("*.po")):
        catalogue = updated(read(file), texts)
        write(file, catalogue)
        lacking = sum(not is_translated(message) for message in catalogue if message.id)
        sys.stdout.write(f"{file.name}: {len(catalogue)} texts, {lacking} not translated\n")


if __name__ == "__main__":
    main()
