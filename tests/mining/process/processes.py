"""Documented processes of every shape, for property tests."""

from hypothesis import assume
from hypothesis import strategies as st

from mining.process.conditions import parse_condition
from mining.process.enclosing import enclosing_blocks
from models.allow_list import Accepted, Forbidden
from models.buyer_journey import BuyerJourney, BuyerStep
from models.deviation import DeviationKey, DeviationType
from models.handoff import Handoff
from models.label import key, tidy
from models.rule import DayUnit, Rule, RuleKind, Severity, Within
from models.sales_process import Branch, Choice, End, Flow, Parallel, SalesProcess, Stage, stages_of
from models.signal import Signal
from models.strategy import (
    Baseline,
    Expectation,
    FitRule,
    RecordedChange,
    Stakeholder,
    Strategy,
    SweetSpot,
    Targets,
)

_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12)
_ODD = st.sampled_from(
    [
        "no",
        "on",
        "12:30",
        "1e3",
        "~",
        "null",
        "0123",
        "- a",
        "a: b",
        "#x",
        "'",
        '"',
        "{",
        "2024-01-01",
        "=",
        "<<",
    ]
)
TEXTS = st.one_of(_ODD, _TEXT).map(tidy)
NAMES = TEXTS.filter(bool)
_VALUES = st.recursive(
    st.one_of(_ODD, _TEXT, st.sampled_from(["0.10", "true", "5"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_CONDITIONS = st.sampled_from(
    [
        "amount < 10000",
        "segment == 'Enterprise'",
        "not (a or b)",
        "x in [1, 'two']",
        " place ==  'New  York' ",
    ]
).map(lambda text: parse_condition(text, "test"))


_WITHIN = st.none() | st.builds(Within, st.integers(1, 3650), st.sampled_from(DayUnit))


@st.composite
def _rules(draw) -> tuple[Rule, ...]:
    rules = []
    for ident in draw(st.lists(NAMES, max_size=3, unique_by=key)):
        kind = draw(st.sampled_from(RuleKind))
        names = draw(st.lists(NAMES, min_size=2, max_size=2, unique_by=key))
        within = draw(_WITHIN) if kind.may_be_timed else None
        second = names[1] if kind.names_two else None
        severity, why, when = draw(st.sampled_from(Severity)), draw(TEXTS), draw(st.none() | _CONDITIONS)
        rules.append(Rule(ident, kind, names[0], second, within, severity, why, when))
    return tuple(rules)


_DAYS = st.none() | st.dates()


@st.composite
def _signals(draw) -> tuple[Signal, ...]:
    return tuple(
        Signal(name, field=draw(NAMES), becomes=draw(TEXTS), by=draw(_SIDES))
        if draw(st.booleans())
        else Signal(
            name,
            kinds=tuple(draw(st.lists(NAMES, min_size=1, max_size=2))),
            subject=draw(_TEXT),
            two_way=draw(st.booleans()),
            contact_role=draw(TEXTS),
            role=draw(TEXTS),
            by=draw(_SIDES),
        )
        for name in draw(st.lists(NAMES, max_size=3, unique_by=key))
    )


_SIDES = st.sampled_from(["", "buyer", "seller"])


@st.composite
def _journeys(draw) -> BuyerJourney | None:
    names = draw(st.lists(NAMES, max_size=4, unique_by=key))
    steps = [
        BuyerStep(
            name,
            draw(TEXTS),
            tuple(names[:place][-2:]) if draw(st.booleans()) else (),
            tuple(draw(st.lists(NAMES, max_size=2))),
            draw(st.booleans()),
            draw(st.none() | _CONDITIONS),
        )
        for place, name in enumerate(names)
    ]
    return BuyerJourney(tuple(steps)) if steps else None


_SPANS = st.tuples(_DAYS, _DAYS).filter(lambda days: None in days or days[0] <= days[1])
_STAGE_NAMES = NAMES | st.sampled_from(
    ["skip A out of order", '"', '""', "A entered in bulk", "go back to", "out of order"]
)


@st.composite
def _accepted(draw) -> Accepted:
    key_of = DeviationKey(draw(st.sampled_from(DeviationType)), draw(_STAGE_NAMES))
    return Accepted(key_of, draw(st.none() | _CONDITIONS), draw(TEXTS), draw(TEXTS), *draw(_SPANS))


@st.composite
def _forbidden(draw) -> Forbidden:
    path = tuple(draw(st.lists(NAMES, min_size=1, max_size=4)))
    return Forbidden(path, draw(TEXTS), draw(TEXTS), *draw(_SPANS))


_NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_SOME_NAMES = st.lists(NAMES, max_size=2).map(tuple)
_HANDOFFS = st.builds(Handoff, NAMES, TEXTS, TEXTS, TEXTS, _SOME_NAMES, TEXTS, _SOME_NAMES, _NUMBERS)
_FIT_VALUES = st.lists(NAMES | st.sampled_from(["1", "2e3", "any"]), max_size=2).map(tuple)
_FITS = st.builds(FitRule, NAMES.filter(lambda name: name != "min_score"), _FIT_VALUES, _NUMBERS, _NUMBERS)
_STRATEGIES = st.builds(
    Strategy,
    sweet_spot=st.none()
    | st.builds(
        SweetSpot, st.lists(_FITS, max_size=2, unique_by=lambda fit: fit.field).map(tuple), st.floats(0, 1)
    ),
    targets=st.builds(Targets, *[_NUMBERS] * 5),
    baseline=st.none() | st.builds(Baseline, st.dates(), st.dates()),
    stakeholders=st.lists(st.builds(Stakeholder, NAMES, TEXTS, TEXTS), max_size=2).map(tuple),
    changes=st.lists(
        st.builds(
            RecordedChange,
            NAMES,
            st.dates(),
            TEXTS,
            TEXTS,
            st.none() | st.builds(Expectation, NAMES, _NUMBERS, _NUMBERS, _DAYS),
        ),
        max_size=2,
    ).map(tuple),
)


def _stage(name: str, earlier: tuple[str, ...]):
    return st.builds(
        Stage,
        name=st.just(name),
        labels=st.lists(st.integers(0, 9), min_size=1, max_size=3).map(
            lambda ns: tuple(f"{name} {n}" for n in ns)
        ),
        optional=st.one_of(st.booleans(), _CONDITIONS),
        repeat=st.one_of(st.none(), st.integers(1, 5)),
        back_to=st.lists(st.sampled_from(earlier), max_size=2, unique=True).map(tuple)
        if earlier
        else st.just(()),
        owners=st.lists(NAMES, max_size=2).map(tuple),
        buyer=TEXTS,
        exit_evidence=st.lists(NAMES, max_size=2).map(tuple),
        allowed=TEXTS,
        effort=TEXTS,
    )


@st.composite
def _flows(draw, names: list[str], earlier: list[str], back: bool, depth: int = 2) -> Flow:
    """A flow over the last few names; what it uses moves on to `earlier`."""
    steps = []
    for _ in range(draw(st.integers(0 if depth < 2 else 1, 3))):
        kind = draw(st.sampled_from(["stage", "stage", "parallel", "choice"])) if depth else "stage"
        if not names:
            break
        if kind == "stage":
            steps.append(draw(_stage(names.pop(), tuple(earlier) if back else ())))
            earlier.append(steps[-1].name)
        elif kind == "parallel":
            branches = tuple(draw(_flows(names, earlier, back, depth - 1)) for _ in range(2))
            steps += [Parallel(branches)] if any(branches) else []
        else:
            inner = [
                Branch(draw(_flows(names, earlier, back, depth - 1)), when=draw(st.none() | _CONDITIONS))
                for _ in range(2)
            ]
            last = (
                [Branch(draw(_flows(names, earlier, back, depth - 1)), otherwise=True)]
                if draw(st.booleans())
                else []
            )
            steps.append(Choice((*inner, *last)))
    return tuple(steps)


def _goes_back_sideways(flow: Flow) -> bool:
    blocks = enclosing_blocks(flow)
    pairs = [(blocks[stage.name], blocks[target]) for stage in stages_of(flow) for target in stage.back_to]
    return any(a != b and a[0] == b[0] for mine, other in pairs for a, b in zip(mine, other, strict=False))


@st.composite
def processes(draw, simple_names: bool = False, back: bool = True) -> SalesProcess:
    """A valid process; with `simple_names` its stages are called A, B, C, ..."""
    letters = [chr(ord("A") + i) for i in range(8)]
    wanted = st.lists(NAMES, min_size=8, max_size=8, unique_by=key)
    names = letters if simple_names else [f"{name} {i}" for i, name in enumerate(draw(wanted))]
    flow = draw(_flows(names, [], back))
    assume(any(stages_of(flow)) and not _goes_back_sideways(flow))
    sources = draw(st.sampled_from([None, (), (next(stages_of(flow)).name,)]))
    ends = (
        End("won", ("Closed Won",)),
        End("lost", ("Closed Lost", "no"), sources, ("signed",), "loss_reason"),
    )
    taken = {"name", "version", "valid_from", "valid_until", "format", "process", "flow", "end", "rules"}
    taken |= {"events", "buyer", "accepted", "forbidden", "handoffs"}
    taken |= {"sweet_spot", "targets", "baseline", "stakeholders", "changes"}
    free = st.dictionaries(_TEXT.filter(lambda name: name not in taken), _VALUES, max_size=3)
    chosen = draw(st.sampled_from([ends, ends[:1], ()]))
    return SalesProcess(
        draw(NAMES),
        flow,
        chosen,
        draw(TEXTS),
        draw(free),
        draw(free),
        draw(_rules()),
        valid_from=draw(_DAYS),
        valid_until=draw(_DAYS),
        signals=draw(_signals()),
        journey=draw(_journeys()),
        accepted=tuple(draw(st.lists(_accepted(), max_size=2))),
        forbidden=tuple(draw(st.lists(_forbidden(), max_size=2))),
        handoffs=tuple(draw(st.lists(_HANDOFFS, max_size=2))),
        strategy=draw(_STRATEGIES),
    )
