"""An estimated difference with its standard error: interval and p-value by the t distribution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf

from models.diagnosis import Estimate


@dataclass(frozen=True)
class Difference:
    """With minus without, over `n` deals; `freedom` are the degrees of freedom (clusters - 1), `error` is above 0."""

    value: float
    error: float
    n: int
    freedom: float = inf

    @cached_property
    def reach(self) -> float:
        """Half of the 95 % interval."""
        from scipy.special import ndtri, stdtrit  # late: nothing at start-up needs it

        quantile = ndtri(0.975) if self.freedom == inf else stdtrit(self.freedom, 0.975)
        return float(quantile) * self.error

    @cached_property
    def p(self) -> float:
        """The two-sided p-value of no difference."""
        from scipy.special import ndtr, stdtr  # late: nothing at start-up needs it

        away = -abs(self.value) / self.error
        return float(2 * (ndtr(away) if self.freedom == inf else stdtr(self.freedom, away)))

    @property
    def estimate(self) -> Estimate:
        """The value with its 95 % interval."""
        return Estimate(self.value, self.value - self.reach, self.value + self.reach, self.n)
