"""What is planted in the demo: who departs from the process, how often and since when."""

from __future__ import annotations

from datetime import UTC, datetime

from mining.demo.stages import DISCOVERY, NEGOTIATION, PROPOSAL, QUALIFY

DISCOVERY_SKIPPERS = ("Callum Fraser", "Diego Salazar")
SKIP_RATE = 0.85
STRAIGHT_TO_PROPOSAL = "Liam Gallagher"
STRAIGHT_RATE = 0.8

SWAPPING_TEAM = "Mid-market East"
SWAP_RATE = 0.8

SECURITY_SKIP_RATE = 0.7

COMMITTEE_SINCE = int(datetime(2025, 10, 1, tzinfo=UTC).timestamp())
COMMITTEE_RATE = 0.45

BULK_TEAM = "SMB Inside Sales"
BULK_MONTH = (
    int(datetime(2026, 3, 1, tzinfo=UTC).timestamp()),
    int(datetime(2026, 4, 1, tzinfo=UTC).timestamp()),
)

RETURN_RATE = 0.05
RENEGOTIATION_RATE = 0.14
PREMATURE_RATE = 0.03

WIN_RATE = 0.27
WIN_RATE_WITHOUT_DISCOVERY = 0.16

SLOW_TEAM = "Enterprise South"
SLOW_STAGE = NEGOTIATION
SLOWER = 2.0

HASTY_TEAM = "Mid-market West"
HASTY_RATE, HASTY_RATE_WON = 0.72, 0.45
EARLY_PRICE_SOURCE = "Customer Referral"
EARLY_PRICE_RATE = 0.6
EVIDENCE_FORGETTER = "Nadia Rahman"
FORGET_RATE = 0.8
LITTLE = 0.03
"""How often the same happens elsewhere."""


def told() -> list[dict[str, object]]:
    """The story in the words of `truth.json`: one entry a cause."""
    return [
        {
            "what": "skips Discovery out of comfort",
            "reps": list(DISCOVERY_SKIPPERS),
            "stages": ["Discovery"],
            "rate": SKIP_RATE,
            "effect": "fewer of these deals are won",
        },
        {
            "what": "goes straight from Qualify to Proposal",
            "reps": [STRAIGHT_TO_PROPOSAL],
            "stages": ["Discovery", "Demo", "Security review"],
            "rate": STRAIGHT_RATE,
            "effect": "fewer of these deals are won",
        },
        {
            "what": "reads the steps differently: Demo before Discovery",
            "team": SWAPPING_TEAM,
            "stages": ["Discovery"],
            "rate": SWAP_RATE,
            "effect": "none",
        },
        {
            "what": "a stage that nobody can follow: Security review is skipped by everybody",
            "stages": ["Security review"],
            "rate": SECURITY_SKIP_RATE,
            "effect": "none",
        },
        {
            "what": "a new, undocumented step between Proposal and Negotiation",
            "stages": ["Pricing Committee"],
            "since": "2025-10-01",
            "rate": COMMITTEE_RATE,
            "rate_before": 0.0,
            "effect": "about a week later",
        },
        {
            "what": "stage changes entered in bulk",
            "team": BULK_TEAM,
            "month": "2026-03",
            "effect": "times inside the burst mean nothing",
        },
        {
            "what": "some deals go back from Proposal to Demo",
            "stages": ["Demo"],
            "rate": RETURN_RATE,
            "effect": "none",
        },
        {
            "what": "a few deals are closed as won straight after Discovery",
            "stages": ["Discovery"],
            "rate": PREMATURE_RATE,
            "effect": "none",
        },
        {
            "what": "slow in Negotiation",
            "team": SLOW_TEAM,
            "stages": [SLOW_STAGE],
            "factor": SLOWER,
            "effect": "longer cycles; no deviation",
        },
        {
            "what": "sends the proposal before the buyer has said what is needed",
            "side": "buyer not there yet",
            "team": HASTY_TEAM,
            "stages": [PROPOSAL],
            "rate": HASTY_RATE,
            "rate_of_won": HASTY_RATE_WON,
            "rate_elsewhere": LITTLE,
            "effect": "fewer of these deals are won",
        },
        {
            "what": "buyers who come by recommendation ask for a price while the deal is still in Qualify or Discovery",
            "side": "buyer ahead",
            "source": EARLY_PRICE_SOURCE,
            "stages": [QUALIFY, DISCOVERY],
            "rate": EARLY_PRICE_RATE,
            "rate_elsewhere": LITTLE,
            "effect": "none",
        },
        {
            "what": "leaves stages without recording the evidence: neither the pain nor the mutual plan",
            "side": "missing evidence",
            "rep": EVIDENCE_FORGETTER,
            "stages": [QUALIFY, NEGOTIATION],
            "rate": FORGET_RATE,
            "rate_elsewhere": LITTLE,
            "effect": "none",
        },
    ]
