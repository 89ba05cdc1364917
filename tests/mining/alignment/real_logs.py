"""Logs and models that are too large to be counted by hand: what other engines are asked about."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from benchmarks.documented import counted
from benchmarks.sales_log import sales_log
from mining import pm4py_bridge
from mining.alignment.align import align, alphabet
from mining.alignment.automaton import automaton_of
from mining.alignment.requests import Requests
from mining.sources.read import ImportOptions, import_log
from models.alignment import Alignments
from models.automaton import Automaton
from models.case_table import Outcome
from models.costs import Costs
from models.event_log import EventLog
from models.petri_net import PetriNet, Transition
from models.progress import silent
from tests.shared import shared

Trace = tuple[str, ...]

BPI_2012_INDUCTIVE = (
    "seq", ["A_SUBMITTED", "A_PARTLYSUBMITTED", ("loop", [
        ("seq", [
            ("xor", [None, "W_Afhandelen leads", "W_Beoordelen fraude", "A_PREACCEPTED"]),
            ("xor", [None, ("and", [
                ("xor", [None, ("loop", ["W_Completeren aanvraag", None])]),
                ("xor", [None, ("seq", [("xor", [None, "A_ACCEPTED"]), ("and", [
                    ("xor", [None, ("loop", ["O_SELECTED", None])]),
                    ("seq", [("xor", [None, "A_FINALIZED"]), ("loop", [
                        ("seq", [
                            ("xor", [None, "A_CANCELLED", ("seq", ["O_CREATED", "O_SENT"])]),
                            ("xor", ["W_Nabellen offertes", "O_CANCELLED", ("loop", [
                                ("xor", ["A_DECLINED", "O_DECLINED", ("seq", [
                                    ("xor", [None, "O_SENT_BACK"]),
                                    ("xor", ["W_Nabellen incomplete dossiers", ("and", [
                                        ("xor", [None, "O_ACCEPTED"]), ("xor", [None, "A_APPROVED"]),
                                        ("loop", ["W_Valideren aanvraag", None]),
                                        ("xor", [None, "A_REGISTERED"]), ("xor", [None, "A_ACTIVATED"]),
                                    ])]),
                                ])]),
                                None,
                            ])]),
                            ("xor", [None, ("loop", ["W_Wijzigen contractgegevens", None])]),
                        ]),
                        None,
                    ])]),
                ])])]),
            ])]),
        ]),
        None,
    ])],
)  # fmt: skip
"""What pm4py's inductive miner finds in BPI Challenge 2012 at noise 0.2, in thirteen seconds."""


@cache
def bpi_2012() -> EventLog:
    return import_log([shared("data/bpic2012_full/bpic2012.xes.gz")], ImportOptions(), silent).log


@cache
def sales() -> EventLog:
    return sales_log(45_000)


@cache
def sales_inductive() -> PetriNet:
    return pm4py_bridge.inductive(counted(sales()), 0.2)


def sample(traces: Sequence[Trace], step: int) -> list[Trace]:
    """Every `step`-th, and the longest."""
    return [*traces[::step], max(traces, key=len)]


def aligned(
    automaton: Automaton,
    traces: Sequence[Trace],
    outcome: Outcome = Outcome.UNKNOWN,
    costs: Costs | None = None,
) -> Alignments:
    labels = alphabet(dict.fromkeys(label for trace in traces for label in trace), [automaton])
    code = {label: i for i, label in enumerate(labels)}
    requests = Requests.of([[code[label] for label in trace] for trace in traces], outcome)
    return align(automaton, labels, requests, costs or Costs(), silent)


def costs_of(net: PetriNet, traces: Sequence[Trace]) -> list[int]:
    """Our costs of explaining the traces by the whole net."""
    found: list[int] = aligned(automaton_of(net), traces).cost.tolist()
    return found


def as_net(automaton: Automaton, outcome: Outcome) -> PetriNet:
    """A place a state and a transition an edge; from where a deal with that outcome may stop, silently to the end."""
    edges = zip(automaton.source.tolist(), automaton.label.tolist(), automaton.target.tolist(), strict=True)
    steps = [
        Transition(f"t{i}", automaton.labels[label], ((f"s{a}", 1),), ((f"s{b}", 1),))
        for i, (a, label, b) in enumerate(edges)
    ]
    stops = [
        Transition(f"stop{state}", None, ((f"s{state}", 1),), (("end", 1),))
        for state in np.flatnonzero(automaton.accepting[outcome]).tolist()
    ]
    places = (*(f"s{state}" for state in range(automaton.n_states)), "end")
    return PetriNet("automaton", places, (*steps, *stops), {f"s{automaton.initial}": 1}, {"end": 1})
