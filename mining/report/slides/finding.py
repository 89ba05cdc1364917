"""One finding a slide: its headline as the title, evidence at the left, figures at the right, what to do below."""

from __future__ import annotations

from collections.abc import Sequence

from mining.report import labels
from mining.report.slides.deck import Deck, Page
from mining.report.slides.flow import Flow
from mining.report.slides.master import Box
from mining.report.slides.prose import Ink, Line, divided, height_of, shortened
from mining.report.slides.tiles import tile_lines, tiles_height
from models.report import Figure, Finding

_RIGHT, _BETWEEN, _GAP = 236.0, 30.0, 12.0
_SCALES = (1.0, 0.93, 0.86, 0.79)
_SENTENCE, _TEXT, _ADVICE, _LABEL, _SMALL = 17.0, 14.0, 13.0, 11.0, 10.0
_MOST_ADVICE = 3
"""Lines at the foot of the slide; all of it is in the notes."""


def finding_slide(deck: Deck, finding: Finding) -> None:
    """The slide, and further ones for what does not fit; the notes hold all of it."""
    page = deck.page(finding.headline)
    page.note(*notes_of(finding))
    box = deck.master.content
    below = _advice(page, finding.advice, box)
    height = box.height - below
    left = box.width - (_RIGHT + _BETWEEN if finding.figures else 0.0)
    figures = _figures(page, finding.figures, Box(box.left + box.width - _RIGHT, box.top, _RIGHT, height))
    lines, rest = _divided(finding, left, height)
    page.prose(lines, Box(box.left, box.top, left, height))
    if rest or figures:
        on = Flow(deck, finding.headline, pages=1)
        on.tiles(figures)
        on.prose(rest)
        on.done()


def _divided(finding: Finding, width: float, height: float) -> tuple[list[Line], list[Line]]:
    """What stands on the slide, as large as it can, and what does not: first what goes with it."""
    told, effect = [*_told(finding), *_evidence(finding)], _effect(finding)
    small = [Line(line.text, _SMALL, ink=Ink.MUTED, before=_SMALL) for line in effect[1:]]
    for shown, rest in (([*told, *effect], []), ([*told, *small], []), (told, effect)):
        for scale in _SCALES:
            lines = [line.scaled(scale, _LABEL) for line in shown]
            if height_of(lines, width) <= height:
                return lines, rest
    lines, others = divided([line.scaled(_SCALES[2], _LABEL) for line in told], width, height)
    return lines, [*others, *effect]


def notes_of(finding: Finding) -> list[str]:
    """All that is known of it, for the speaker."""
    figures = [
        f"{figure.label}: {' · '.join(filter(None, (figure.value, figure.interval, figure.note)))}"
        for figure in finding.figures
    ]
    sides = ((labels.for_it(), finding.evidence), (labels.against_it(), finding.against))
    told = [line for label, items in sides if items for line in (label, *(f"• {item}" for item in items))]
    after = [
        line
        for label, text in ((labels.effect(), finding.effect), (labels.advice(), finding.advice))
        if text
        for line in (label, text)
    ]
    return [finding.headline, finding.kind, finding.confidence, finding.sentence, *figures, *told, *after]


def _told(finding: Finding) -> list[Line]:
    about = " · ".join(filter(None, (finding.kind, finding.confidence)))
    lines = [Line(about, _LABEL, True, Ink.ACCENT), Line(finding.sentence, _SENTENCE, before=8.0)]
    return [line for line in lines if line.text]


def _evidence(finding: Finding) -> list[Line]:
    sides = ((labels.for_it(), finding.evidence), (labels.against_it(), finding.against))
    return [
        line
        for label, items in sides
        if items
        for line in (
            Line(label, _LABEL, True, Ink.MUTED, before=14.0),
            *(Line(item, _TEXT, before=4.0, bullet="•") for item in items),
        )
    ]


def _effect(finding: Finding) -> list[Line]:
    if not finding.effect:
        return []
    return [
        Line(labels.effect(), _LABEL, True, Ink.MUTED, before=14.0),
        Line(finding.effect, _TEXT, before=3.0),
    ]


def _advice(page: Page, advice: str, box: Box) -> float:
    """Set what to do at the foot; the height that it takes, with the room above it."""
    if not advice:
        return 0.0
    width = box.width - 24.0
    lines = [
        Line(labels.advice(), _LABEL, True, Ink.ACCENT),
        Line(shortened(advice, _ADVICE, width, _MOST_ADVICE), _ADVICE, before=3.0),
    ]
    height = height_of(lines, width) + 20.0
    top = box.bottom - height
    page.tinted(lines, Box(box.left, top, box.width, height), labels.advice())
    page.bar(Box(box.left, top, 3.0, height))
    return height + _GAP


def _figures(page: Page, figures: Sequence[Figure], box: Box) -> tuple[Figure, ...]:
    """Set as many as fit below each other; those that do not."""
    top = box.top
    for place, figure in enumerate(figures):
        height = tiles_height((figure,), box.width)
        if top + height > box.bottom:
            return tuple(figures[place:])
        page.tinted(tile_lines(figure, box.width), Box(box.left, top, box.width, height), figure.label)
        top += height + 8.0
    return ()
