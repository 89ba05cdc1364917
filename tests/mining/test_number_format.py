"""How numbers, dates and counted nouns are written, in English and in another language."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mining.nouns import COUNTED
from mining.number_format import day_and_time, days, decimal, number, percent_range, plural, points

_ROOT = Path(__file__).parents[2]
_SAID = """
from mining.number_format import number, percent, percent_range, days, decimal, p_words
print(number(2010), percent(0.82), percent_range(0.0, 0.0021), days(3.5), decimal(1204.04), p_words(0.034))
"""


def _in_german(code: str) -> str:
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "LANEKEEPER_LANGUAGE": "de", "PYTHONIOENCODING": "utf-8"},
        cwd=_ROOT,
        capture_output=True,
        check=True,
    )
    return told.stdout.decode("utf-8").strip().replace("\u00a0", " ")


def _counted_nouns() -> Iterator[tuple[str, str]]:
    """Every noun that the program gives to `plural` as a word, and where."""
    for folder in ("mining", "desktop"):
        for file in (_ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") == "plural"
                    and len(node.args) == 2
                ):
                    yield from ((word, f"{file.name}:{node.lineno}") for word in _words(node.args[1]))


def _words(noun: ast.expr) -> Iterator[str]:
    if isinstance(noun, ast.Constant):
        yield str(noun.value)
    elif isinstance(noun, ast.IfExp):
        yield from (*_words(noun.body), *_words(noun.orelse))


def test_that_every_noun_that_is_counted_can_be_translated() -> None:
    assert [(word, where) for word, where in _counted_nouns() if word not in COUNTED] == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (number(-2010), "−2,010"),
        (decimal(1204.04), "1,204.0"),
        (percent_range(0.0, 0.0021), "0.0–0.2 %"),
        (plural(1, "deal"), "1 deal"),
        (plural(2010, "deal"), "2,010 deals"),
        (points(-0.01), "−1 point"),
        (points(0.07), "+7 points"),
        (days(3.5), "3.5 days"),
        (days(3.5, 8), "3.5 working days"),
        (days(1 / 24 / 60 / 3), "< 1 minute"),
        (days(1 / 24), "1 hour"),
        (days(14.2, 8), "14 working days"),
        (day_and_time(1772546700000000), "3 Mar 2026, 14:05 UTC"),
    ],
)
def test_that_english_numbers_are_written_as_ever(written: str, expected: str) -> None:
    assert written.replace("\u00a0", " ") == expected


@pytest.mark.skipif(
    not (_ROOT / "resources" / "translations" / "de.po").exists(), reason="there is no German catalogue yet"
)
def test_that_german_numbers_have_the_separators_of_german() -> None:
    said = _in_german(_SAID)
    assert said.startswith("2.010 82 % 0,0–0,2 % 3,5 ")
    assert said.endswith(" 1.204,0 p = 0,034")
