"""A diagnosis as `lanekeeper.diagnose/1`: stable and versioned, for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mining.diagnosis.effects.effects_json import effects_json
from mining.diagnosis.wording import NOBODY_RENAMED, headline
from mining.export.names_in_words import without_names
from models.case_table import Outcome
from models.conformance import Conformance
from models.diagnosis import Diagnosis, DiagnosisCard, Evidence

FORMAT = "lanekeeper.diagnose/1"
EXAMPLES = 5


def diagnose_json(
    found: Diagnosis,
    checked: Conformance,
    quarantined: int,
    handoffs: Sequence[Mapping[str, Any]],
    names: Mapping[str, str] = NOBODY_RENAMED,
) -> dict[str, Any]:
    """Everything that was found; `names` has the stand-in for every person who is not to be named."""
    table = checked.log.cases
    return {
        "format": FORMAT,
        "log": {
            "cases": checked.log.n_cases,
            "events": checked.log.n_events,
            "variants": len(checked.log.variants),
            "won": table.count(Outcome.WON),
            "lost": table.count(Outcome.LOST),
            "open": table.count(Outcome.OPEN),
            "quarantined": quarantined,
        },
        "process": {"name": checked.process_name, "stages": list(checked.stages)},
        "verdicts": [_verdict(card, table.ids, names) for card in found.cards],
        "effects": _renamed(effects_json(found.effects), names),
        "handoffs": _renamed(list(handoffs), names),
        "unsaid": [without_names(sentence, names) for sentence in found.unsaid],
    }


def _verdict(card: DiagnosisCard, ids: Sequence[str], names: Mapping[str, str]) -> dict[str, Any]:
    """`stage` and `type` are null where it is about the strategy; `who` is empty where it is about everybody."""
    return {
        "kind": str(card.kind),
        "reading": str(card.reading) or None,
        "stage": card.key.stage if card.key else None,
        "type": str(card.key.type) if card.key else None,
        "who": sorted(names.get(one, one) for one in card.who),
        "confidence": str(card.confidence),
        "says": without_names(headline(card, names), names),
        "evidence": _sentences(card.evidence, names),
        "against": _sentences(card.against, names),
        "would_change": [without_names(sentence, names) for sentence in card.would_change],
        "cases": len(card.cases),
        "examples": [ids[case] for case in card.cases[:EXAMPLES].tolist()],
    }


def _sentences(said: Sequence[Evidence], names: Mapping[str, str]) -> list[str]:
    return [without_names(one.sentence, names) for one in said]


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same with the stand-in for every name in every text."""
    if isinstance(value, str):
        return without_names(value, names)
    if isinstance(value, list):
        return [_renamed(one, names) for one in value]
    if isinstance(value, Mapping):
        return {key: _renamed(one, names) for key, one in value.items()}
    return value
