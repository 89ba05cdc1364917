"""The --cost option: what skipping a stage or an extra event costs in the comparison."""

from __future__ import annotations

import argparse

from models.costs import Costs
from models.errors import UserError
from resources.translation import tr

_KINDS = {"skip": "left_out", "extra": "extra"}


def add_costs(parser: argparse.ArgumentParser) -> None:
    """Add the option; what is not said is as the project has it."""
    parser.add_argument(
        "--cost",
        action="append",
        metavar="KIND:NAME=NUMBER",
        help=tr(
            "what a departure costs, 1 if not said: 'skip:Legal review=5', 'extra:Call=2'; may be given again"
        ),
    )


def costs_of(arguments: argparse.Namespace, before: Costs) -> Costs:
    """The costs that the arguments ask for; raises UserError where one cannot be read."""
    found: dict[str, dict[str, int]] = {"left_out": dict(before.left_out), "extra": dict(before.extra)}
    for text in arguments.cost or ():
        kind, _, rest = text.partition(":")
        name, _, number = rest.rpartition("=")
        if kind.strip().lower() not in _KINDS or not name.strip() or not number.strip().isdecimal():
            raise UserError(
                tr(
                    "--cost {text} is not understood; write it as 'skip:Demo=3' or 'extra:Call=2'.",
                    text=repr(text),
                )
            )
        found[_KINDS[kind.strip().lower()]][name.strip()] = int(number)
    try:
        return Costs(**found)
    except ValueError as error:
        raise UserError(tr("--cost: {error}.", error=error)) from error
