"""What is planted in the demo: who departs from the process, how often and since when."""

from __future__ import annotations

from datetime import UTC, datetime

from mining.demo.stages import NEGOTIATION


def _day(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


DISCOVERY_SKIPPERS = ("Callum Fraser", "Diego Salazar")
SKIP_RATE = 0.85
STRAIGHT_TO_PROPOSAL = "Liam Gallagher"
STRAIGHT_RATE = 0.8

SWAPPING_TEAM = "Mid-market East"
SWAP_RATE = 0.8

SECURITY_SKIP_RATE = 0.7

COMMITTEE_SINCE = _day(2025, 10, 1)
COMMITTEE_RATE = 0.45

BULK_TEAM = "SMB Inside Sales"
BULK_MONTH = (
    _day(2026, 3, 1),
    _day(2026, 4, 1),
)

RETURN_RATE = 0.05
RENEGOTIATION_RATE = 0.14
PREMATURE_RATE = 0.03

WIN_RATE = 0.27
WIN_RATE_WITHOUT_DISCOVERY = 0.16

SLOW_TEAM = "Enterprise South"
SLOW_STAGE = NEGOTIATION
SLOWER = 2.0

OWN_SECURITY_TEAM = "SMB Inside Sales"
STALL_RATE = 0.35
"""Of the open deals: their buyers do not write in the last days, which is long only where they were quiet before."""
REASON_FORGETTER = "Oscar Lindgren"
NO_REASON_RATE = 0.7

HASTY_TEAM = "Mid-market West"
HASTY_RATE, HASTY_RATE_WON = 0.72, 0.45
EARLY_PRICE_SOURCE = "Customer Referral"
EARLY_PRICE_RATE = 0.6
EVIDENCE_FORGETTER = "Nadia Rahman"
FORGET_RATE = 0.8
LITTLE = 0.03
"""How often the same happens elsewhere."""

CHECKLIST_SINCE = _day(2025, 11, 3)
CHECKLIST_WORKS = 0.85
CHECKLIST_LASTS = 130 * 86_400
"""Seconds after which nobody keeps to the checklist any more; until then ever fewer do."""

ADRIFT_TEAM = "Enterprise North"
ADRIFT_SINCE = _day(2025, 9, 1)
UNFIT_RATE, UNFIT_RATE_WON = 0.2, 0.08
ADRIFT_RATE, ADRIFT_RATE_WON = 0.7, 0.35

USUAL_DISCOUNT, DISCOUNT_WITHOUT_DISCOVERY = 8.0, 14.0
DESK_FROM = 15
"""Percent: a higher discount needs the deal desk."""

SLOW_LEGAL_TEAM = SLOW_TEAM

UNFIT_SOURCE = "Trade Show"
UNFIT_SOURCE_SINCE = _day(2025, 12, 1)
SDR_SLOW_SINCE = _day(2026, 1, 12)
SDR_HOURS, SDR_HOURS_SLOW = 2.0, 7.0
"""Working hours to the first touch, the median."""
SILENT_TEAM = "Sales Development Americas"
SILENT_RATE, SILENT_RATE_ELSEWHERE = 0.55, 0.08
"""Of the leads that come to nothing."""

IMPROVED_TEAM = "Mid-market West"
SECURITY_SKIP_RATE_IMPROVED = 0.3
"""In the next export: from the end of the recorded period on, in that team; in no other anything changes."""
