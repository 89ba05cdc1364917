"""How the people and teams of findings are called: reps apart only where that is allowed, small teams never by name."""

from __future__ import annotations

from collections.abc import Mapping

from mining.privacy.small_groups import may_be_told, team_sizes
from mining.report.gathered import Gathered
from models.report_template import ReportTemplate
from resources.translation import tr


def called_in_findings(found: Gathered, template: ReportTemplate) -> Mapping[str, str]:
    """What stands for the names in headlines and evidence; a name that is not in it stays.

    Without leave to tell reps apart every owner is “A rep”; with it, a stand-in or the name. A team with too few
    people or deals is “A small team”.
    """
    told: dict[str, str] = {}
    if not template.with_names:
        told |= found.names
    if not template.per_rep:
        told |= {name: tr("A rep") for name in found.log.cases.owner.labels if name}
    sizes = team_sizes(found.log, found.mask)
    return told | {name: tr("A small team") for name, size in sizes.items() if not may_be_told(size)}
