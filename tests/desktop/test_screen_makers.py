"""The code of the screens is loaded beside the window."""

import subprocess
import sys
from pathlib import Path

import desktop.screens

LOADED = """
import sys
from desktop.screen_makers import load_in_background
def loaded():
    names = [name.split(".") for name in sys.modules if name.startswith("desktop.screens.")]
    return [parts[2] for parts in names if parts[-1] == "screen"]
assert not loaded()
load_in_background().join()
print(*loaded())
"""


def test_that_all_screens_but_the_first_are_loaded_in_the_background():
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    there = {path.parent.name for path in Path(desktop.screens.__path__[0]).glob("*/screen.py")}
    assert set(run.stdout.split()) == there - {"overview"}
