"""Edits of what a process accepts and forbids: each gives a new process."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from models.allow_list import Accepted, Forbidden
from models.sales_process import SalesProcess

Entry = Accepted | Forbidden
T = TypeVar("T", bound=Accepted | Forbidden)


def with_entry(process: SalesProcess, entry: Entry, instead_of: Entry | None = None) -> SalesProcess:
    """The process with one more entry, or with one in the place of another of its kind."""
    if isinstance(entry, Accepted):
        return replace(process, accepted=_with(process.accepted, entry, instead_of))
    return replace(process, forbidden=_with(process.forbidden, entry, instead_of))


def without_entry(process: SalesProcess, entry: Entry) -> SalesProcess:
    """The process without an entry; the same object where it does not have it."""
    if entry not in (*process.accepted, *process.forbidden):
        return process
    return replace(
        process,
        accepted=tuple(one for one in process.accepted if one != entry),
        forbidden=tuple(one for one in process.forbidden if one != entry),
    )


def _with(entries: tuple[T, ...], entry: T, instead_of: Entry | None) -> tuple[T, ...]:
    """Equal entries are one."""
    if instead_of not in entries:
        return entries if entry in entries else (*entries, entry)
    others = tuple(one for one in entries if one != entry or one == instead_of)
    return tuple(entry if one == instead_of else one for one in others)
