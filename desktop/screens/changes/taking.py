"""What the screen of changes gives to take away: a page with every story, and a table of its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.screens.changes.story_panel import series_of
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.series_chart import SeriesChart
from desktop.widgets.text import text
from mining.decay.wording import difference_words, expectation_words, value_words
from models.decay import ChangeStory, Span
from models.diagnosis import Estimate
from models.export_table import ExportColumn, ExportTable
from models.strategy import Baseline

_HEIGHT = 220


def taken_away(stories: Sequence[ChangeStory], baseline: Baseline | None) -> TakeAway:
    """Every story in words, and the figures behind it."""

    def fill(sheet: Sheet) -> None:
        sheet.add_head("Changes", "What became of each recorded change")
        for story in stories:
            title = story.change.what or story.change.id
            sheet.add(text(f"{story.change.day}: {title} – {story.became}", "strong", wrap=True))
            sheet.add(text(story.sentence, wrap=True))
            if expectation_words(story):
                sheet.add(text(expectation_words(story), "muted", wrap=True))
            if story.spans:
                chart = SeriesChart(story.metric, LIGHT, _HEIGHT)
                chart.show_data(series_of(story, stories, baseline))
                sheet.add(text(f"{story.metric}, month by month", "small"), chart)

    columns: tuple[tuple[str, Callable[[ChangeStory], str]], ...] = (
        ("Id", lambda one: one.change.id),
        ("Day", lambda one: str(one.change.day)),
        ("Change", lambda one: one.change.what),
        ("Answers for it", lambda one: one.change.owner),
        ("Metric", lambda one: one.metric),
        ("Before", lambda one: _span(one.before, one.is_share)),
        ("First 90 days", lambda one: _span(one.early, one.is_share)),
        ("Last 90 days", lambda one: _span(one.late, one.is_share)),
        ("Gain", lambda one: _difference(one.gain, one.is_share)),
        ("Since then", lambda one: _difference(one.loss, one.is_share)),
        ("What became of it", lambda one: str(one.became)),
    )
    table = ExportTable(
        "Changes", tuple(ExportColumn(name, [tell(one) for one in stories]) for name, tell in columns)
    )
    return TakeAway("Changes", picture_of(fill), (table,))


def _span(span: Span | None, is_share: bool) -> str:
    return value_words(span.value, is_share) if span is not None and span.value is not None else ""


def _difference(value: Estimate | None, is_share: bool) -> str:
    return difference_words(value, is_share) if value is not None else ""
