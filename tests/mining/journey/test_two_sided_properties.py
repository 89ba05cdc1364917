"""The vectorised search for the three deviations against a slow one, on any log and process."""

from hypothesis import given
from hypothesis import strategies as st

from mining.analysis import analyse, analyse_again
from models.buyer_journey import BuyerJourney, BuyerStep
from models.costs import Costs
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import End, Parallel, SalesProcess, Stage
from models.signal import Signal
from tests.builders import a_log_with_activities
from tests.mining.journey.slow_reference import Found, SlowCheck

STAGES = ("Qualify", "Discovery", "Demo", "Proposal")
SIGNALS = ("pain", "meeting", "plan", "price", "fax")
STEPS = ("problem", "exploration", "requirements", "selection")


@st.composite
def processes(draw: st.DrawFn) -> SalesProcess:
    """Four stages, two of which may be side by side; steps in any order, with or without signals."""
    some_signals = st.lists(st.sampled_from(SIGNALS), max_size=2, unique=True).map(tuple)
    stages = [
        Stage(name, (name,), buyer=draw(st.sampled_from(("", *STEPS))), exit_evidence=draw(some_signals))
        for name in STAGES
    ]
    steps = tuple(
        BuyerStep(
            name,
            after=draw(st.lists(st.sampled_from(STEPS[:place]), max_size=2, unique=True).map(tuple)) if place else (),
            evidence=draw(some_signals),
            always_on=draw(st.integers(0, 5)) == 0,
        )
        for place, name in enumerate(STEPS)
    )  # fmt: skip
    aside = Parallel(((stages[1],), (stages[2],)))
    flow = (stages[0], aside, stages[3]) if draw(st.booleans()) else tuple(stages)
    return SalesProcess(
        name="P",
        flow=flow,
        ends=(End("won", ("Won",)), End("lost", ("Lost",))),
        signals=tuple(Signal(name, (name,)) for name in SIGNALS),
        journey=BuyerJourney(steps),
    )


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    """A few deals with stages, one that the process does not know, and activities, several at one moment."""
    what = st.sampled_from((*STAGES, "Other", *(f"~{name}" for name in SIGNALS)))
    deals = []
    for _ in range(draw(st.integers(1, 4))):
        events = draw(st.lists(st.tuples(st.integers(0, 6), what), min_size=1, max_size=10))
        events = sorted(events, key=lambda event: event[0])
        last = draw(st.sampled_from(("", "Won", "Lost")))
        if last:
            events.append((draw(st.integers(6, 7)), last))
        deals.append(" | ".join(f"{day} {name}" for day, name in events))
    if not any(name in deal for deal in deals for name in STAGES):
        deals.append("0 Qualify")
    return a_log_with_activities(*deals)


def _found(log: EventLog, process: SalesProcess) -> Found:
    conformance = analyse(log, process, silent).conformance
    assert conformance is not None
    return {
        (deviation.key.type, deviation.key.stage, log.cases.ids[case])
        for deviation in conformance.deviations
        if deviation.key.type.is_behaviour and not deviation.key.type.is_of_flow
        for case in deviation.cases.tolist()
    }


@given(logs(), processes())
def test_that_the_deviations_are_those_of_the_definitions(log: EventLog, process: SalesProcess) -> None:
    assert _found(log, process) == SlowCheck(log, process).found()


@given(logs(), processes())
def test_that_what_shows_a_deviation_is_judged_for_it_and_compared_only_if_judged(
    log: EventLog, process: SalesProcess
) -> None:
    conformance = analyse(log, process, silent).conformance
    assert conformance is not None
    for deviation in conformance.deviations:
        assert set(deviation.cases.tolist()) <= set(deviation.eligible.tolist())
        if not deviation.key.type.is_of_flow:
            assert set(deviation.compared.tolist()) <= set(deviation.eligible.tolist())


@given(logs(), processes(), processes())
def test_that_what_is_remembered_makes_no_difference(
    log: EventLog, one: SalesProcess, other: SalesProcess
) -> None:
    _, remembered = analyse_again(log, one, Costs(), silent, None)
    again, _ = analyse_again(log, other, Costs(), silent, remembered)
    assert again.conformance is not None
    after = {
        (d.key, tuple(d.cases.tolist()), tuple(d.eligible.tolist())) for d in again.conformance.deviations
    }
    anew = analyse(log, other, silent).conformance
    assert anew is not None
    assert after == {(d.key, tuple(d.cases.tolist()), tuple(d.eligible.tolist())) for d in anew.deviations}
