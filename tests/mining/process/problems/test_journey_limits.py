"""A journey of thousands of steps is no journey: it is refused instead of being worked through."""

import pytest

from mining.process.problems import problems
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.sales_process import SalesProcess


def a_process(signals: int, steps: int) -> str:
    events = "".join(f"  s{number}: {{kind: Call}}\n" for number in range(signals))
    buyer = "".join(f"  b{number}: {{always_on: true}}\n" for number in range(steps))
    return f"process: {{name: P}}\nflow: [A]\nevents:\n{events}buyer:\n{buyer}"


def read(signals: int, steps: int) -> SalesProcess:
    return parse_yaml(a_process(signals, steps), "p.yaml")


def test_that_as_many_as_anybody_needs_are_read() -> None:
    assert not [one for one in problems(read(500, 200), None) if one.severity == "error"]


def test_that_more_are_refused() -> None:
    with pytest.raises(UserError, match="more than 500 signals; keep those that show a step"):
        read(501, 1)
    with pytest.raises(UserError, match="more than 200 steps; keep the jobs that a buyer gets done"):
        read(1, 201)
