"""One hand-made net for every fault, with the sentence that the user reads."""

import json

import pytest

from mining.process.soundness import check_net, findings_json, findings_of
from models.errors import UserError
from models.model_finding import ModelFault
from tests.mining.process.soundness.drawn import a_net

OK = "start > Qualify > end"
BRANCHES = (
    "check the gateways and arcs there (branches that exclude each other must not wait for each other)."
)
CLOSE = "from there the process can no longer finish; close every branch with a gateway of the kind that opened it."
HALF = (
    "start > [split] > a b",
    "a > Legal review > a1",
    "a > Skip legal > a2",
    "b > Pricing > b1",
    "b > Skip > b2",
)


def said(net, severity):
    return [finding.sentence for finding in findings_of(net) if finding.severity == severity]


def test_that_a_sound_net_has_no_findings():
    assert findings_of(a_net(OK)) == ()


@pytest.mark.parametrize(
    ("net", "kind", "sentence"),
    [
        (a_net(), "empty",
         "The process has no step at all; draw at least one between its start and its end."),
        (a_net(OK, initial={"start": 0}), "no_start",
         "Nothing says where the process begins; draw a start event or set an initial marking."),
        (a_net(OK, final={"end": 0}), "no_end",
         "Nothing says when the process is finished; draw an end event or set a final marking."),
        (a_net("start > Pricing > start pile", "start pile > Sign > end"), "unbounded",
         "The process can grow without bound at “pile” (before Sign), with every Pricing more work piles up there than "
         "is ever taken away; connect it to a join or an end."),
        (a_net("start > [split] > p q", "p > Quote > p2", "p2 > [again] > start", "q > Legal > end"), "unbounded",
         "The process can grow without bound at “q” (before Legal), with every Quote more work piles up there than is "
         "ever taken away; connect it to a join or an end."),
        (a_net("start > Sign > 5000*end"), "too_much_work",
         "The process holds more than 1,023 pieces of work at once at “end” (after Sign), which no deal has; check the "
         "numbers on the arcs and the initial marking there."),
        (a_net(OK, initial={"start": 5_000}), "too_much_work",
         "The process holds more than 1,023 pieces of work at once at “start” (before Qualify), which no deal has; "
         "check the numbers on the arcs and the initial marking there."),
        (a_net("start > Legal review > a", "start > Pricing > b", "a b > Sign > end"), "never_finishes",
         f"The documented process can never finish, it stops after Legal review or after Pricing; {BRANCHES}"),
        (a_net("start > [split] > a b", "a > Legal review > end", "b > Pricing > end"), "never_finishes",
         "The documented process can never finish, it comes to its end after Legal review and Pricing with work left "
         f"over; {BRANCHES}"),
        (a_net("start waiting > Sign > end"), "never_finishes",
         f"The documented process can never finish, it stops before its first step; {BRANCHES}"),
        (a_net("start > Call > p", "p > Meet > start", "q > Sign > end"), "never_finishes",
         "The documented process can never finish, it goes round in a circle for ever at Call and Meet; draw a way "
         "from there to the end."),
    ],
)  # fmt: skip
def test_that_what_no_deal_can_follow_is_an_error_and_refuses_a_file(net, kind, sentence):
    errors = [finding for finding in findings_of(net) if finding.severity == "error"]
    assert [(found.kind.value, found.sentence) for found in errors] == [(kind, sentence)]
    with pytest.raises(UserError) as refused:
        check_net(net, "p.pnml")
    assert str(refused.value) == f"p.pnml: {sentence[0].lower()}{sentence[1:]}"


@pytest.mark.parametrize(
    ("net", "kind", "sentence"),
    [
        (a_net(*HALF, "a1 b2 > [j] > end", "a2 b1 > [k] > end", "a2 b2 > [l] > end"), "gets_stuck",
         f"A deal can get stuck after Legal review and Pricing: {CLOSE}"),
        (a_net("start > Demo > m", "start > [wait] > n", "m > Sign > end", "n x > Sign > end"), "gets_stuck",
         f"A deal can get stuck before its first step: {CLOSE}"),
        (a_net("start > [split] > a b", "a > Legal review > end", "b > Pricing > c", "c a > [j] > end",
               "c end > Sign > end"), "left_over",
         "The process can come to its end after Legal review while work is left over at “b” (before Pricing); bring "
         "the branches together before the end."),
        (a_net(OK, "start > Wait > m", "m waiting > Approve > end", "end waiting > Wait > waiting m"), "dead_step",
         "Approve can never happen, what has to come before it never comes together; check the joins before it."),
        (a_net(OK, " > Call > "), "always_possible",
         "The step Call waits for nothing, so it can happen at any time and for ever; connect it to what comes "
         "before it."),
        (a_net(OK, "x > Demo > y"), "apart",
         "Nothing connects Demo with the rest of the process; connect or remove it."),
        (a_net(OK, places=("a note",)), "apart",
         "Nothing connects “a note” with the rest of the process; connect or remove it."),
        (a_net(OK, "x > Demo > end"), "not_reached",
         "Nothing leads from the start to Demo; connect or remove it."),
        (a_net(OK, "start > Demo > y"), "no_way_to_end",
         "No way leads from Demo to the end of the process; connect it to the next step or to an end."),
        (a_net("start > Qualify > end note"), "no_way_to_end", ""),
        (a_net("start > Closed Won > p", "p > closed  won > end"), "similar_labels",
         "Closed Won and closed  won differ only by case or spaces and count as one name; write it in one way."),
        (a_net("start > [on] > end"), "empty",
         "No step of the process has a name, so every event counts as undocumented; name the steps."),
    ],
)  # fmt: skip
def test_that_what_some_deals_cannot_follow_is_a_warning(net, kind, sentence):
    found = {f.kind.value: f.sentence for f in findings_of(net) if f.severity == "warning"}
    assert kind in found
    assert found[kind] == sentence or not sentence


@pytest.mark.parametrize(
    ("net", "sentences"),
    [
        (a_net("start > Call > p", "p > Call > end"),
         ["2 steps are called Call; that is allowed, an event counts for the one that fits best."]),
        (a_net("start > Call > p", "p > Call > p", "p > [on] > end"), []),
        (a_net(OK, "start > Loop > r", "r > [round] > s", "s > [back] > r"),
         ["The process can go round for ever without any step after Loop; draw a way out of that circle."]),
        (a_net(OK, "start > Loop > s", "s > [round] > s", "s > [leave] > end"), []),
        (a_net(OK, "start > Wait > end w", "w end > [hidden] > end", "end end > [twice] > end"),
         ["“twice” can never be taken, a deal never stands where it begins; remove or connect it."]),
    ],
)  # fmt: skip
def test_that_what_does_no_harm_is_a_note(net, sentences):
    assert said(net, "note") == sentences


def test_that_a_fault_is_told_once():
    kinds = [finding.kind for finding in findings_of(a_net(OK, "x > Demo > end", "start > Loss > y"))]
    assert kinds == [ModelFault.NOT_REACHED, ModelFault.NO_WAY_TO_END]


def test_that_errors_come_before_warnings_and_notes():
    net = a_net("start > Call > start pile", "start > Call > end", "x > Demo > y")
    assert [f.severity for f in findings_of(net)] == ["error", "warning", "warning", "note"]


def test_that_a_model_that_is_too_large_to_be_examined_says_so():
    ring = [f"p{i} q{(i + 1) % 16} > Check {i} > p{i} q{(i + 1) % 16}" for i in range(16)]
    steps = [f"p{i} > Step {i} > q{i}" for i in range(16)]
    start, end = ({f"{side}{i}": 1 for i in range(16)} for side in "pq")
    net = a_net(*steps, *ring, initial=start, final=end)
    assert said(net, "warning") == [
        "The process was not examined further than 20,000 situations, it allows more; use fewer parallel branches to "
        "be sure that every deal can finish."
    ]
    check_net(net, "p.pnml")


def test_that_findings_are_written_as_json():
    written = json.loads(json.dumps(findings_json(findings_of(a_net(OK, "x > Demo > end")))))
    assert written == [
        {
            "kind": "not_reached",
            "severity": "warning",
            "sentence": "Nothing leads from the start to Demo; connect or remove it.",
            "where": ["Demo"],
        }
    ]
