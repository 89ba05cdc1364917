"""The tables of a Salesforce export: which object a file holds, its columns whatever their spelling, and its ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mining.sources.files.cell_table import Table
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import join, relabel
from models.categorical import Categorical
from models.import_summary import Quarantined


class SalesforceObject(StrEnum):
    """The objects that are read."""

    HISTORY = "OpportunityHistory"
    OPPORTUNITY = "Opportunity"
    USER = "User"
    ROLE = "UserRole"


_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
STAGE = ("stagename", "stage", "tostage")
"""How the column of the stage is called: in an export, and in a report."""


def object_of(columns: Sequence[str], file: str) -> SalesforceObject | None:
    """Which object has these columns; the file's name only decides between those that fit."""
    has = {plain_name(column) for column in columns}
    stem = plain_name(file.split(".")[0])
    if {"opportunityid", "createddate"} <= has and has & set(STAGE) and not has & {"newvalue", "field"}:
        return SalesforceObject.HISTORY
    if "id" not in has:
        return None
    if "stagename" in has and "opportunityid" not in has and has & {"closedate", "isclosed", "ownerid"}:
        return SalesforceObject.OPPORTUNITY
    if {"parentroleid", "rollupdescription", "opportunityaccessforaccountowner"} & has or stem.endswith(
        "userrole"
    ):
        return SalesforceObject.ROLE if "name" in has else None
    is_person = "name" in has or "lastname" in has
    if is_person and ({"username", "userroleid", "profileid"} & has or stem.endswith("user")):
        return SalesforceObject.USER
    return None


def is_list_of_records(table: Table) -> bool:
    """Whether the rows have each an Id of its own, as in every export of an object."""
    spelling = next((column for column in table.columns if plain_name(column) == "id"), None)
    return spelling is not None and not repeats(table.column(spelling)).any()


def to_18(identifier: str) -> str:
    """A record id with 18 characters: a 15-character one gets its check characters, an empty reference is empty.

    Each check character codes which of five characters are capital letters (Salesforce, "ID field type"), so that
    an id with 18 characters that something wrote in capitals or in small letters gets its own spelling back.
    """
    text = identifier.strip()
    if text.startswith("000000000000000"):
        return ""
    if len(text) not in (15, 18) or not text.isascii() or not text.isalnum():
        return text
    if len(text) == 15:
        return text + _check_characters(text)
    if text not in (text.lower(), text.upper()) or text[15:] == _check_characters(text[:15]):
        return text
    return _respelled(text.upper()) or text


def _respelled(capitals: str) -> str | None:
    """The id with capital and small letters as its check characters say, None where they cannot be its own."""
    if not set(capitals[15:]) <= set(_CHECK):
        return None
    bits = [_CHECK.index(char) for char in capitals[15:]]
    spelled = "".join(
        char if bits[place // 5] >> place % 5 & 1 else char.lower()
        for place, char in enumerate(capitals[:15])
    )
    return spelled + capitals[15:] if _check_characters(spelled) == capitals[15:] else None


def _check_characters(text: str) -> str:
    fives = (text[start : start + 5] for start in (0, 5, 10))
    return "".join(_CHECK[sum(char.isupper() << place for place, char in enumerate(five))] for five in fives)


@dataclass(frozen=True, eq=False)
class Frame:
    """The tables of one object, one below the other; columns are found by letters and digits only."""

    tables: tuple[Table, ...]

    def __len__(self) -> int:
        return sum(len(table) for table in self.tables)

    @property
    def names(self) -> str:
        """The files, for a sentence."""
        return " and ".join(table.name for table in self.tables)

    def spelling(self, *plain: str) -> str | None:
        """The name in the file of the first of these columns that is there, else None."""
        for wanted in plain:
            for table in self.tables:
                for column in table.columns:
                    if plain_name(column) == wanted:
                        return column
        return None

    def column(self, *plain: str) -> Categorical:
        """The first of these columns that is there, else an empty one."""
        spelling = self.spelling(*plain)
        if spelling is None:
            return Categorical.empty(len(self))
        wanted = plain_name(spelling)
        parts = []
        for table in self.tables:
            found = next((column for column in table.columns if plain_name(column) == wanted), None)
            parts.append(table.column(found) if found else Categorical.empty(len(table)))
        return join(parts)

    def ids(self, *plain: str) -> Categorical:
        """A column of record ids, all with 18 characters."""
        return relabel(self.column(*plain), to_18)

    def flags(self, plain: str) -> NDArray[np.bool_]:
        """A column of yes and no: TRUE, true, 1."""
        column = self.column(plain)
        is_yes = [label.strip().casefold() in ("true", "1", "yes", "wahr") for label in column.labels]
        return np.array([*is_yes, False])[column.codes]

    def set_aside(self, reason: NDArray[np.int64], reasons: Sequence[str]) -> list[Quarantined]:
        """The rows whose reason is not 0, and those that did not fit their table."""
        rows = [row for table in self.tables for row in table.quarantined]
        start = 0
        for table in self.tables:
            here = reason[start : start + len(table)]
            rows += [
                Quarantined(table.name, int(table.lines[i]), reasons[here[i]])
                for i in np.flatnonzero(here).tolist()
            ]
            start += len(table)
        return rows


def repeats(column: Categorical) -> NDArray[np.bool_]:
    """Which entries have a value that came before."""
    first = np.zeros(len(column), dtype=bool)
    _, index = np.unique(column.codes, return_index=True)
    first[index] = True
    return np.asarray(~first & (column.codes >= 0))
