"""A diagnosis in lines of text: verdicts with their evidence, what goes along with deviations, hand-overs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mining.areas.documented import HandoverCount
from mining.areas.handover_wording import handover_name, handover_words
from mining.diagnosis.effects.wording import stands_out
from mining.diagnosis.ranking import ranked
from mining.diagnosis.wording import NOBODY_RENAMED, confidence_words, headline, who_words
from mining.export.names_in_words import without_names
from mining.number_format import number
from mining.wording import LARGEST_Q, title
from models.diagnosis import Confidence, DeviationEffects, Diagnosis, DiagnosisCard, VerdictKind
from resources.translation import mid_sentence, tr


def lines_of(
    found: Diagnosis,
    handovers: Sequence[HandoverCount] = (),
    titles: Mapping[str, str] = NOBODY_RENAMED,
    names: Mapping[str, str] = NOBODY_RENAMED,
) -> Iterator[str]:
    """What a reader needs first; `titles` are those of roles, `names` the stand-ins for people not to be named.

    Effects are told of deviations with a call, and where the data tell one from nothing; all are in the JSON.
    """
    for line in _lines(found, handovers, titles, names):
        yield without_names(line, names)


def _lines(
    found: Diagnosis, handovers: Sequence[HandoverCount], titles: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[str]:
    cards = ranked(found)
    called = [card for card in cards if card.kind is not VerdictKind.NO_CALL]
    yield tr("Verdicts") if called else tr("Verdicts: nobody is called for anything.")
    told: set[str] = set()
    for card in called:
        yield from _verdict(card, names, told)
    yield from _no_calls([card for card in cards if card.kind is VerdictKind.NO_CALL], names)
    yield from _effects(found, called)
    if handovers:
        yield tr("Hand-overs")
        yield from (
            f"- {handover_name(one.handovers.handoff, titles)}: {handover_words(one)}" for one in handovers
        )
    if found.unsaid:
        yield tr("What cannot be said")
        yield from (f"- {sentence}" for sentence in found.unsaid)


def _verdict(card: DiagnosisCard, names: Mapping[str, str], told: set[str]) -> Iterator[str]:
    """A verdict with its reasons; what would change it only where none before it said so (`told`)."""
    who = who_words(card, names) if len(card.who) > 1 else ""
    yield f"- {headline(card, names)} ({mid_sentence(confidence_words(card.confidence))}){f': {who}' if who else ''}"
    yield from (tr("    for: {sentence}", sentence=one.sentence) for one in card.evidence)
    yield from (tr("    against: {sentence}", sentence=one.sentence) for one in card.against)
    yield from (tr("    would change it: {one}", one=one) for one in card.would_change if one not in told)
    told.update(card.would_change)


def _no_calls(cards: Sequence[DiagnosisCard], names: Mapping[str, str]) -> Iterator[str]:
    """Deviations that nobody stands out in, in one line for each reason; others a line each."""
    if cards:
        yield tr("No call")
    alike: dict[str, list[str]] = {}
    for card in cards:
        if card.key is not None and card.confidence is not Confidence.CANNOT_TELL:
            alike.setdefault(" ".join(card.would_change), []).append(title(card.key))
        else:
            yield f"- {headline(card, names)}. {' '.join(card.would_change)}"
    for would_change, titles in alike.items():
        yield tr(
            "- Nobody stands out: {titles}. {would_change}",
            titles="; ".join(titles),
            would_change=would_change,
        )


def _effects(found: Diagnosis, called: Sequence[DiagnosisCard]) -> Iterator[str]:
    """What goes along with the deviations of `called`, in their order, and with others that make a difference."""
    if not found.effects:
        return
    yield tr("What goes along with each deviation")
    keys = list(dict.fromkeys(card.key for card in called if card.key is not None))
    told = [one for key in keys if (one := found.effects_of(key)) is not None]
    told += [one for one in found.effects if one.key not in keys and _is_told_apart(one)]
    yield from (f"- {one.sentence}" for one in told)
    if left := len(found.effects) - len(told):
        have = tr("other has") if left == 1 else tr("others have")
        yield tr(
            "- {left} {have} neither a call nor an effect told apart from none: see --json FILE.",
            left=number(left),
            have=have,
        )


def _is_told_apart(effects: DeviationEffects) -> bool:
    return any(stands_out(one, LARGEST_Q) for one in effects.effects)
