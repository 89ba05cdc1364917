"""The fields of a section of a process file, each as the text or list that it must be, or an error with its line."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from mining.process.yaml_tree import Section
from models.errors import UserError
from models.label import tidy
from resources.translation import tr

YES, NO = ("true", "yes", "on", ""), ("false", "no", "off")
"""How people write that something holds or does not; a key without a value means that it does."""


class FieldReader:
    """Reads the fields of the file called `where`; every UserError begins with it and, where known, the line."""

    def __init__(self, where: str) -> None:
        self.where = where

    def at(self, value: Any) -> str:
        """Where a value stands, for the beginning of a sentence."""
        line = value.line if isinstance(value, Section) else 0
        return tr("{where}, line {line}", where=self.where, line=line) if line else self.where

    def section(self, value: Any, what: str, remedy: str) -> Section:
        """The value as a section; `what` it is and the `remedy` are for the error."""
        if not isinstance(value, Section):
            raise UserError(
                tr(
                    "{where}: {what} must be a section with keys; {remedy}.",
                    where=self.where,
                    what=what,
                    remedy=remedy,
                )
            )
        return value

    def raw(self, item: Section, name: str, what: str) -> str:
        """A single text exactly as it is written, empty where the field is missing."""
        value = item.get(name, "")
        if not isinstance(value, str):
            raise UserError(
                tr(
                    "{at}: `{name}` of {what} must be a single text, not a list or a section.",
                    at=self.at(item),
                    name=name,
                    what=what,
                )
            )
        return value

    def text(self, item: Section, name: str, what: str) -> str:
        """A single text, tidied."""
        return tidy(self.raw(item, name, what))

    def texts(self, item: Section, name: str, what: str) -> tuple[str, ...]:
        """A text or a list of texts; the empty text counts as an empty list."""
        value = item.get(name, [])
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise UserError(
                tr(
                    "{at}: `{name}` of {what} must be a name or a list of names.",
                    at=self.at(item),
                    name=name,
                    what=what,
                )
            )
        return tuple(tidied for tidied in map(tidy, texts) if tidied)

    def flag(self, item: Section, name: str, what: str) -> bool:
        """Yes or no, no where the field is missing."""
        written = self.text(item, name, what).lower() if name in item else "no"
        if written not in (*YES, *NO):
            raise UserError(
                tr(
                    "{at}: `{name}` of {what} is {written}; write true or false.",
                    at=self.at(item),
                    name=name,
                    what=what,
                    written=written,
                )
            )
        return written in YES

    def date(self, item: Section, name: str, what: str) -> datetime.date | None:
        """A day, None where the field is missing."""
        written = self.text(item, name, what)
        try:
            return datetime.date.fromisoformat(written) if written else None
        except ValueError:
            raise UserError(
                tr(
                    "{at}: `{name}` of {what} is {written}; write a date such as 2026-03-31.",
                    at=self.at(item),
                    name=name,
                    what=what,
                    written=written,
                )
            ) from None

    def entries(self, value: Any, section: str, example: str) -> list[Section]:
        """The entries of a section that is a list of sections, none where it is missing; `example` is one of them."""
        if value == "":
            return []
        if not isinstance(value, list):
            raise UserError(
                tr(
                    "{at}: `{section}` must be a list, each entry on a line with a dash.",
                    at=self.at(value),
                    section=section,
                )
            )
        for item in value:
            if not isinstance(item, Section):
                raise UserError(
                    tr(
                        "{at}: an entry of `{section}` must be a section; write `{example}`.",
                        at=self.at(item),
                        section=section,
                        example=example,
                    )
                )
        return value

    def refuse_unknown(self, item: Section, known: Collection[str], what: str) -> None:
        """UserError for the first key that is not among the known ones, with the one that may be meant."""
        for name in item:
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = (
                    tr("did you mean `{near}`?", near=near[0])
                    if near
                    else tr("known are {known}.", known=", ".join(known))
                )
                raise UserError(
                    tr(
                        "{at}: {what} has an unknown key `{name}`; {hint}",
                        at=self.at(item),
                        what=what,
                        name=name,
                        hint=hint,
                    )
                )
