"""How many of the stage names of a log a process knows."""

from mining.process.drafting.known_names import known_names, known_stages, stage_labels
from mining.process.templates import template
from models.petri_net import PetriNet, Transition
from models.sales_process import End, SalesProcess, Stage
from tests.builders import a_log


def test_that_labels_count_once_however_they_are_written() -> None:
    log = a_log("Demo > Offer > Won", "demo > Lost")
    assert stage_labels(log) == ("Demo", "Offer", "Won", "Lost")


def test_that_only_labels_count_not_the_names_of_stages() -> None:
    process = SalesProcess(
        "Test", (Stage("Qualify", ("Demo",)), Stage("Offer", ("Quote",))), (End("won", ("Closed Won",)),)
    )
    assert known_names(process, ("demo", "Offer", "Won", "closed won")) == 2
    assert known_stages(process, ("demo", "Offer")) == {"Qualify"}


def test_that_a_net_knows_its_steps_and_a_template_its_labels() -> None:
    net = PetriNet(
        "Net", ("p", "q"), (Transition("A", "Demo", (("p", 1),), (("q", 1),)),), {"p": 1}, {"q": 1}
    )
    assert known_names(net, ("demo", "Won")) == 1
    assert known_names(template("dynamics-365-default"), ("1-Qualify", "Propose", "Won", "Else")) == 3
