"""The words of a stage's name as they are compared: without numbers, accents, endings, in one language, written out."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from models.case_table import Outcome

_SHORT = {
    "qual": "qualify", "disc": "discovery", "disco": "discovery",
    "prop": "proposal", "neg": "negotiation", "nego": "negotiation", "negot": "negotiation", "pres": "presentation",
    "eval": "evaluation", "mtg": "meeting", "appt": "appointment", "opp": "opportunity", "req": "requirement",
    "reqs": "requirement", "cw": "won", "cl": "lost", "val": "validation", "tech": "technical", "poc": "pilot",
    "pov": "pilot", "rfp": "proposal", "rfq": "proposal", "prosp": "prospect", "demo": "demonstration",
    "contr": "contract", "dm": "decision", "sow": "contract", "msa": "contract",
}  # fmt: skip
"""Abbreviations of the trade."""

_SAME = (
    ("qualify", "qualifizierung", "qualifiziert", "qualifikation"),
    ("discovery", "bedarfsanalyse", "bedarfsermittlung", "bedarf", "needs", "analyse", "analysis"),
    ("demonstration", "prasentation", "presentation", "vorfuhrung", "produktvorfuhrung", "produktdemo"),
    ("proposal", "angebot", "angebote", "quote", "quotation", "offer", "offerte", "angebotsphase"),
    ("negotiation", "verhandlung", "verhandlungen", "bargaining", "vertragsverhandlung"),
    ("contract", "vertrag", "agreement", "vertragsphase"),
    ("won", "gewonnen", "auftrag", "win", "signed"),
    ("lost", "verloren", "loss", "absage", "abgesagt", "abgelehnt", "rejected"),
    ("closed", "geschlossen", "abgeschlossen", "abschluss", "close"),
    ("meeting", "termin", "appointment", "gesprach", "call"),
    ("contact", "kontakt", "erstkontakt", "kontaktiert"),
    ("prospect", "interessent", "prospecting", "akquise"),
    ("decision", "entscheidung", "entscheider", "decider"),
    ("new", "neu", "open", "offen"),
    ("pilot", "test", "teststellung", "trial", "proof"),
    ("review", "prufung", "check"),
    ("technical", "technisch", "technische"),
    ("legal", "juristisch", "rechtsprufung", "recht"),
    ("approval", "genehmigung", "freigabe"),
    ("evaluation", "bewertung", "assessment"),
    ("requirement", "anforderung", "anforderungen"),
    ("solution", "losung", "konzept", "concept"),
    ("purchase", "kauf", "einkauf", "procurement"),
)  # fmt: skip
"""Words that mean the same stage, German and English."""

_NOTHING = frozenset((
    "the", "a", "an", "of", "to", "for", "and", "or", "in", "is", "was", "been", "with", "phase", "stage", "step",
    "stufe", "schritt", "status", "deal", "der", "die", "das", "und", "zu", "made", "sent", "scheduled", "done",
    "durchgefuhrt", "erstellt", "gesendet", "versendet", "vereinbart", "verschickt", "held",
))  # fmt: skip
"""Words that tell no stage from another."""
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?\s*%?")
_UMLAUTS = (
    (re.compile("(?<=[b-df-hj-np-tv-z])ae(?=[a-z])"), "a"),
    (re.compile("(?<=[b-df-hj-np-tv-z])oe(?=[a-z])"), "o"),
    (re.compile("(?<=[bdfhkmrtw])ue(?=[a-z])"), "u"),
)
"""Umlauts written out, as in Praesentation."""
_ENDINGS = ("ifications", "ification", "ifying", "ified", "ifies", "ations", "ation", "ating", "ated", "ings", "ing",
            "tions", "tion", "ment", "ied", "ies", "ed", "es", "al", "ic", "en", "s", "y", "e")  # fmt: skip


def words_of(label: str) -> tuple[str, ...]:
    """The meaningful words of a label: `3 - Proposal/Price Quote (75 %)` is proposal, price and quote's word."""
    return _words(label)


def outcome_in(label: str) -> Outcome:
    """`WON` or `LOST` where the label says so, `UNKNOWN` where it only says closed, else `OPEN`."""
    words = set(words_of(label))
    negated = {"not", "nicht", "kein", "keine", "no"} & set(_plain(label).split())
    if words & _LOST or ("closed" in _plain(label) and negated):
        return Outcome.LOST
    if words & _WON:
        return Outcome.LOST if negated else Outcome.WON
    return Outcome.UNKNOWN if words and words <= _CLOSED else Outcome.OPEN


def similarity(mine: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike two names are, 0 to 1: by shared words (alike ones count for their likeness)."""
    if not mine or not other:
        return 0.0
    if set(mine) == set(other):
        return 1.0
    by_word = (_shared(mine, other) + _shared(other, mine)) / sum(map(_weight, (*mine, *other)))
    by_letter = SequenceMatcher(None, " ".join(mine), " ".join(other), autojunk=False).ratio()
    return max(by_word, by_letter - 0.15)


@lru_cache(maxsize=4096)
def _words(label: str) -> tuple[str, ...]:
    plain = _NUMBERS.sub(" ", _plain(re.sub(r"\(.*?\)", " ", label)) or _plain(label))
    words = [word for word in re.findall(r"[^\W\d_]+", plain) if len(word) > 1]
    kept = [word for word in words if word not in _NOTHING] or words
    return tuple(dict.fromkeys(_canonical(word) for word in kept))


def _plain(label: str) -> str:
    split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?i:(?<=closed)(?=won|lost))", " ", label)
    decomposed = unicodedata.normalize("NFKD", split.casefold().replace("ß", "ss"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    for written, vowel in _UMLAUTS:
        bare = written.sub(vowel, bare)
    return bare


def _canonical(word: str) -> str:
    stem = _stem(_SHORT.get(word, word))
    return _ROOT.get(stem, stem)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


_ROOT = {_stem(word): _stem(words[0]) for words in _SAME for word in words}
_WON, _LOST = frozenset((_canonical("won"),)), frozenset((_canonical("lost"),))
_GENERAL = frozenset(
    map(_canonical, ("meeting", "review", "product", "produkt", "customer", "kunde", "price", "preis"))
)
"""Words that say how or about what: they count half."""
_CLOSED = frozenset((_canonical("closed"),))


def _shared(mine: tuple[str, ...], other: tuple[str, ...]) -> float:
    return sum(_weight(word) * max(_alike(word, against) for against in other) for word in mine)


def _weight(word: str) -> float:
    return 0.5 if word in _GENERAL else 1.0


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):
        return 0.9
    likeness = SequenceMatcher(None, word, other, autojunk=False).ratio()
    return likeness if likeness >= 0.8 else 0.0
