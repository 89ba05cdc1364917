"""The buyer's journey: the jobs a buying group gets done, in a partial order, and the signals that show each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.condition import Condition


@dataclass(frozen=True)
class BuyerStep:
    """One job of the buyer (Gartner's term: buying job), under a short `name` that stages refer to.

    `after` names the steps that come before it: an order in part, as buyers revisit most of their jobs. Any one of
    the signals in `evidence` shows that the buyer has got it done. A step that is `always_on` is never done and
    has no place in the order; `measure` is a condition on the deal that says whether it goes well.
    """

    name: str
    title: str = ""
    after: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    always_on: bool = False
    measure: Condition | None = None

    @property
    def shown(self) -> str:
        """What the step is called in the interface."""
        return self.title or self.name[:1].upper() + self.name[1:]


@dataclass(frozen=True)
class BuyerJourney:
    """The steps in the order in which they are written; the order that counts is that of `after`."""

    steps: tuple[BuyerStep, ...]

    def step(self, name: str) -> BuyerStep | None:
        """The step of that name, if there is one."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, BuyerStep]:
        return {step.name: step for step in reversed(self.steps)}

    def before(self, name: str) -> frozenset[str]:
        """Every step that comes before the one of that name, directly or by way of others; itself only in a circle."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            step = self.step(waiting.pop())
            new = set(step.after) - found if step else set()
            found |= new
            waiting += new
        return frozenset(found)
