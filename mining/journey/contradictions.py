"""Where a documented process contradicts its own buyer's journey, whatever sellers and buyers do."""

from __future__ import annotations

from models.contradiction import Contradiction
from models.sales_process import SalesProcess


def contradictions(process: SalesProcess) -> tuple[Contradiction, ...]:
    """All of them, in the order of the journey and the flow."""
    return ()
