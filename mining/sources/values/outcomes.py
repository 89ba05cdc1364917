"""The words with which exports say that a deal was won, lost, or is open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.case_table import Outcome
from models.label import key

_WORDS = {
    Outcome.WON: (
        "won", "closed won", "closedwon", "win", "true", "yes", "1", "success", "successful", "signed",
        "gewonnen", "abgeschlossen gewonnen", "geschlossen gewonnen", "auftrag", "ja", "wahr", "gagné", "ganado",
    ),
    Outcome.LOST: (
        "lost", "closed lost", "closedlost", "loss", "false", "no", "0", "failed", "unsuccessful", "cancelled",
        "canceled", "deleted", "verloren", "abgeschlossen verloren", "geschlossen verloren", "abgesagt",
        "storniert", "nein", "falsch", "perdu", "perdido",
    ),
    Outcome.OPEN: (
        "open", "in progress", "pending", "active", "ongoing", "offen", "laufend", "in arbeit", "aktiv", "ouvert",
        "abierto",
    ),
}  # fmt: skip
_OUTCOME = {word: outcome for outcome, words in _WORDS.items() for word in words}


def outcome_of(word: str) -> Outcome:
    """The outcome a word stands for, `UNKNOWN` where it stands for none."""
    plain = " ".join(key(word).replace("-", " ").replace("_", " ").replace("/", " ").split())
    return _OUTCOME.get(plain, Outcome.UNKNOWN)


def outcomes_of(labels: Sequence[str]) -> NDArray[np.int8]:
    """One outcome a label, and a last `UNKNOWN` for what is missing (code -1)."""
    return np.array([*map(outcome_of, labels), Outcome.UNKNOWN], dtype=np.int8)


def outcome_of_stage(stage: str) -> Outcome:
    """The outcome a closing stage stands for by its name (Closed Won, Gewonnen, ...), else `OPEN`."""
    plain = key(stage)
    for outcome, starts in (
        (Outcome.WON, ("closed won", "closed - won", "won", "gewonnen", "geschlossen gewonnen")),
        (Outcome.LOST, ("closed lost", "closed - lost", "lost", "verloren", "geschlossen verloren")),
    ):
        if plain.startswith(starts):
            return outcome
    return Outcome.OPEN
