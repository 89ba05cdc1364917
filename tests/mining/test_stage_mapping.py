"""What a CRM's labels mean in a documented process: the guess, and the process with the chosen labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.process.validate import validate
from mining.stage_mapping import SURE, guess_stages, targets_of, with_labels
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from models.sales_process import Branch, Choice, End, Parallel, SalesProcess, Stage

PROCESS = SalesProcess(
    "New business",
    tuple(Stage(name, (name,)) for name in ("Qualify", "Discovery", "Demo", "Proposal", "Negotiation")),
    (End("won", ("Won", "Closed Won")), End("lost", ("Lost", "Closed Lost"))),
)


@pytest.mark.parametrize(
    ("label", "stage"),
    [
        ("3 - Proposal", "Proposal"),
        ("04. Negotiation (75 %)", "Negotiation"),
        ("Qualified", "Qualify"),
        ("01 Qualifizierung", "Qualify"),
        ("Neg.", "Negotiation"),
        ("Angebot erstellt", "Proposal"),
        ("VERHANDLUNG", "Negotiation"),
        ("Präsentation", "Demo"),
        ("Praesentation", "Demo"),
        ("Produktvorführung", "Demo"),
        ("Bedarfsanalyse", "Discovery"),
        ("negociation", "Negotiation"),
        ("Discovery call held", "Discovery"),
        ("closedwon", "Won"),
        ("Gewonnen", "Won"),
        ("Closed - not won", "Lost"),
        ("6 - Closed Lost", "Lost"),
        ("Security review", ""),
        ("Closed", ""),
        ("7", ""),
        ("", ""),
    ],
)
def test_that_a_label_is_guessed_by_its_words(label: str, stage: str) -> None:
    (guess,) = guess_stages([label], PROCESS)
    assert guess.stage == stage
    assert (guess.certainty >= 0.6) == bool(stage)
    assert guess.certainty < SURE


def test_that_a_label_of_the_process_itself_is_sure_whatever_its_case_and_spaces() -> None:
    guesses = guess_stages(["closed  won", "DEMO"], PROCESS)
    assert [(guess.stage, guess.certainty) for guess in guesses] == [("Won", SURE), ("Demo", SURE)]


def test_that_a_won_label_is_never_a_stage_or_a_loss() -> None:
    open_ended = SalesProcess("P", (Stage("Won back", ("Win-back call",)),), (End("lost", ("Lost",)),))
    assert guess_stages(["Closed won"], open_ended)[0].stage == ""


def test_that_the_targets_are_the_stages_then_the_ends() -> None:
    assert targets_of(PROCESS) == ("Qualify", "Discovery", "Demo", "Proposal", "Negotiation", "Won", "Lost")


def test_that_the_steps_of_a_net_are_guessed_too() -> None:
    net = PetriNet(
        "N", ("a", "b"), (Transition("t", "Send proposal", (("a", 1),), (("b", 1),)),), {"a": 1}, {"b": 1}
    )
    assert targets_of(net) == ("Send proposal",)
    assert guess_stages(["Proposal sent"], net)[0].stage == "Send proposal"


def test_that_chosen_labels_join_their_stage_and_leave_the_one_they_had() -> None:
    chosen = {
        "Angebot": "Proposal",
        "Offer": "Proposal",
        "Closed Won": "Won",
        "Gewonnen": "Won",
        "Coffee": "",
    }
    process = with_labels(PROCESS, chosen | {"Closed Lost": ""})
    labels = {stage.name: stage.labels for stage in process.stages} | {
        e.title: e.labels for e in process.ends
    }
    assert labels["Proposal"] == ("Proposal", "Angebot", "Offer")
    assert labels["Won"] == ("Won", "Closed Won", "Gewonnen")
    assert labels["Lost"] == ("Lost",)
    assert labels["Demo"] == ("Demo",)
    validate(process)


def test_that_stages_in_branches_get_their_labels() -> None:
    a, b, c = (Stage(name, (name,)) for name in "ABC")
    process = SalesProcess("P", (Parallel(((a,), (b,))), Choice((Branch((c,)), Branch((), otherwise=True)))))
    found = with_labels(process, {"x": "B", "y": "C"})
    assert [stage.labels for stage in found.stages] == [("A",), ("B", "x"), ("C", "y")]


def test_that_a_stage_is_not_left_without_a_label() -> None:
    with pytest.raises(UserError, match="Demo would have no label"):
        with_labels(PROCESS, {"Demo": "Discovery"})


@given(st.lists(st.text(max_size=30), max_size=8))
def test_that_any_label_gets_a_guess_among_the_targets_or_none(labels: list[str]) -> None:
    guesses = guess_stages(labels, PROCESS)
    assert [guess.label for guess in guesses] == labels
    assert all(guess.stage in ("", *targets_of(PROCESS)) and 0 <= guess.certainty <= 1 for guess in guesses)
