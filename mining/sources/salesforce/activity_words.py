"""What kind of activity a task or an event is, and which way a message went, by the words that stand on it."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.sifting import coalesce
from mining.sources.salesforce.tables import SalesforceFrame
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import compact, relabel
from models.categorical import MISSING, Categorical

CALL, EMAIL, MEETING, LINKEDIN, TASK = "Call", "Email", "Meeting", "LinkedIn", "Task"
REPLY, OPENED = "Email reply", "Email opened"
IN, OUT = "in", "out"
_WORDS = {
    CALL: ("call", "phone", "telephone", "anruf", "telefonat", "telefon"),
    EMAIL: ("email", "listemail", "mail", "emailing", "emailsent", "massemail"),
    MEETING: (
        "meeting",
        "facetofacemeeting",
        "onlinemeeting",
        "termin",
        "besprechung",
        "demo",
        "visit",
        "besuch",
    ),
    LINKEDIN: ("linkedin", "linkedinmessage", "inmail"),
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words}
_SUBJECTS = (
    (EMAIL, re.compile(r"(?:list |mass )?e-?mail(?: sent)?\s*:|(?:←|→|<<|>>)\s*e-?mail|.{0,20}\[e-?mail\]")),
    (CALL, re.compile(r"(?:left voicemail|call|phone call|anruf|telefonat)\b")),
    (MEETING, re.compile(r"(?:meeting|termin|besprechung)\b")),
    (LINKEDIN, re.compile(r"linkedin\b")),
)
_IN = re.compile(r"←|<<|.{0,30}\[in\]")
_OUT = re.compile(r"→|>>|.{0,30}\[out\]|(?:list |mass )?e-?mail(?: sent)?\s*:")
"""Salesforce's own log of a sent e-mail begins "Email: "; sales tools mark the way with arrows or [In]."""


def kinds_of(frame: SalesforceFrame, otherwise: str) -> Categorical:
    """The kind of every row: by its subtype, its type, what only calls have, its subject, or else `otherwise`.

    The subtypes Task and Event say no more than that it is one.
    """
    by_word = [relabel(frame.column(plain), _by_word) for plain in ("tasksubtype", "type")]
    is_call = [
        relabel(frame.column(plain), lambda text: "" if text.strip("0. ") == "" else CALL)
        for plain in ("calltype", "calldurationinseconds")
    ]
    known = coalesce([*by_word, *is_call])
    by_subject = relabel(_where(frame.column("subject"), known.codes == MISSING), _by_subject)
    rest = Categorical(np.zeros(len(frame), dtype=np.int32), (otherwise,))
    return coalesce([known, by_subject, rest])


def directions_of(frame: SalesforceFrame, kind: Categorical) -> Categorical:
    """in or out where the row shows it: calls by CallType, e-mails by how the subject begins.

    "Re:" does not tell: both sides answer.
    """
    is_call, is_mail = kind.is_any_of((CALL,)), kind.is_any_of((EMAIL,))
    ways = {"inbound": IN, "outbound": OUT}
    by_call = relabel(frame.column("calltype"), lambda text: ways.get(plain_name(text), ""))
    by_subject = relabel(_where(frame.column("subject"), is_mail), _by_mark)
    lists = relabel(frame.column("tasksubtype"), lambda text: OUT if plain_name(text) == "listemail" else "")
    return coalesce([_where(by_call, is_call), by_subject, _where(lists, is_mail)])


def _where(column: Categorical, chosen: NDArray[np.bool_]) -> Categorical:
    """The column only in the chosen rows, and with none but their labels."""
    return compact(Categorical(np.where(chosen, column.codes, MISSING).astype(np.int32), column.labels))


def _by_word(text: str) -> str:
    return _KIND_OF.get(plain_name(text), "")


def _by_subject(text: str) -> str:
    plain = text.strip().casefold()
    return next((kind for kind, pattern in _SUBJECTS if pattern.match(plain)), "")


def _by_mark(text: str) -> str:
    plain = text.strip().casefold()
    if _IN.match(plain):
        return IN
    return OUT if _OUT.match(plain) else ""
