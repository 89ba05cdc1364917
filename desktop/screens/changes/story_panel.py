"""One change: its metric over time, before it, right after it and now, and what was expected of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.changes.looks import ICONS, colour_of
from desktop.theme import Palette
from desktop.widgets.series_chart import SeriesChart
from desktop.widgets.series_data import Band, Level, Line, Marker, Point, SeriesData, Slot
from desktop.widgets.text import frame, text
from mining.decay.story import start_of
from mining.decay.wording import expectation_words, value_words
from mining.kpis.periods import window_of
from mining.number_format import date, day, percent, plural
from mining.words_of_values import word_of
from models.decay import ChangeStory, Span
from models.strategy import Baseline
from resources.translation import tr

_HEIGHT = 250


class StoryPanel(QFrame):
    """A card with the chart and the three figures under it."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._palette = palette
        self._story: ChangeStory | None = None
        self.title, self.sign = text(role="heading", wrap=True), IconLabel(18)
        self.sentence, self.expected = text(wrap=True), text(role="muted", wrap=True)
        self.caption = text(role="small", wrap=True)
        self.chart = SeriesChart(tr("The metric over time"), palette, _HEIGHT)
        self.figures = [(text(role="small"), text(role="strong", wrap=True)) for _ in range(3)]
        self._build()

    def show_story(
        self, story: ChangeStory, changes: Sequence[ChangeStory], baseline: Baseline | None
    ) -> None:
        """Show a change; `changes` are all of them, those of the same metric are marked on the chart."""
        self._story = story
        self.title.setText(f"{story.change.what or story.change.id}: {word_of(story.became)}")
        self.sign.show_icon(ICONS[story.became], colour_of(story.became, self._palette))
        self.sentence.setText(story.sentence)
        self.expected.setText(expectation_words(story))
        self.expected.setVisible(bool(self.expected.text()))
        self.caption.setText(_caption(story))
        self.caption.setVisible(bool(story.spans))
        self.chart.setVisible(bool(story.spans))
        self.chart.show_data(series_of(story, changes, baseline))
        spans = (
            (tr("Before"), story.before),
            (tr("First 90\u00a0days"), story.early),
            (tr("Last 90\u00a0days"), story.late),
        )
        for (heading, value), (name, span) in zip(self.figures, spans, strict=True):
            heading.setText(name)
            value.setText(_figure(span, story.is_share))
            heading.setVisible(bool(story.spans))
            value.setVisible(bool(story.spans))

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.chart.set_palette_colors(palette)
        if self._story is not None:
            self.sign.show_icon(ICONS[self._story.became], colour_of(self._story.became, palette))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self.expected)
        column.addWidget(self.caption)
        column.addWidget(self.chart)
        column.addWidget(frame("line"))
        row = QHBoxLayout()
        row.setSpacing(16)
        for heading, value in self.figures:
            inside = QVBoxLayout()
            inside.setSpacing(2)
            inside.addWidget(heading)
            inside.addWidget(value)
            row.addLayout(inside, 1)
        column.addLayout(row)


def series_of(story: ChangeStory, changes: Sequence[ChangeStory], baseline: Baseline | None) -> SeriesData:
    """The metric month by month, with a mark at every change of it, its expected value and the baseline."""
    slots = tuple(Slot(span.begins, span.ends, date(span.begins)) for span in story.spans)
    points = tuple(_point(span, story) for span in story.spans)
    alike = [one for one in changes if one.metric == story.metric]
    marks = tuple(
        Marker(at, at, tr("{what} on {day}.", what=one.change.what or one.change.id, day=day(one.change.day)))
        for one in alike
        for at in (start_of(one.change.day),)
    )
    wanted = story.change.expect.after if story.change.expect is not None else None
    return SeriesData(
        slots,
        (Line(story.metric, points),),
        percent if story.is_share else (lambda value: f"{value:.3g}"),
        marks,
        Band(*window_of(baseline), tr("Baseline")) if baseline else None,
        Level(wanted, tr("Expected")) if wanted is not None else None,
        floor=0.0 if story.is_share else None,
        ceiling=1.0 if story.is_share else None,
        nothing=tr("No deal says anything of it."),
    )


def _caption(story: ChangeStory) -> str:
    """What the chart shows: `Skip Discovery: share of the deals in every 30 days, with its 95 % interval`."""
    share = tr("share of the deals in") if story.is_share else tr("mean of the deals in")
    return tr(
        "{metric}: {share} every 30\u00a0days, with its 95\u00a0% interval",
        metric=story.metric[:1].upper() + story.metric[1:],
        share=share,
    )


def _point(span: Span, story: ChangeStory) -> Point:
    days = tr("{day} to {day_2}", day=date(span.begins), day_2=date(span.ends - 1))
    if span.value is None:
        return Point(
            None, words=tr("{days}: only {deals}, too few to tell.", days=days, deals=plural(span.n, "deal"))
        )
    value = span.value
    return Point(value.value, value.low, value.high, f"{days}: {value_words(value, story.is_share)}.")


def _figure(span: Span | None, is_share: bool) -> str:
    if span is None:
        return tr("Not yet")
    if span.value is None:
        return tr("{deals}: too few", deals=plural(span.n, "deal"))
    return value_words(span.value, is_share)
