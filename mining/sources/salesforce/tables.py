"""The tables of a Salesforce export: which object a file holds, its columns whatever their spelling, and its ids."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from mining.sources.files.cell_table import Table
from mining.sources.frame import Frame, repeats
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import relabel
from models.categorical import Categorical


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


class SalesforceFrame(Frame):
    """The tables of one object of Salesforce."""

    def ids(self, *plain: str) -> Categorical:
        """A column of record ids, all with 18 characters."""
        return relabel(self.column(*plain), to_18)
