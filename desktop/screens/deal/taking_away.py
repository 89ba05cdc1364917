"""What the screen of a deal gives to take away: its timeline painted once more, and its tables."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from desktop.screens.deal.arrangement import Arrangement, Told
from desktop.screens.deal.artist import NORMAL, Artist
from desktop.screens.deal.drawing import StageArtist
from desktop.screens.deal.lane_drawing import StoryArtist
from desktop.screens.deal.timeline import GUTTER, Timeline
from desktop.take_away import Picture, TakeAway
from desktop.theme import Palette
from mining.deals.beside import beside_story
from mining.deals.buyer import buyer_story
from mining.deals.story import with_names
from mining.deals.story_words import story_words
from mining.deals.tables import buyer_table, deal_tables
from mining.export.stand_ins import stand_ins_of
from models.event_log import EventLog

_WIDTH, _A_STEP = 1100.0, 128.0
"""The room for the lanes, and for every step where there are so many that they need more."""
_EDGE = 16.0
_LINE = 19.0


def deal_to_take_away(
    title: str, told: Told, log: EventLog, timeline: Timeline, palette: Palette, real_names: bool
) -> TakeAway | None:
    """Picture and tables of one deal, with stand-ins for the people of the `log` unless `real_names`."""
    if told.story is None:
        return None
    if not real_names:
        names = stand_ins_of(log)
        title = names.get(title, title)
        path = replace(
            told.path,
            steps=tuple(replace(step, who=names.get(step.who, step.who)) for step in told.path.steps),
        )
        activities = tuple(replace(one, who=names.get(one.who, one.who)) for one in told.activities)
        beside = tuple(replace(one, who=names.get(one.who, one.who)) for one in told.beside)
        story = with_names(told.story, names)
        told = replace(told, path=path, activities=activities, story=story, beside=beside)
    found = timeline.arranged(told, max(_WIDTH, _A_STEP * len(told.path.steps)))
    paint = partial(_paint, title=title, told=told, found=found, palette=palette)
    width, lines = found.width + GUTTER + 2 * _EDGE, _lines(told, found)
    height = found.height + 3 * _EDGE + 24 + _LINE * len(lines)
    tables = deal_tables(told.path, told.activities, told.story) if told.story is not None else ()
    if told.journey:
        tables = (*tables, buyer_table(told.journey, told.journey_words))
    return TakeAway(title, Picture(QSizeF(width, height), paint), tables)


def _paint(painter: QPainter, title: str, told: Told, found: Arrangement, palette: Palette) -> None:
    width = found.width + GUTTER
    lines = _lines(told, found)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QRectF(0, 0, width + 2 * _EDGE, found.height + 3 * _EDGE + 24 + _LINE * len(lines))
    painter.fillRect(ground, QColor(palette.surface))
    artist = Artist(painter, palette)
    artist.size(17, bold=True)
    artist.words(QRectF(_EDGE, _EDGE, width, 24), title, palette.text)
    artist.size(NORMAL)
    for at, line in enumerate(lines):
        artist.words(QRectF(_EDGE, _EDGE + 26 + at * _LINE, width, _LINE), line, palette.muted)
    top = 2 * _EDGE + 24 + _LINE * len(lines)
    painter.translate(QPointF(_EDGE + GUTTER, top))
    visible = QRectF(0, 0, found.width, found.height)
    story = StoryArtist(painter, palette, told, found)
    story.grid()
    StageArtist(painter, palette, told.path, found, -1).draw(visible)
    story.draw(visible, -1)
    story.names(-GUTTER, GUTTER, palette.surface)
    painter.restore()


def told_words(told: Told) -> str:
    """The story of a deal, what there is to say of buyer and seller, and what took too long or was in other hands."""
    story = story_words(told.story) if told.story is not None else ""
    parts = (story, buyer_story(told.journey, told.journey_words), beside_story(told.beside))
    return " ".join(part for part in parts if part)


def _lines(told: Told, found: Arrangement) -> list[str]:
    """The story in lines as long as the picture is wide, about six and a half pixels a character."""
    most = int((found.width + GUTTER) / 6.6)
    lines = [""]
    for word in told_words(told).split(" "):
        if len(lines[-1]) + len(word) + 1 > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]
