"""The roles that a process names in its file."""

from __future__ import annotations

from collections.abc import Mapping

from models.sales_process import SalesProcess


def roles_of(process: SalesProcess) -> dict[str, str]:
    """The roles by their short names, with their titles; empty where `roles` is no such table."""
    written = process.other.get("roles")
    if not isinstance(written, Mapping):
        return {}
    return {str(name): str(title) for name, title in written.items()}
