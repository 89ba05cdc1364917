"""The journey to start from: the six jobs that a buying group gets done, whatever it buys."""

from __future__ import annotations

from models.buyer_journey import BuyerJourney, BuyerStep


def buying_jobs() -> BuyerJourney:
    """Gartner's six buying jobs (The B2B buying journey, 2019); the last two never stop. What shows them is open."""
    return BuyerJourney(
        (
            BuyerStep("problem", "Problem identification"),
            BuyerStep("exploration", "Solution exploration", after=("problem",)),
            BuyerStep("requirements", "Requirements building", after=("problem",)),
            BuyerStep("selection", "Supplier selection", after=("exploration", "requirements")),
            BuyerStep("validation", always_on=True),
            BuyerStep("consensus", "Consensus creation", always_on=True),
        )
    )
