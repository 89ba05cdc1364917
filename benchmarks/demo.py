"""The way to the first answer: make, import, check and view the demo, step by step, and the first window.

`uv run python -m benchmarks.demo [--quick] [--json FILE]`
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import arguments, compare, show
from mining.analysis import analyse, view_of
from mining.demo.generate import write_demo
from mining.process.read import read_process
from mining.project_file import load, save
from mining.sources.read import ImportOptions, import_log
from models.case_filter import CaseFilter
from models.progress import silent
from models.project import Project


def main() -> None:
    """Measure and print."""
    given = arguments(__doc__)
    rounds = 1 if given.quick else 5
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_demo(folder)
        log = import_log([folder], ImportOptions(), silent).log
        process = read_process(folder / "process.yaml")
        analysis = analyse(log, process, silent)
        project, saved = Project("Demo", log, process=process), folder / "demo.lane"
        team = CaseFilter(teams=frozenset([log.cases.team.labels[0]]))
        deals, events = log.n_cases, log.n_events
        rows = [
            compare("write the demo's export", deals, lambda: write_demo(folder), rounds=rounds),
            compare(
                "import it", events, lambda: import_log([folder], ImportOptions(), silent), rounds=rounds
            ),
            compare("check it", deals, lambda: analyse(log, process, silent), rounds=rounds),
            compare(
                "count map and deviations", deals, lambda: view_of(analysis, CaseFilter()), rounds=rounds
            ),
            compare("the same for one team", deals, lambda: view_of(analysis, team), rounds=rounds),
            compare("save the project", events, lambda: save(project, saved), rounds=rounds),
            compare("open the project", events, lambda: load(saved), rounds=rounds),
            compare(
                "a whole `lanekeeper check demo`",
                deals,
                _check_demo,
                rounds=rounds,
                note="wall time of a process",
            ),
        ]
    show(rows, given.json)


def _check_demo() -> None:
    subprocess.run([sys.executable, "-m", "mining.cli", "check", "demo"], check=True, capture_output=True)


if __name__ == "__main__":
    main()
