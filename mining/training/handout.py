"""The hand-out of a session: the prescribed path, exercises with room to write, and the solutions on a page behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mining.number_format import number
from mining.training.material import FEW_DEALS
from mining.training.telling import either
from models.report import Block, Bullets, Heading, Layout, Paragraph, Report, Section, Tone
from models.training import Exercise, Material, Shown
from resources.translation import language, tr, tr_n

MOST_EXERCISES = 8
"""More do not fit on a few pages."""

_LINE = "_" * 64
_LETTERS = "ABCDEFGH"


def handout(material: Material, day: date, accent: str, logo: bytes = b"") -> Report:
    """The same exercises as on the screen, at most `MOST_EXERCISES`; nobody is named."""
    exercises = material.exercises[:MOST_EXERCISES]
    sections = [Section("path", tr("The prescribed path"), tuple(_path(material)))]
    if exercises:
        asked = tuple(block for at, one in enumerate(exercises, 1) for block in _asked(at, one))
        solved = tuple(block for at, one in enumerate(exercises, 1) for block in _solved(at, one))
        sections.append(Section("exercises", tr("Exercises"), asked))
        sections.append(Section("solutions", tr("Solutions"), solved, on_new_page=True))
    return Report(
        title=tr("Training: the process and our own deals"),
        subtitle=material.label,
        author="",
        day=day,
        language=language(),
        sections=tuple(sections),
        accent=accent,
        logo=logo,
        small_print=tr("Deals and people are not named. The stages are as they were recorded."),
        layout=Layout.COMPACT,
    )


def shown_words(row: Shown, day_hours: float | None) -> str:
    """`Discovery`, or `seen: Pain recorded`, after the day of the deal: `day 12`."""
    day = day_words(row.day, day_hours)
    if row.is_signal:
        return tr("{day}: seen: {signal}", day=day, signal=row.what)
    return tr("{day}: {stage}", day=day, stage=row.what)


def day_words(day: float, day_hours: float | None) -> str:
    """`Day 12`, counted from the beginning of the deal; `Working day 12` on a clock of working time."""
    if day_hours is not None:
        return tr("Working day {number}", number=number(day // 1))
    return tr("Day {number}", number=number(day // 1))


def _path(material: Material) -> Iterator[Block]:
    if not material.path:
        yield Paragraph(tr("The process is too large to be written as a list of stages."))
        return
    stages = (
        stage.name
        if stage.needed
        else tr("{stage} (may be left out, or done in another way)", stage=stage.name)
        for stage in material.path
    )
    yield Bullets(tuple(stages), numbered=True)
    if material.closed < FEW_DEALS:
        yield Paragraph(
            tr_n(
                "Everything is made from {count} closed deal.",
                "Everything is made from {count} closed deals.",
                material.closed,
            ),
            Tone.SMALL,
        )


def _asked(at: int, exercise: Exercise) -> Iterator[Block]:
    yield Heading(tr("{number}. {question}", number=at, question=exercise.question))
    shown = " → ".join(shown_words(row, exercise.day_hours) for row in exercise.shown)
    yield Paragraph(shown, Tone.SMALL)
    yield Bullets(tuple(f"{_LETTERS[place]}   {choice}" for place, choice in enumerate(exercise.choices)))
    yield Paragraph(tr("Why? {line}", line=_LINE))


def _solved(at: int, exercise: Exercise) -> Iterator[Block]:
    right = either([f"{_LETTERS[place]} {exercise.choices[place]}" for place in sorted(exercise.right)])
    yield Paragraph(
        tr("{number}. {right}. {explanation}", number=at, right=right, explanation=exercise.explanation)
    )
