"""Every test runs without a display, and on its own settings and caches."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "agg")
os.environ["PM4PY_SHOW_PROGRESS_BAR"] = "False"
