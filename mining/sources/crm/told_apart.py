"""Names of users by their ids: two users of one name are told apart by their address or id."""

from __future__ import annotations

from collections.abc import Sequence


def told_apart(ids: Sequence[str], names: Sequence[str], addresses: Sequence[str]) -> dict[str, str]:
    """The name of every user; a user without one is known by the address, else by the id."""
    owners: dict[str, set[str]] = {}
    for identifier, name in zip(ids, names, strict=True):
        owners.setdefault(name, set()).add(identifier)
    named: dict[str, str] = {}
    for identifier, name, address in zip(ids, names, addresses, strict=True):
        if not identifier or identifier in named:
            continue
        other = address or identifier
        named[identifier] = (name if len(owners[name]) == 1 else f"{name} ({other})") if name else other
    return named
