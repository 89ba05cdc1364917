"""Random process trees over distinct labels, for properties."""

from itertools import pairwise

from hypothesis import strategies as st

from models.process_tree import Operator, ProcessTree

OPERATORS = (Operator.SEQUENCE, Operator.XOR, Operator.PARALLEL, Operator.LOOP)


@st.composite
def trees(draw, most: int = 8) -> ProcessTree:
    """A tree whose activities are A, B, C, ..., with silent branches here and there."""
    labels = [chr(ord("A") + i) for i in range(draw(st.integers(1, most)))]
    return draw(_over(labels))


@st.composite
def _over(draw, labels: list[str]) -> ProcessTree:
    if len(labels) == 1:
        leaf = ProcessTree(label=labels[0])
        if draw(st.integers(0, 3)):
            return leaf
        operator = draw(st.sampled_from((Operator.XOR, Operator.LOOP)))
        return ProcessTree(operator, children=(leaf, ProcessTree()))
    operator = draw(st.sampled_from(OPERATORS))
    cuts = draw(st.sets(st.integers(1, len(labels) - 1), min_size=1, max_size=3))
    ends = [0, *sorted(cuts), len(labels)]
    parts = [draw(_over(labels[a:b])) for a, b in pairwise(ends)]
    return ProcessTree(operator, children=tuple(parts))
