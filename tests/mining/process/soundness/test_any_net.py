"""Properties: no net hangs or breaks the examination, and small nets show that shortcuts change no verdict."""

from contextlib import suppress

from hypothesis import HealthCheck, assume, given, settings

from mining.process.soundness import check_net, findings_of, size_estimate
from mining.process.soundness.behaviour import is_sound
from mining.process.soundness.exploring import explore
from mining.process.soundness.reducing import reduce
from models.errors import UserError
from models.model_finding import ModelFault
from tests.mining.alignment.nets import net_of, process_trees
from tests.mining.process.soundness.drawn import any_nets, spoilt_nets

many = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
BEHAVIOUR = {
    ModelFault.UNBOUNDED, ModelFault.TOO_MUCH_WORK, ModelFault.NEVER_FINISHES, ModelFault.GETS_STUCK,
    ModelFault.LEFT_OVER, ModelFault.DEAD_STEP,
}  # fmt: skip
DRAWN = {ModelFault.APART, ModelFault.NOT_REACHED, ModelFault.NO_WAY_TO_END}


@many
@given(any_nets())
def test_that_no_net_breaks_the_examination(net):
    findings = findings_of(net)
    assert all(finding.sentence.endswith(".") and "\n" not in finding.sentence for finding in findings)
    size_estimate(net)
    with suppress(UserError):
        check_net(net, "n")


@many
@given(any_nets())
def test_that_a_file_is_refused_exactly_for_errors(net):
    fatal = [finding for finding in findings_of(net) if finding.severity == "error"]
    refused = ""
    try:
        check_net(net, "n")
    except UserError as error:
        refused = str(error)
    assert refused == (f"n: {_lowered(fatal[0].sentence)}" if fatal else "")


@many
@given(process_trees())
def test_that_a_process_tree_is_always_sound(tree):
    net = net_of(tree)
    assume(net.labels)
    assert {finding.severity for finding in findings_of(net)} <= {"note"}


@many
@given(spoilt_nets())
def test_that_the_reduced_net_is_as_sound_as_the_whole(net):
    reduced = reduce(net).net
    whole, small = explore(net, 3_000), explore(reduced, 3_000)
    assume(whole.is_settled and small.is_settled)
    assert len(small) <= len(whole)
    assert is_sound(net, whole) == is_sound(reduced, small)
    assert (whole.growth is None) == (small.growth is None)


@many
@given(spoilt_nets())
def test_that_the_size_is_exact_where_no_place_holds_two_tokens(net):
    whole = explore(net, 3_000)
    assume(whole.is_settled)
    size = size_estimate(net)
    held = [count for state in range(len(whole)) for count in whole.tokens(state).values()]
    if not whole.complete:
        assert size is None
    elif max(held, default=0) <= 1:
        assert size == len(whole)
    else:
        assert size is None or size >= len(whole)


@many
@given(spoilt_nets())
def test_that_the_verdict_agrees_with_the_definition(net):
    """Every reachable marking leads to the end, none holds more than it, every step can happen."""
    graph = _markings(net)
    assume(graph is not None)
    final = frozenset(net.final.items())
    before = {}
    for source, _, target in graph:
        before.setdefault(target, []).append(source)
    alive, waiting = {final}, [final]
    while waiting:
        for source in before.get(waiting.pop(), ()):
            if source not in alive:
                alive.add(source)
                waiting.append(source)
    reached = {frozenset(net.initial.items())} | {target for _, _, target in graph}
    sound = (
        final in reached
        and reached <= alive
        and not any(dict(final).items() <= dict(m).items() and m != final for m in reached)
        and {t for _, t, _ in graph} == {t.name for t in net.transitions}
    )
    found = {finding.kind for finding in findings_of(net)}
    assert sound == (not found & (BEHAVIOUR | DRAWN)) or (sound and found & DRAWN and not found & BEHAVIOUR)


def _lowered(sentence):
    return sentence[0].lower() + sentence[1:]


def _markings(net, most=2_000):
    """Edges between markings, without bound on tokens; None where there are more than `most`."""
    first = frozenset(net.initial.items())
    seen, waiting, edges = {first}, [first], []
    while waiting:
        marking = waiting.pop()
        for t in net.transitions:
            tokens, takes = dict(marking), {}
            for place, count in t.takes:
                takes[place] = takes.get(place, 0) + count
            if any(tokens.get(place, 0) < count for place, count in takes.items()):
                continue
            for place, count in takes.items():
                tokens[place] -= count
            for place, count in t.puts:
                tokens[place] = tokens.get(place, 0) + count
            after = frozenset((place, count) for place, count in tokens.items() if count)
            edges.append((marking, t.name, after))
            if after not in seen:
                if len(seen) > most:
                    return None
                seen.add(after)
                waiting.append(after)
    return edges
