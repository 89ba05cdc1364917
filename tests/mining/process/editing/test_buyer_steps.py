"""Editing the buyer's journey: whatever refers to a step or a signal follows, and what was possible can be undone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.process.conditions import parse_condition
from mining.process.editing import buyer_steps, signals
from mining.process.journey_templates import JourneyTemplate
from mining.process.yaml_format import parse_yaml
from mining.process.yaml_writer import to_yaml
from models.buyer_journey import BuyerJourney, BuyerStep
from models.errors import UserError
from models.rule import Rule, RuleKind
from models.sales_process import Branch, Choice, End, Parallel, SalesProcess, Stage
from models.signal import Signal

PROCESS = SalesProcess(
    "New business",
    (
        Stage("Qualify", ("Qualify",), buyer="problem", exit_evidence=("pain",)),
        Parallel(((Stage("Demo", ("Demo",), buyer="needs"),), (Stage("Security", ("Security",)),))),
        Choice((Branch((Stage("Proposal", ("Proposal",), buyer="selection", exit_evidence=("sent", "met")),)),)),
    ),
    (End("won", ("Won",), requires=("signed",)),),
    rules=(
        Rule("R1", RuleKind.PRECEDENCE, "pain", "sent"),
        Rule("R2", RuleKind.ABSENCE, "Demo"),
    ),
    signals=(
        Signal("pain", field="pain", becomes="set"),
        Signal("met", kinds=("Meeting",), contact_role="Economic buyer"),
        Signal("sent", kinds=("Email",), subject="(?i)proposal"),
        Signal("signed", field="contract", becomes="Signed"),
    ),
    journey=BuyerJourney(
        (
            BuyerStep("problem", evidence=("pain",)),
            BuyerStep("exploration", after=("problem",)),
            BuyerStep("needs", "Requirements building", after=("exploration",), evidence=("met",)),
            BuyerStep("selection", after=("needs",), evidence=("sent", "met")),
            BuyerStep("consensus", always_on=True),
        )
    ),
)  # fmt: skip


def buyer_of(process):
    return {stage.name: stage.buyer for stage in process.stages}


def step(process, name):
    return process.journey.step(name)


def test_that_a_new_step_gets_a_short_name_of_its_own():
    once = buyer_steps.add_step(PROCESS, "  Legal & security  check ", after=("needs",))
    twice = buyer_steps.add_step(once, "Legal, security: check!")
    assert step(once, "legal_security_check") == BuyerStep(
        "legal_security_check", "Legal & security check", ("needs",)
    )
    assert twice.journey.steps[-1].name == "legal_security_check_2"
    assert buyer_steps.add_step(PROCESS, "Validation").journey.steps[-1] == BuyerStep("validation")


def test_that_the_first_step_begins_a_journey_and_the_last_one_ends_it():
    bare = replace(PROCESS, journey=None)
    one = buyer_steps.add_step(bare, "Problem")
    assert one.journey == BuyerJourney((BuyerStep("problem"),))
    assert buyer_steps.remove_step(one, "problem").journey is None


def test_that_stages_and_steps_follow_a_renamed_step():
    renamed = buyer_steps.rename_step(PROCESS, "needs", "requirements")
    assert buyer_of(renamed) == {
        "Qualify": "problem", "Demo": "requirements", "Security": "", "Proposal": "selection"
    }  # fmt: skip
    assert step(renamed, "selection").after == ("requirements",)
    assert step(renamed, "requirements").shown == "Requirements building"
    assert buyer_steps.rename_step(renamed, "requirements", "needs") == PROCESS


def test_that_a_step_without_a_title_keeps_what_it_is_shown_as_when_it_is_renamed():
    renamed = buyer_steps.rename_step(PROCESS, "problem", "job_1")
    assert step(renamed, "job_1").shown == "Problem"


def test_that_a_title_changes_no_reference():
    titled = buyer_steps.title_step(PROCESS, "problem", "Problem identification")
    assert step(titled, "problem").shown == "Problem identification"
    assert buyer_of(titled) == buyer_of(PROCESS)
    assert buyer_steps.title_step(titled, "problem", "Problem") == PROCESS


def test_that_a_fresh_step_takes_its_short_name_from_its_title():
    added = buyer_steps.add_step(PROCESS, "New step", after=("needs",))
    named = buyer_steps.name_step(added, "new_step", "Legal check")
    assert named.journey.steps[-1] == BuyerStep("legal_check", "Legal check", ("needs",))
    assert buyer_steps.name_step(added, "new_step", "Needs").journey.steps[-1] == BuyerStep(
        "needs_2", "Needs", ("needs",)
    )


def test_that_what_came_after_a_removed_step_comes_after_what_it_came_after():
    removed = buyer_steps.remove_step(PROCESS, "needs")
    assert step(removed, "selection").after == ("exploration",)
    assert buyer_of(removed)["Demo"] == ""
    assert [one.name for one in removed.journey.steps] == ["problem", "exploration", "selection", "consensus"]


def test_that_a_step_moves_in_the_writing_and_not_in_the_order():
    moved = buyer_steps.move_step(PROCESS, "selection", 0)
    assert [one.name for one in moved.journey.steps][:2] == ["selection", "problem"]
    assert moved.journey.before("selection") == PROCESS.journey.before("selection")


def test_that_steps_are_connected_and_taken_apart():
    both = buyer_steps.connect(PROCESS, "problem", "selection")
    assert step(both, "selection").after == ("needs", "problem")
    assert buyer_steps.connect(both, "problem", "selection") is both
    assert buyer_steps.disconnect(both, "problem", "selection") == PROCESS


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        (
            "selection",
            "problem",
            "Problem cannot come after Selection: Selection comes after Problem already.",
        ),
        ("problem", "problem", "Problem cannot come after itself."),
        ("problem", "consensus", "Consensus is always on; it has no place in the order of the other steps."),
    ],
)
def test_that_no_circle_can_be_drawn(earlier, later, said):
    with pytest.raises(UserError) as refused:
        buyer_steps.connect(PROCESS, earlier, later)
    assert str(refused.value) == said


def test_that_a_step_that_is_always_on_leaves_the_order_to_the_others():
    on = buyer_steps.set_always_on(PROCESS, "needs", True)
    assert step(on, "needs").after == ()
    assert step(on, "selection").after == ("exploration",)
    assert buyer_steps.set_always_on(on, "needs", False).journey.step("needs").always_on is False
    assert buyer_steps.set_always_on(on, "needs", True) is on


def test_that_a_measure_is_a_condition():
    measure = parse_condition("contacts >= 3", "test")
    measured = buyer_steps.set_measure(PROCESS, "consensus", measure)
    assert step(measured, "consensus").measure == measure
    assert buyer_steps.set_measure(measured, "consensus", None) == PROCESS


def test_that_a_stage_presumes_one_step_or_none():
    mapped = buyer_steps.map_stage(PROCESS, "Security", "needs")
    assert buyer_of(mapped)["Security"] == "needs"
    assert buyer_steps.map_stage(mapped, "Security", "") == PROCESS


def test_that_evidence_is_put_on_a_step_and_taken_away():
    put = buyer_steps.put_evidence(PROCESS, "exploration", "met")
    assert step(put, "exploration").evidence == ("met",)
    assert buyer_steps.put_evidence(put, "exploration", "met") is put
    assert buyer_steps.take_evidence(put, "exploration", "met") == PROCESS


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (lambda: buyer_steps.add_step(PROCESS, " "), "A buyer step needs a name, such as Problem identification."),
        (lambda: buyer_steps.rename_step(PROCESS, "problem", "Needs"),
         "There is a buyer step with the short name Needs already; choose another one."),
        (lambda: buyer_steps.title_step(PROCESS, "problem", "selection"),
         "There is a buyer step called selection already; give each a name of its own."),
        (lambda: buyer_steps.map_stage(PROCESS, "Qualify", "gone"), "The buyer's journey has no step gone."),
        (lambda: buyer_steps.map_stage(PROCESS, "Gone", "problem"), "The process has no stage Gone."),
        (lambda: signals.add_signal(PROCESS, Signal("Pain", kinds=("Call",))),
         "There is a signal called Pain already; choose another name."),
        (lambda: signals.rename_signal(PROCESS, "pain", " "),
         "A signal needs a name, such as economic_buyer_met."),
    ],
)  # fmt: skip
def test_that_what_cannot_be_done_is_refused_in_a_sentence(verb, said):
    with pytest.raises(UserError) as refused:
        verb()
    assert str(refused.value) == said


def test_that_everything_that_names_a_signal_follows_it():
    renamed = signals.rename_signal(PROCESS, "sent", "proposal_sent")
    assert step(renamed, "selection").evidence == ("proposal_sent", "met")
    assert renamed.stages[3].exit_evidence == ("proposal_sent", "met")
    assert renamed.rules[0].second == "proposal_sent"
    assert signals.rename_signal(PROCESS, "signed", "ink").ends[0].requires == ("ink",)
    assert signals.rename_signal(renamed, "proposal_sent", "sent") == PROCESS


def test_that_nothing_asks_for_a_removed_signal():
    removed = signals.remove_signal(PROCESS, "sent")
    assert [signal.name for signal in removed.signals] == ["pain", "met", "signed"]
    assert step(removed, "selection").evidence == ("met",)
    assert removed.stages[3].exit_evidence == ("met",)
    assert removed.rules == PROCESS.rules


def test_that_a_rule_about_a_stage_stays_when_a_signal_of_its_name_goes():
    both = signals.add_signal(PROCESS, Signal("demo", kinds=("Demo call",)))
    assert signals.remove_signal(both, "demo") == PROCESS
    assert signals.rename_signal(both, "demo", "shown").rules == PROCESS.rules


def test_that_a_signal_can_mean_something_else_under_another_name():
    other = Signal("pain_told", kinds=("Call",), subject="pain")
    changed = signals.change_signal(PROCESS, "pain", other)
    assert changed.signals[0] == other
    assert changed.stages[0].exit_evidence == ("pain_told",)


def test_that_the_order_in_which_signals_are_tried_can_be_changed():
    moved = signals.move_signal(PROCESS, "signed", 1)
    assert [signal.name for signal in moved.signals] == ["pain", "signed", "met", "sent"]


def test_that_a_template_brings_its_signals_and_leaves_those_that_are_there():
    journey = BuyerJourney((BuyerStep("problem", evidence=("pain",)), BuyerStep("fit", evidence=("visit",))))
    signals = (Signal("Pain", subject="else"), Signal("visit", kinds=("Web visit",)))
    applied = buyer_steps.begin_journey(PROCESS, JourneyTemplate(signals, journey))
    assert applied.journey == journey
    assert applied.signals == (*PROCESS.signals, signals[1])
    assert buyer_of(applied) == {"Qualify": "problem", "Demo": "fit", "Security": "", "Proposal": "fit"}


def test_that_the_buyer_can_be_taken_away():
    bare = buyer_steps.without_journey(PROCESS)
    assert bare.journey is None
    assert set(buyer_of(bare).values()) == {""}
    assert bare.signals == PROCESS.signals


_NAMES = st.sampled_from(
    ["problem", "exploration", "needs", "selection", "consensus", "new", "Ärger & Not", "no"]
)
_SIGNALS = st.sampled_from(["pain", "met", "sent", "signed", "new", "yes: no"])
_EDITS = st.one_of(
    st.tuples(st.just(buyer_steps.add_step), _NAMES),
    st.tuples(st.just(buyer_steps.title_step), _NAMES, _NAMES),
    st.tuples(st.just(buyer_steps.rename_step), _NAMES, _NAMES),
    st.tuples(st.just(buyer_steps.remove_step), _NAMES),
    st.tuples(st.just(buyer_steps.move_step), _NAMES, st.integers(-1, 7)),
    st.tuples(st.just(buyer_steps.connect), _NAMES, _NAMES),
    st.tuples(st.just(buyer_steps.disconnect), _NAMES, _NAMES),
    st.tuples(st.just(buyer_steps.set_always_on), _NAMES, st.booleans()),
    st.tuples(st.just(buyer_steps.put_evidence), _NAMES, st.sampled_from(["pain", "met"])),
    st.tuples(st.just(buyer_steps.take_evidence), _NAMES, _SIGNALS),
    st.tuples(st.just(buyer_steps.map_stage), st.sampled_from(["Qualify", "Security", "Proposal"]), _NAMES),
    st.tuples(st.just(signals.rename_signal), _SIGNALS, _SIGNALS),
    st.tuples(st.just(signals.move_signal), _SIGNALS, st.integers(-1, 5)),
)  # fmt: skip


def edited(process, edits):
    for verb, *given_ in edits:
        try:
            process = verb(process, *given_)
        except UserError:
            continue
    return process


@given(st.lists(_EDITS, max_size=12))
def test_that_no_edits_leave_a_reference_to_nothing_or_a_circle(edits):
    process = edited(PROCESS, edits)
    steps = process.journey.steps if process.journey else ()
    names = {one.name for one in steps}
    assert len(names) == len(steps)
    assert all(set(one.after) <= names for one in steps)
    assert not any(one.always_on and one.after for one in steps)
    assert all(one.name not in process.journey.before(one.name) for one in steps)
    assert {stage.buyer for stage in process.stages} <= names | {""}
    assert [stage.name for stage in process.stages] == ["Qualify", "Demo", "Security", "Proposal"]


@given(st.lists(_EDITS, max_size=12))
def test_that_whatever_was_edited_is_read_back_from_its_file(edits):
    process = edited(PROCESS, edits)
    assert parse_yaml(to_yaml(process), "test.yaml") == process


@given(st.lists(_EDITS, max_size=8), st.data())
def test_that_the_order_of_the_others_stays_when_a_step_goes(edits, data):
    process = edited(PROCESS, edits)
    if process.journey is None:
        return
    gone = data.draw(st.sampled_from([one.name for one in process.journey.steps]))
    removed = buyer_steps.remove_step(process, gone)
    for one in removed.journey.steps if removed.journey else ():
        assert removed.journey.before(one.name) == process.journey.before(one.name) - {gone}
