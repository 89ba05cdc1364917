"""What the columns of a list of stages are called, in English and German, and how their cells are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.label import key

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "stage": (
        "stage", "stages", "stage name", "name of the stage", "sales stage", "name", "step", "steps", "phase", "phases",
        "process step", "stufe", "stufen", "phasen", "schritt", "schritte", "verkaufsphase", "vertriebsphase",
        "prozessschritt", "bezeichnung", "phasenname",
    ),
    "crm": (
        "crm", "crm label", "crm labels", "crm name", "crm names", "crm stage", "crm stages", "label", "labels",
        "name in crm", "name in the crm", "called in crm", "crm bezeichnung", "crm phase", "crm stufe", "name im crm",
        "bezeichnung im crm", "phase im crm",
    ),
    "owner": (
        "owner", "owners", "role", "roles", "responsible", "who", "responsibility", "done by", "verantwortlich",
        "verantwortliche", "verantwortlicher", "zustandig", "zustandigkeit", "rolle", "rollen", "wer", "besitzer",
    ),
    "optional": (
        "optional", "is optional", "may be left out", "can be left out", "can be skipped", "skippable",
        "kann entfallen", "darf entfallen", "entfallt wenn", "uberspringbar",
    ),
    "required": ("required", "mandatory", "obligatory", "pflicht", "verpflichtend", "erforderlich"),
    "exit": (
        "exit", "exit criteria", "exit criterion", "exit evidence", "evidence", "criteria", "leaves with", "gate",
        "definition of done", "exit kriterien", "exitkriterien", "austrittskriterien", "abschlusskriterien",
        "kriterien", "nachweis", "nachweise",
    ),
    "buyer": (
        "buyer", "buyer step", "buyers step", "buyer s step", "buying step", "buying job", "buyer journey",
        "customer step", "kaufer", "kauferschritt", "schritt des kaufers", "kaufschritt", "kundenschritt", "kunde",
    ),
    "allowed": (
        "allowed days", "allowed time", "allowed", "sla", "max days", "maximum days", "days", "days allowed",
        "time limit", "target days", "erlaubte tage", "max tage", "maximale tage", "tage", "frist", "hochstdauer",
        "maximale dauer", "dauer", "zeitlimit", "erlaubte zeit",
    ),
    "order": (
        "no", "nr", "number", "order", "position", "pos", "sequence", "rank", "sort order", "#", "reihenfolge",
        "nummer", "lfd nr", "rang", "sortierung",
    ),
    "repeat": ("repeat", "repeats", "may repeat", "times", "wiederholung", "wiederholungen", "wiederholbar"),
    "effort": ("effort", "aufwand"),
}  # fmt: skip
"""The words for every column of a list, as `plain` writes them."""

DEALS = frozenset(
    (
        "id", "deal", "deal id", "deal name", "opportunity", "opportunity id", "opportunity name", "case", "case id",
        "amount", "account", "account name", "close date", "created", "created date", "timestamp", "date", "betrag",
        "datum", "verkaufschance", "abschlussdatum", "erstellt",
    )
)  # fmt: skip
"""Columns that a list of deals has, and a list of stages has not."""

YES = ("yes", "y", "true", "x", "1", "✓", "✔", "ja", "j", "wahr")
NO = ("", "no", "n", "false", "0", "-", "–", "nein", "falsch")
_WORKING = (
    "bd",
    "business day",
    "business days",
    "working day",
    "working days",
    "at",
    "arbeitstag",
    "arbeitstage",
)
_PLAIN_DAYS = ("", "d", "day", "days", "tag", "tage", "calendar days", "kalendertage")
_WEEKS = ("w", "week", "weeks", "woche", "wochen")
_TIME = re.compile(r"([0-9]{1,4})\s*([^0-9]*)")


def plain(header: str) -> str:
    """A header as it is compared: without case, umlauts, brackets and their content, and marks."""
    text = re.sub(r"\(.*?\)", " ", key(header)).translate(str.maketrans("äöü", "aou"))
    return " ".join(re.sub(r"[^\w#]+|_", " ", text).split())


def columns_in(headers: Sequence[str]) -> dict[str, int]:
    """The place of every column that is recognised; of two with the same meaning the first."""
    found: dict[str, int] = {}
    for place, header in enumerate(headers):
        role = next((role for role, words in COLUMNS.items() if plain(header) in words), None)
        if role is not None:
            found.setdefault(role, place)
    return found


def days_in(cell: str) -> str | None:
    """An allowed time as processes write it (`5d`, `5bd`), empty for none; None where it cannot be read."""
    text = key(cell).rstrip(".")
    if text in NO:
        return ""
    found = _TIME.fullmatch(text)
    number, unit = (int(found[1]), found[2].strip()) if found is not None else (0, "?")
    if not number:
        return None
    if unit in _WORKING or unit.startswith("werktag"):
        return f"{number}bd"
    days = number if unit in _PLAIN_DAYS else number * 7 if unit in _WEEKS else 0
    return f"{days}d" if days else None


def names_in(cell: str) -> list[str]:
    """The names in a cell: one a line or parted by `;` or `|`, and by commas where there is none of these."""
    marks = r"[;|\n\r]" if re.search(r"[;|\n\r]", cell) else ","
    return [name.strip() for name in re.split(marks, cell) if name.strip()]
