"""What the screen of the trainer gives to take away: a page with the session, and its deals and exercises as tables."""

from __future__ import annotations

from collections.abc import Callable

from desktop.screens.trainer.session import Prepared
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.widgets.text import text
from mining.training.handout import day_words, shown_words
from mining.training.material import lane_words
from mining.training.score import KIND_WORDS
from mining.training.telling import either
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.training import DealMoment, Exercise, Group, Material, TrainingDeal
from resources.translation import tr

Told = tuple[TrainingDeal, DealMoment]


def taken_away(prepared: Prepared, real_names: bool) -> TakeAway | None:
    """Whose session it is, in words; deals are Deal A and Deal B all the same. None where there is nothing in it."""
    made, whom = prepared.material, prepared.wish.whom
    if not made.path or not made.deals:
        return None
    who = whom.name if real_names and whom.group is Group.REP else made.label

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Trainer"), who)
        sheet.add(text(lane_words(tr("These deals"), made.own), wrap=True))
        if made.others is not None:
            sheet.add(text(lane_words(tr("Everybody else"), made.others), "muted", wrap=True))
        sheet.add(text(tr("The prescribed path"), "heading"))
        sheet.add(text(" → ".join(stage.name for stage in made.path), wrap=True))
        sheet.add(text(tr("Deals to go through"), "heading"))
        for deal in made.deals:
            sheet.add(text(_deal_line(deal), wrap=True))
        if made.exercises:
            sheet.add(text(tr("Exercises"), "heading"))
        for number, exercise in enumerate(made.exercises, 1):
            sheet.add(
                text(
                    tr("{number}. {question}", number=number, question=exercise.question), "strong", wrap=True
                )
            )
            sheet.add(text(_shown_line(exercise), "muted", wrap=True))
            sheet.add(text("   ".join(exercise.choices), wrap=True))

    return TakeAway(tr("Trainer"), picture_of(fill), tuple(_tables(made)))


def _tables(made: Material) -> list[ExportTable]:
    steps = [(deal, moment) for deal in made.deals for moment in deal.moments]
    step_columns: tuple[tuple[str, Callable[[Told], str | float], ValueKind], ...] = (
        (tr("Deal"), lambda told: told[0].name, ValueKind.TEXT),
        (tr("Day of the deal"), lambda told: round(told[1].day, 1), ValueKind.NUMBER),
        (tr("Stage"), lambda told: told[1].stage, ValueKind.TEXT),
        (tr("As the process asks"), lambda told: tr("yes") if told[1].follows else tr("no"), ValueKind.TEXT),
        (tr("Why"), lambda told: told[1].told, ValueKind.TEXT),
        (tr("Asked for next"), lambda told: either(told[1].asked), ValueKind.TEXT),
    )
    exercise_columns: tuple[tuple[str, Callable[[Exercise], str]], ...] = (
        (tr("Kind"), lambda one: KIND_WORDS[one.kind]),
        (tr("Question"), lambda one: one.question),
        (tr("Recorded"), _shown_line),
        (tr("Choices"), lambda one: "; ".join(one.choices)),
        (tr("Right"), lambda one: either([one.choices[at] for at in sorted(one.right)])),
        (tr("Explanation"), lambda one: one.explanation),
    )
    tables = [
        ExportTable(
            tr("Deals step by step"),
            tuple(
                ExportColumn(title, [tell(one) for one in steps], kind) for title, tell, kind in step_columns
            ),
        )
    ]
    if made.exercises:
        columns = tuple(
            ExportColumn(title, [tell(one) for one in made.exercises]) for title, tell in exercise_columns
        )
        tables.append(ExportTable(tr("Exercises"), columns))
    return tables


def _deal_line(deal: TrainingDeal) -> str:
    path = " → ".join(f"{moment.stage} ({day_words(moment.day, deal.day_hours)})" for moment in deal.moments)
    return tr("{deal}: {path}", deal=deal.name, path=path)


def _shown_line(exercise: Exercise) -> str:
    return " → ".join(shown_words(row, exercise.day_hours) for row in exercise.shown)
