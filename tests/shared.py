"""Where the real and hostile input files lie, for the tests that need them."""

from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
SHARED: Path | None = _BESIDE if _BESIDE.is_dir() else None
needs_shared = pytest.mark.skipif(
    SHARED is None, reason="the folder of real inputs does not lie beside the project"
)


def shared(relative: str) -> Path:
    """The path of one input; call it only in tests marked with `needs_shared`."""
    assert SHARED is not None
    return SHARED / relative
