"""Names of people do not leave the program unless the user says so: stable stand-ins take their place."""

from __future__ import annotations

from collections.abc import Iterable


def pseudonyms(names: Iterable[str], noun: str = "Rep") -> dict[str, str]:
    """A stand-in for every name ("Rep 07"), the same for the same set of names; the empty name stays empty."""
    ordered = sorted({name for name in names if name})
    width = len(str(len(ordered)))
    return {name: f"{noun} {i:0{width}}" for i, name in enumerate(ordered, start=1)} | {"": ""}
