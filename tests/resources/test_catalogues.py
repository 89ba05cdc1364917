"""Every catalogue of translations has exactly the texts of the code, and says as much as they do."""

from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message

from resources.catalogue import CATALOGUES, Text, is_translated, read, texts_in, texts_of_code, updated, write

_FILES = sorted(CATALOGUES.glob("*.po"))


@cache
def _texts() -> frozenset[Text]:
    return frozenset(texts_of_code())


@cache
def _messages(file: Path) -> tuple[Message, ...]:
    return tuple(message for message in read(file) if message.id)


def _forms(said: object) -> list[str]:
    return [str(one) for one in said] if isinstance(said, tuple | list) else [str(said)]


def _named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_that_a_catalogue_has_the_texts_of_the_code_and_no_others(file: Path) -> None:
    """`uv run python -m resources.catalogue` brings it in line."""
    pairs = {text[0]: text for text in _texts() if isinstance(text, tuple)}
    wanted = {pairs.get(text, text) if isinstance(text, str) else text for text in _texts()}
    kept = {tuple(one.id) if isinstance(one.id, tuple | list) else one.id for one in _messages(file)}
    assert kept == wanted


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_that_a_translation_has_the_values_of_the_english(file: Path) -> None:
    """All of them in the form for many; that for one may leave some out, as the English does."""
    wrong = []
    for message in _messages(file):
        known, (*fewer, most) = _named(_forms(message.id)[-1]), _forms(message.string)
        if (most and (_named(most) ^ known) - {"count"}) or any(not _named(one) <= known for one in fewer):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_that_nothing_is_left_untranslated(file: Path) -> None:
    assert [message.id for message in _messages(file) if not is_translated(message)] == []


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_that_a_translation_is_no_guess(file: Path) -> None:
    assert [message.id for message in _messages(file) if message.fuzzy] == []


def test_that_texts_within_texts_are_found() -> None:
    source = 'f"{tr("Project")}.lane"; tr_n("{count} row", "{count} rows", n); other("no")'
    assert set(texts_in(source.replace('"Project"', "'Project'"))) == {
        "Project",
        ("{count} row", "{count} rows"),
    }


def test_that_a_catalogue_keeps_what_is_translated_and_forgets_what_is_gone(tmp_path: Path) -> None:
    kept = Catalog(locale="de")
    kept.add("Deal", "Deal")
    kept.add("Gone", "Weg")
    kept.add(("{count} row", "{count} rows"), ("{count} Zeile", "{count} Zeilen"))
    file = tmp_path / "de.po"
    write(file, updated(kept, {"Deal", "95 % interval", ("{count} row", "{count} rows")}))
    found = {str(message.id): message for message in read(file) if message.id}
    assert sorted(found) == ["('{count} row', '{count} rows')", "95 % interval", "Deal"]
    assert found["Deal"].string == "Deal"
    assert found["('{count} row', '{count} rows')"].string == ("{count} Zeile", "{count} Zeilen")
    assert not is_translated(found["95 % interval"])
    assert "python-format" not in file.read_text()
