"""Documented processes of every shape, for property tests."""

from hypothesis import strategies as st

from mining.process.conditions import parse_condition
from models.label import key, tidy
from models.sales_process import Branch, Choice, End, Flow, Parallel, SalesProcess, Stage, stages_of

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
    ["amount < 10000", "segment == 'Enterprise'", "not (a or b)", "x in [1, 'two']"]
).map(lambda text: parse_condition(text, "test"))


def _stage(name: str):
    return st.builds(
        Stage,
        name=st.just(name),
        labels=st.lists(st.integers(0, 9), min_size=1, max_size=3).map(
            lambda ns: tuple(f"{name} {n}" for n in ns)
        ),
        optional=st.one_of(st.booleans(), _CONDITIONS),
        repeat=st.one_of(st.none(), st.integers(1, 5)),
        owners=st.lists(NAMES, max_size=2).map(tuple),
        buyer=TEXTS,
        exit_evidence=st.lists(NAMES, max_size=2).map(tuple),
        allowed=TEXTS,
        effort=TEXTS,
    )


@st.composite
def _flows(draw, names: list[str], depth: int = 2) -> Flow:
    """A flow over the first few names; what it uses is taken from the list."""
    steps = []
    for _ in range(draw(st.integers(0 if depth < 2 else 1, 3))):
        kind = draw(st.sampled_from(["stage", "stage", "parallel", "choice"])) if depth else "stage"
        if not names:
            break
        if kind == "stage":
            steps.append(draw(_stage(names.pop())))
        elif kind == "parallel":
            branches = tuple(draw(_flows(names, depth - 1)) for _ in range(2))
            steps += [Parallel(branches)] if any(branches) else []
        else:
            inner = [
                Branch(draw(_flows(names, depth - 1)), when=draw(st.none() | _CONDITIONS)) for _ in range(2)
            ]
            last = [Branch(draw(_flows(names, depth - 1)), otherwise=True)] if draw(st.booleans()) else []
            steps.append(Choice((*inner, *last)))
    return tuple(steps)


@st.composite
def processes(draw, simple_names: bool = False) -> SalesProcess:
    """A valid process; with `simple_names` its stages are called A, B, C, ..."""
    letters = [chr(ord("A") + i) for i in range(8)]
    wanted = st.lists(NAMES, min_size=8, max_size=8, unique_by=key)
    names = letters if simple_names else [f"{name} {i}" for i, name in enumerate(draw(wanted))]
    flow = draw(_flows(names).filter(lambda found: any(stages_of(found))))
    sources = draw(st.none() | st.just((next(stages_of(flow)).name,)))
    ends = (
        End("won", ("Closed Won",)),
        End("lost", ("Closed Lost", "no"), sources, ("signed",), "loss_reason"),
    )
    taken = {"name", "version", "format", "process", "flow", "end"}
    free = st.dictionaries(_TEXT.filter(lambda name: name not in taken), _VALUES, max_size=3)
    return SalesProcess(
        draw(NAMES), flow, draw(st.sampled_from([ends, ends[:1], ()])), draw(TEXTS), draw(free), draw(free)
    )
