"""How the people and teams of findings are called: reps apart only where that is allowed, small teams never by name."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mining.privacy.small_groups import FEWEST_DEALS, FEWEST_PEOPLE
from mining.report.gathered import Gathered
from models.categorical import MISSING
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
    return told | {name: tr("A small team") for name in _small_teams(found)}


def _small_teams(found: Gathered) -> list[str]:
    cases = found.log.cases
    owners, teams = cases.owner.codes[found.mask], cases.team.codes[found.mask]
    small = []
    for code, name in enumerate(cases.team.labels):
        own = owners[teams == code]
        people = len(np.unique(own[own != MISSING]))
        if len(own) and (people < FEWEST_PEOPLE or len(own) < FEWEST_DEALS):
            small.append(name)
    return small
