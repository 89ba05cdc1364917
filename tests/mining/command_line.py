"""Runs one command of the command line as a user does, in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from mining.cli import main

LOG = """case_id,activity,timestamp,owner,team,outcome
c1,Qualify,2024-01-01,Ann,North,won
c1,Demo,2024-01-02,Ann,North,won
c1,Won,2024-01-03,Ann,North,won
c2,Qualify,2024-01-01,Bob,South,won
c2,Won,2024-01-02,Bob,South,won
c3,Qualify,2024-01-01,Bob,South,open
"""
PROCESS = """format: lanekeeper.process/1
process: {name: New business}
flow:
- {stage: Qualify}
- {stage: Demo}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost]}
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, all of it, as JSON."""
        return json.loads(self.out)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Run a command; what was captured before is left out."""
    capsys.readouterr()
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as end:  # the parser's own way to stop
        code = int(end.code or 0)
    captured = capsys.readouterr()
    return Ran(code, captured.out, captured.err)
