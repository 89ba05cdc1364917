"""The stages of the demo: their names in the documented process, in the CRM, and what the CRM says of each."""

from __future__ import annotations

from dataclasses import dataclass

QUALIFY, DISCOVERY, DEMO, SECURITY = "Qualify", "Discovery", "Demo", "Security review"
PROPOSAL, NEGOTIATION, CONTRACT = "Proposal", "Negotiation", "Contract"
WON, LOST = "Won", "Lost"
COMMITTEE = "Pricing Committee"
"""In the CRM, but in no documented process."""

DOCUMENTED = (QUALIFY, DISCOVERY, DEMO, SECURITY, PROPOSAL, NEGOTIATION, CONTRACT)
"""The stages that every won deal should pass, in order; Negotiation may lead back to Proposal."""

ENDS = (WON, LOST)


@dataclass(frozen=True)
class CrmStage:
    """The CRM's label, its probability in percent, its forecast category (API name and label), and usual days."""

    label: str
    probability: int
    forecast: str
    forecast_label: str
    days: float


CRM = {
    QUALIFY: CrmStage("Qualification", 10, "Pipeline", "Pipeline", 4.0),
    DISCOVERY: CrmStage("Needs Analysis", 20, "Pipeline", "Pipeline", 9.0),
    DEMO: CrmStage("Demo", 35, "Pipeline", "Pipeline", 7.0),
    SECURITY: CrmStage("Security Review", 50, "BestCase", "Best Case", 12.0),
    PROPOSAL: CrmStage("Proposal/Price Quote", 65, "BestCase", "Best Case", 9.0),
    COMMITTEE: CrmStage("Pricing Committee", 70, "BestCase", "Best Case", 5.0),
    NEGOTIATION: CrmStage("Negotiation/Review", 80, "Forecast", "Commit", 11.0),
    CONTRACT: CrmStage("Contract Sent", 90, "Forecast", "Commit", 6.0),
    WON: CrmStage("Closed Won", 100, "Closed", "Closed", 0.0),
    LOST: CrmStage("Closed Lost", 0, "Omitted", "Omitted", 0.0),
}
