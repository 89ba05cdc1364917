"""What is selected in the editor: the process as a whole, or one part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mining.process.editing.place import Place

Kind = Literal["process", "stage", "end", "rule", "block", "signal"]


@dataclass(frozen=True)
class Selection:
    """A part of the process by its kind and name; `place` is where a stage or a block stands in the flow."""

    kind: Kind
    name: str = ""
    place: Place | None = None


WHOLE = Selection("process")
"""Nothing in particular: the process as a whole."""
