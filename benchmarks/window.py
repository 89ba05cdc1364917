"""How long until there is a window, and until the demo stands on it, analysed: a new process each time, offscreen.

`uv run python -m benchmarks.window [--quick] [--json FILE]`
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

from benchmarks.measure import Row, arguments, show

CHILD = """
import time
began = time.perf_counter()
from PySide6.QtCore import QSettings, QTimer
from desktop.app import make_application
from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from models.project import Project
application = make_application()
settings = QSettings("lanekeeper-benchmark", "window")
window = MainWindow(Document(Project("")), Appearance(application, settings), settings)
window.show()
application.processEvents()
print(time.perf_counter() - began)
def shown():
    if window.results.view is not None:
        application.processEvents()
        print(time.perf_counter() - began, flush=True)
        application.quit()
window.results.changed.connect(shown)
QTimer.singleShot(0, window.opening.open_demo)
application.exec()
window.jobs.stop()
window.results.stop()
"""


def main() -> None:
    """Measure and print; the child counts from its first line, the interpreter's own start is not in it."""
    given = arguments(__doc__)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    runs = []
    for _ in range(1 + (1 if given.quick else 5)):
        run = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, capture_output=True, text=True, check=True
        )
        runs.append([float(line) for line in run.stdout.split()])
    window, demo = (statistics.median(times) for times in zip(*runs[1:], strict=True))
    note = "wall, in a new process"
    show(
        [
            Row("first window", 0, window, window, note=note),
            Row("demo analysed on it", 3000, demo, demo, note=note),
        ],
        given.json,
    )


if __name__ == "__main__":
    main()
