"""Lead events count as steps where the process documents them."""

from dataclasses import replace

import numpy as np

from mining.documented_leads import with_documented_leads
from mining.preparation import prepared
from mining.process.yaml_format import parse_yaml
from models.event_log import EventKind
from models.preparation import Preparation
from tests.builders import a_log

PROCESS = parse_yaml(
    """format: lanekeeper.process/1
process: {name: Waterfall}
flow:
- {stage: Marketing qualified, crm: [MQL]}
- {stage: Demo}
end:
  won: {crm: [Won]}
""",
    "p.yaml",
)


def _log():
    log = a_log("Lead created > Lead: MQL > Lead: Nurture > Demo > Won")
    kinds = [EventKind.LEAD, EventKind.LEAD, EventKind.LEAD, EventKind.STAGE, EventKind.STAGE]
    return replace(log, kind=np.array(kinds, dtype=np.int8))


def test_that_a_documented_lead_step_is_checked_and_others_stay_beside_the_process():
    found = with_documented_leads(_log(), PROCESS)
    assert found.trace(0) == ("Lead created", "MQL", "Lead: Nurture", "Demo", "Won")
    assert found.of_kind(EventKind.STAGE).trace(0) == ("MQL", "Demo", "Won")


def test_that_without_a_process_a_lead_stays_beside_it():
    log = _log()
    assert with_documented_leads(log, None) is log


def test_that_a_prepared_log_has_the_documented_lead_steps():
    found = prepared(_log(), None, Preparation(), PROCESS)
    assert found.of_kind(EventKind.STAGE).trace(0) == ("MQL", "Demo", "Won")
