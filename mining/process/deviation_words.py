"""Deviations as a person writes them in a process file: `skip Demo`, `go back to Demo`, and back again."""

from __future__ import annotations

from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.label import tidy
from resources.translation import tr

_STAGE = "{stage}"
PHRASES: dict[str, str] = {
    "skipped": "skip {stage}",
    "out of order": "{stage} out of order",
    "repeated": "repeat {stage}",
    "went back": "go back to {stage}",
    "undocumented step": "undocumented {stage}",
    "premature close": "close early from {stage}",
    "entered in bulk": "{stage} entered in bulk",
    "forbidden path": "forbidden path {stage}",
    "buyer not there yet": "buyer not there yet at {stage}",
    "buyer ahead": "buyer ahead at {stage}",
    "missing evidence": "missing evidence at {stage}",
    "stalled": "stalled in {stage}",
    "late": "late in {stage}",
    "wrong role": "wrong role at {stage}",
    "bare close": "bare close as {stage}",
    "hand-over": "hand-over {stage}",
}
"""By the value of the type; the stage stands at the beginning or at the end."""

_SAID = {
    DeviationType.SKIPPED: tr("skip {stage}"),
    DeviationType.OUT_OF_ORDER: tr("{stage} out of order"),
    DeviationType.REPEATED: tr("repeat {stage}"),
    DeviationType.WENT_BACK: tr("go back to {stage}"),
    DeviationType.UNDOCUMENTED: tr("undocumented {stage}"),
    DeviationType.PREMATURE_CLOSE: tr("close early from {stage}"),
    DeviationType.ENTERED_IN_BULK: tr("{stage} entered in bulk"),
    DeviationType.FORBIDDEN: tr("forbidden path {stage}"),
    DeviationType.BUYER_NOT_THERE_YET: tr("buyer not there yet at {stage}"),
    DeviationType.BUYER_AHEAD: tr("buyer ahead at {stage}"),
    DeviationType.MISSING_EVIDENCE: tr("missing evidence at {stage}"),
    DeviationType.STALLED: tr("stalled in {stage}"),
    DeviationType.LATE: tr("late in {stage}"),
    DeviationType.WRONG_ROLE: tr("wrong role at {stage}"),
    DeviationType.BARE_CLOSE: tr("bare close as {stage}"),
    DeviationType.HAND_OVER: tr("hand-over {stage}"),
}
"""The same to be read only, in the language of the program."""

_TYPES = {kind.value: kind for kind in DeviationType}


def said_words(key: DeviationKey) -> str:
    """`skip Demo`, to be read and not to be written into a file."""
    return _SAID[key.type].format(stage=key.stage)


def deviation_words(key: DeviationKey) -> str:
    """`skip Demo`; a stage whose name would be read as something else stands in quotes."""
    phrase = PHRASES[key.type.value]
    plain = phrase.replace(_STAGE, key.stage)
    if _read(plain) == key:
        return plain
    return phrase.replace(_STAGE, f'"{key.stage}"')


def parse_deviation(text: str, where: str) -> DeviationKey:
    """The opposite of `deviation_words`, whatever the case of the words.

    Raises UserError that begins with `where` and names what can be written.
    """
    found = _read(tidy(text))
    if found is None or not (found.stage or '""' in text):
        known = ", ".join(f"`{PHRASES[kind].replace(_STAGE, 'X')}`" for kind in _TYPES)
        what = tr("`{text}` names no deviation", text=text) if text else tr("no deviation is named")
        raise UserError(
            tr(
                "{where}: {what}; with the stage for X write one of {known}.",
                where=where,
                what=what,
                known=known,
            )
        )
    return found


def _read(text: str) -> DeviationKey | None:
    lower = text.lower()
    if len(lower) != len(text):  # a letter that grows would shift the rest
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    for value, kind in _TYPES.items():
        before, _, after = PHRASES[value].partition(_STAGE)
        if lower.startswith(before) and lower.endswith(after) and len(text) >= len(before) + len(after):
            return DeviationKey(kind, _unquoted(text[len(before) : len(text) - len(after)]))
    return None


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text.startswith('"') and text.endswith('"') else text
