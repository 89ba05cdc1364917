"""What a departure costs: one for every extra event and every left-out step, unless the user says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

STANDARD = 1
DEAREST = 1_000
"""Above this a cost says nothing that a smaller one would not say."""


@dataclass(frozen=True)
class Costs:
    """Costs by label, whole numbers from 1; what is not named costs `STANDARD`.

    `extra` is the cost of an event that the process does not ask for, `left_out` that of a documented step
    that was not done. Raises ValueError for any other number: at no cost, an explanation could go on for ever.
    """

    extra: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for label, cost in (*self.extra.items(), *self.left_out.items()):
            if not 1 <= cost <= DEAREST:
                raise ValueError(
                    f"a departure at '{label}' costs {cost}; give a whole number from 1 to {DEAREST:,}"
                )

    @property
    def are_standard(self) -> bool:
        """Whether every departure costs the same."""
        return all(cost == STANDARD for cost in (*self.extra.values(), *self.left_out.values()))
