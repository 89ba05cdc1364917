"""The verdict agrees with Woflan in pm4py on small workflow nets, sound and unsound."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from mining.pm4py_bridge import is_sound
from mining.process.soundness import findings_of
from models.model_finding import ModelFault
from tests.mining.process.soundness.drawn import a_net, spoilt_nets

HARMLESS = {
    ModelFault.DUPLICATE_LABEL, ModelFault.SIMILAR_LABELS, ModelFault.EMPTY, ModelFault.SILENT_LOOP,
}  # fmt: skip
DRAWN = {ModelFault.APART, ModelFault.NOT_REACHED, ModelFault.NO_WAY_TO_END, ModelFault.ALWAYS_POSSIBLE}


@pytest.mark.filterwarnings("ignore:solution from scipy")
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(spoilt_nets())
def test_that_small_workflow_nets_are_judged_as_pm4py_does(net):
    assume(_is_small_workflow_net(net))
    found = {finding.kind for finding in findings_of(net)} - HARMLESS
    assume(not found & DRAWN)
    assert is_sound(net) == (not found)


@pytest.mark.parametrize(
    ("steps", "sound"),
    [
        (("start > A > end",), True),
        (("start > A > a", "start > B > b", "a b > C > end"), False),
        (("start > [s] > a b", "a > A > c", "b > B > d", "c d > [j] > end"), True),
        (("start > [s] > a b", "a > A > end", "b > B > end"), False),
    ],
)
def test_that_both_know_the_classics(steps, sound):
    net = a_net(*steps)
    assert is_sound(net) == sound == (not findings_of(net))


def _is_small_workflow_net(net):
    fed = {place for t in net.transitions for place, _ in t.puts}
    used = {place for t in net.transitions for place, _ in t.takes}
    return len(net.transitions) <= 8 and "start" not in fed and "end" not in used
