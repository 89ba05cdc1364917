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
from mining.words_of_values import word_of
from models.decay import ChangeStory, Span
from models.diagnosis import Estimate
from models.export_table import ExportColumn, ExportTable
from models.strategy import Baseline
from resources.translation import tr

_HEIGHT = 220


def taken_away(stories: Sequence[ChangeStory], baseline: Baseline | None) -> TakeAway:
    """Every story in words, and the figures behind it."""

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Changes"), tr("What became of each recorded change"))
        for story in stories:
            title = story.change.what or story.change.id
            sheet.add(text(f"{story.change.day}: {title} – {word_of(story.became)}", "strong", wrap=True))
            sheet.add(text(story.sentence, wrap=True))
            if expectation_words(story):
                sheet.add(text(expectation_words(story), "muted", wrap=True))
            if story.spans:
                chart = SeriesChart(story.metric, LIGHT, _HEIGHT)
                chart.show_data(series_of(story, stories, baseline))
                sheet.add(text(tr("{metric}, month by month", metric=story.metric), "small"), chart)

    columns: tuple[tuple[str, Callable[[ChangeStory], str]], ...] = (
        (tr("Id"), lambda one: one.change.id),
        (tr("Day"), lambda one: str(one.change.day)),
        (tr("Change"), lambda one: one.change.what),
        (tr("Answers for it"), lambda one: one.change.owner),
        (tr("Metric"), lambda one: one.metric),
        (tr("Before"), lambda one: _span(one.before, one.is_share)),
        (tr("First 90 days"), lambda one: _span(one.early, one.is_share)),
        (tr("Last 90 days"), lambda one: _span(one.late, one.is_share)),
        (tr("Gain"), lambda one: _difference(one.gain, one.is_share)),
        (tr("Since then"), lambda one: _difference(one.loss, one.is_share)),
        (tr("What became of it"), lambda one: word_of(one.became)),
    )
    table = ExportTable(
        tr("Changes"), tuple(ExportColumn(name, [tell(one) for one in stories]) for name, tell in columns)
    )
    return TakeAway(tr("Changes"), picture_of(fill), (table,))


def _span(span: Span | None, is_share: bool) -> str:
    return value_words(span.value, is_share) if span is not None and span.value is not None else ""


def _difference(value: Estimate | None, is_share: bool) -> str:
    return difference_words(value, is_share) if value is not None else ""
