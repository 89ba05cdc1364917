"""Processes with roles and hand-overs, written as short texts."""

from mining.process.yaml_format import parse_yaml
from models.sales_process import SalesProcess

ROLES = "{MKT: Marketing, SDR: Sales development, AE: Account executive, LEGAL: Legal, DD: Deal desk}"
FLOW = """
  - {stage: Qualify, owner: SDR}
  - {stage: Discovery, owner: AE}
  - {stage: Proposal, owner: AE}
  - {stage: Legal review, owner: LEGAL}
"""


def a_process(handoffs: str = "[]", roles: str = ROLES, more: str = "", calendar: str = "") -> SalesProcess:
    """Four stages and five roles; `calendar` as in YAML, working days of 9:00 to 17:00 in UTC where none is given."""
    calendar = calendar or '{days: Mon-Fri, hours: "09:00-17:00"}'
    text = f"process: {{name: P, calendar: {calendar}}}\nroles: {roles}\nflow: {FLOW}\n"
    end = "end:\n  won: {crm: [Closed Won]}\n  lost: {crm: [Closed Lost]}\n"
    return parse_yaml(f"{text}{end}handoffs: {handoffs}\n{more}", "test.yaml")
