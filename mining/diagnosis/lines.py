"""A diagnosis in lines of text: verdicts with their evidence, what goes along with each deviation, hand-overs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mining.areas.documented import HandoverCount
from mining.areas.handover_wording import handover_name, handover_words
from mining.diagnosis.ranking import ranked
from mining.diagnosis.wording import NOBODY_RENAMED, confidence_words, headline, who_words
from mining.export.names_in_words import without_names
from models.diagnosis import Diagnosis, DiagnosisCard, VerdictKind


def lines_of(
    found: Diagnosis,
    handovers: Sequence[HandoverCount] = (),
    titles: Mapping[str, str] = NOBODY_RENAMED,
    names: Mapping[str, str] = NOBODY_RENAMED,
) -> Iterator[str]:
    """All lines; `titles` are those of roles, `names` the stand-ins for people who are not to be named."""
    for line in _lines(found, handovers, titles, names):
        yield without_names(line, names)


def _lines(
    found: Diagnosis, handovers: Sequence[HandoverCount], titles: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[str]:
    cards = ranked(found)
    called = [card for card in cards if card.kind is not VerdictKind.NO_CALL]
    yield "Verdicts" if called else "Verdicts: nobody is called for anything."
    for card in called:
        yield from _verdict(card, names)
    others = [card for card in cards if card.kind is VerdictKind.NO_CALL]
    if others:
        yield "No call"
        yield from (f"- {headline(card, names)}. {' '.join(card.would_change)}" for card in others)
    if found.effects:
        yield "What goes along with each deviation"
        yield from (f"- {one.sentence}" for one in found.effects)
    if handovers:
        yield "Hand-overs"
        yield from (
            f"- {handover_name(one.handovers.handoff, titles)}: {handover_words(one)}" for one in handovers
        )
    if found.unsaid:
        yield "What cannot be said"
        yield from (f"- {sentence}" for sentence in found.unsaid)


def _verdict(card: DiagnosisCard, names: Mapping[str, str]) -> Iterator[str]:
    who = who_words(card, names) if len(card.who) > 1 else ""
    yield f"- {headline(card, names)} ({confidence_words(card.confidence).lower()}){f': {who}' if who else ''}"
    yield from (f"    for: {one.sentence}" for one in card.evidence)
    yield from (f"    against: {one.sentence}" for one in card.against)
    yield from (f"    would change it: {one}" for one in card.would_change)
