"""A signal counts what it would count as a part of the process: what no earlier signal has taken."""

import pytest

from mining.analysis import analyse
from mining.journey.trying import offered, tried
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.progress import silent
from models.signal import Signal
from tests.mining.journey.test_offers import the_log

PROCESS = parse_yaml(
    """
format: lanekeeper.process/1
process: {name: Small}
events:
  called: {kind: Call, by: buyer}
  met: {kind: Meeting}
flow:
  - {stage: Qualify, crm: [Qualify]}
""",
    "small.yaml",
)


def counted(signal, instead=""):
    log = the_log()
    found = tried(log, analyse(log, PROCESS, silent).log, PROCESS, signal, instead, silent)
    return len(found), found.deals, found.why_none


def test_that_a_new_signal_is_tried_last():
    assert counted(Signal("", kinds=("Call",)))[:2] == (1, 1)


def test_that_a_changed_signal_is_tried_at_its_place():
    assert counted(Signal("called", kinds=("Call",)), "called")[:2] == (3, 2)


def test_that_a_signal_without_evidence_says_why():
    assert counted(Signal("", kinds=("Letter",))) == (0, 0, "the log has no event called 'Letter'")


def test_that_a_pattern_that_is_none_is_refused():
    with pytest.raises(UserError, match="is no regular expression"):
        counted(Signal("", subject="("))


def test_that_documented_stages_are_not_offered():
    log = the_log()
    found = offered(log, analyse(log, PROCESS, silent).log, PROCESS, silent)
    assert "Qualify" not in [offer.words for offer in found]
    assert "Web visit" in [offer.words for offer in found]
