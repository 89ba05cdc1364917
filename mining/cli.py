"""Where the program begins: decides which language it speaks, and only then loads what has texts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from mining.language import decide


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    if getattr(sys, "frozen", False):  # the processes beside a frozen application begin here too
        import multiprocessing

        multiprocessing.freeze_support()
    given = sys.argv[1:] if arguments is None else list(arguments)
    decide(given)
    from mining.command_line import main as run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
