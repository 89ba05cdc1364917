"""The options that say how a log is prepared before it is analysed: what is left out, and how ties are put in order."""

from __future__ import annotations

import argparse
from dataclasses import replace

from models.errors import UserError
from models.preparation import Preparation
from models.quality import LEFT_OUT, SWITCHES, Fault
from resources.translation import tr

_FAULTS = tuple(str(fault) for fault in Fault if fault in LEFT_OUT)
_IN_ORDER = SWITCHES - LEFT_OUT


def add_preparation(parser: argparse.ArgumentParser) -> None:
    """Add what a user can say about the preparation; what is not said is as the project has it."""
    parser.add_argument(
        "--leave-out",
        metavar="FAULTS",
        help=tr(
            "leave out these events and deals, and no others: {faults}; 'nothing' for none",
            faults=", ".join(_FAULTS),
        ),
    )
    parser.add_argument(
        "--order",
        choices=("documented", "file"),
        help=tr(
            "how stages stand that were entered at the same instant, or on the same day where only "
            "days are known"
        ),
    )


def preparation_of(arguments: argparse.Namespace, before: Preparation) -> Preparation:
    """The preparation that the arguments ask for; raises UserError for a fault that there is not."""
    switched = before.switched
    if arguments.leave_out is not None:
        switched = (switched & _IN_ORDER) | _faults(arguments.leave_out)
    if arguments.order is not None:
        switched = (switched - _IN_ORDER) | (_IN_ORDER if arguments.order == "documented" else frozenset())
    return replace(before, switched=switched)


def _faults(text: str) -> frozenset[Fault]:
    names = [name.strip().lower().replace("-", "_") for name in text.split(",")]
    if names == ["nothing"]:
        return frozenset()
    for name in names:
        if name not in _FAULTS:
            raise UserError(
                tr(
                    "--leave-out knows no {name}; choose from {faults}.",
                    name=repr(name),
                    faults=", ".join(_FAULTS),
                )
            )
    return frozenset(map(Fault, names))
