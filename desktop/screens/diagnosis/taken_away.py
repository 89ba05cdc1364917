"""What the screen gives to take away: the verdicts and the reasons of one as a page, and all of it as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop.deals_taken import deals_export
from desktop.screens.diagnosis.effects_panel import EffectsPanel
from desktop.screens.diagnosis.habit_columns import by_name, habit_table
from desktop.screens.diagnosis.habit_panel import HabitPanel
from desktop.screens.diagnosis.reasons import AGAINST, CHANGE, FOR, Reasons
from desktop.screens.diagnosis.shown import Shown
from desktop.screens.diagnosis.verdict_card import VerdictCard
from desktop.screens.diagnosis.verdict_list import UNSAID
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.text import frame, text
from mining.diagnosis.funnel import why_not_compared
from mining.diagnosis.ranking import stake_of
from mining.diagnosis.wording import confidence_words, kind_words, standing_words, who_words
from mining.export.effects_table import effects_table
from mining.wording import title
from mining.words_of_values import word_of
from models.diagnosis import Confidence, DiagnosisCard, Estimate, VerdictKind
from models.export_table import ExportColumn, ExportTable, ValueKind
from resources.translation import tr


def taken_away(shown: Shown, summary: str, chosen: DiagnosisCard | None) -> TakeAway:
    """All verdicts, and of the chosen one its reasons, its effects, the reps beside each other and its deals."""

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Diagnosis"), summary)
        _add_verdicts(sheet, shown)
        if chosen is not None:
            _add_chosen(sheet, shown, chosen)
        if shown.found.unsaid:
            sheet.add(text(UNSAID, "heading"))
            sheet.add(*(text(shown.said(one), "small", wrap=True) for one in shown.found.unsaid))

    tables = [_verdicts(shown), _reasons(shown), effects_table(tr("Effects"), shown.found.effects)]
    if chosen is not None:
        tables += _of_chosen(shown, chosen)
    if shown.found.unsaid:
        tables.append(
            ExportTable(UNSAID, (ExportColumn(UNSAID, [shown.said(one) for one in shown.found.unsaid]),))
        )
    return TakeAway(tr("Diagnosis"), picture_of(fill), tuple(table for table in tables if len(table)))


def _add_verdicts(sheet: Sheet, shown: Shown) -> None:
    """Two cards a row; those without a call in two lines, as nothing more is to be said of them."""
    calls = [card for card in shown.cards if card.kind is not VerdictKind.NO_CALL]
    cards = [VerdictCard(card, shown, LIGHT) for card in calls]
    for left, right in zip(cards[::2], [*cards[1::2], None], strict=False):
        sheet.add_beside((left, 1), (right if right is not None else text(), 1))
    others = [card for card in shown.cards if card.kind is VerdictKind.NO_CALL and card.key is not None]
    for said, is_seen in ((tr("Nobody stands out"), True), (tr("Cannot tell yet whose it is"), False)):
        told = [
            title(card.key)
            for card in others
            if card.key is not None and (card.confidence is not Confidence.CANNOT_TELL) == is_seen
        ]
        if told:
            sheet.add(text(f"{said}: {'; '.join(told)}.", "small", wrap=True))


def _add_chosen(sheet: Sheet, shown: Shown, card: DiagnosisCard) -> None:
    sheet.add(text(shown.headline(card), "title", wrap=True))
    about = (shown.who(card), *standing_words(card), *shown.figures(card))
    sheet.add(text("  ·  ".join(part for part in about if part), "muted", wrap=True))
    reasons, effects, habits = Reasons(LIGHT), EffectsPanel(LIGHT), HabitPanel(LIGHT)
    held = frame("card")
    inner = QVBoxLayout(held)
    inner.addWidget(reasons)
    reasons.show_card(card, shown)
    sheet.add(held)
    for part in (effects, habits):
        sheet.add(part)
        part.show_card(card, shown)


def _of_chosen(shown: Shown, card: DiagnosisCard) -> Iterable[ExportTable]:
    habits = shown.found.habits_of(card.key) if card.key is not None else None
    if habits is not None and card.key is not None and not why_not_compared(habits):
        yield habit_table(
            tr("Reps, {title}", title=title(card.key)), by_name(habits.habits, shown.names), shown.names
        )
    yield deals_export(tr("Deals of the verdict"), shown.deals, card.cases, real_names=True)


def _verdicts(shown: Shown) -> ExportTable:
    cards = shown.cards
    stakes = [stake_of(shown.found, card) for card in cards]
    return ExportTable(
        tr("Verdicts"),
        (
            ExportColumn(tr("Verdict"), [shown.headline(card) for card in cards]),
            ExportColumn(tr("Kind"), [kind_words(card.kind) for card in cards]),
            ExportColumn(tr("Reading"), [word_of(card.reading) for card in cards]),
            ExportColumn(tr("Deviation"), [title(card.key) if card.key else "" for card in cards]),
            ExportColumn(tr("Who"), [who_words(card, shown.names) for card in cards]),
            ExportColumn(tr("Confidence"), [confidence_words(card.confidence) for card in cards]),
            ExportColumn(tr("Deals"), [len(card.cases) for card in cards], ValueKind.COUNT),
            _numbers(tr("Money a year"), stakes, _value),
            _numbers(tr("Money a year, 95 % from"), stakes, lambda found: found.low),
            _numbers(tr("Money a year, 95 % to"), stakes, lambda found: found.high),
            ExportColumn(
                tr("Currency"),
                [shown.currency_of(card) if one else "" for card, one in zip(cards, stakes, strict=True)],
            ),
        ),
    )


def _reasons(shown: Shown) -> ExportTable:
    rows: list[tuple[str, str, str, int | None]] = []
    for card in shown.cards:
        said = shown.headline(card)
        for side, reasons in ((FOR, card.evidence), (AGAINST, card.against)):
            rows += [(said, side, shown.said(one.sentence), len(one.cases) or None) for one in reasons]
        rows += [(said, CHANGE, shown.said(one), None) for one in card.would_change]
    return ExportTable(
        tr("Reasons"),
        (
            ExportColumn(tr("Verdict"), [row[0] for row in rows]),
            ExportColumn(tr("Side"), [row[1] for row in rows]),
            ExportColumn(tr("Reason"), [row[2] for row in rows]),
            ExportColumn(tr("Deals"), [row[3] for row in rows], ValueKind.COUNT),
        ),
    )


def _numbers(name: str, found: Sequence[Estimate | None], get: Callable[[Estimate], float]) -> ExportColumn:
    return ExportColumn(name, [get(one) if one is not None else None for one in found], ValueKind.NUMBER)


def _value(found: Estimate) -> float:
    return found.value
