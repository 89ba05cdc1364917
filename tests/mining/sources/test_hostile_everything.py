"""Every file of the collection of hostile ones imports or is refused with one sentence, and leaves nothing behind."""

import multiprocessing
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mining.sources.preview import preview
from mining.sources.read import ImportOptions, import_log, recognise
from models.errors import UserError
from models.progress import silent
from tests.shared import SHARED, needs_shared

FILES = sorted(path for path in (SHARED / "hostile").iterdir() if path.is_file()) if SHARED else []
LONGEST = 700


def refusal(step: Callable[[], object]) -> str:
    """The sentence with which something was refused, empty where it was done."""
    try:
        step()
    except UserError as error:
        return str(error)
    return ""


def is_sentence(text: str) -> bool:
    """Whether it is something a person can read: one line, not endless, and no trace of a program."""
    return 20 < len(text) < LONGEST and text.isprintable() and text.endswith(".") and "Traceback" not in text


@needs_shared
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_that_it_is_imported_or_refused_and_leaves_nothing(path: Path, tmp_path: Path) -> None:
    before = set(Path(tempfile.gettempdir()).iterdir()), set(path.parent.iterdir())
    for step in (lambda: import_log([path], ImportOptions(), silent), lambda: recognise([path])):
        refused = refusal(step)
        if refused:
            assert is_sentence(refused), refused
            assert path.name.split(".")[0] in refused or path.suffix == ".zip"
    assert not multiprocessing.active_children()
    assert set(path.parent.iterdir()) == before[1]
    made = set(Path(tempfile.gettempdir()).iterdir()) - before[0]
    assert not [new for new in made if path.stem in new.name]


@needs_shared
@pytest.mark.parametrize(
    "path", [p for p in FILES if p.suffix in (".csv", ".xlsx", ".parquet")], ids=lambda path: path.name
)
def test_that_a_look_at_it_works_or_is_refused_too(path: Path) -> None:
    refused = refusal(lambda: preview(path))
    assert is_sentence(refused) if refused else preview(path).columns


@needs_shared
def test_that_the_whole_folder_at_once_is_refused_or_read_with_a_word_on_every_file() -> None:
    assert SHARED is not None
    folder = SHARED / "hostile"
    refused = refusal(lambda: import_log([folder], ImportOptions(), silent))
    if refused:
        assert is_sentence(refused), refused
        return
    notes = import_log([folder], ImportOptions(), silent).summary.notes
    assert any(note.startswith("Not used: ") for note in notes)
