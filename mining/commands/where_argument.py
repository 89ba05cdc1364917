"""The --where option: only the deals that a path query is true for."""

from __future__ import annotations

import argparse

from models.analysis import Analysis
from models.errors import UserError
from models.event_log import EventLog
from resources.translation import tr


def add_where(parser: argparse.ArgumentParser) -> None:
    """Add the option; without it all deals count."""
    parser.add_argument(
        "--where",
        metavar="QUERY",
        help=tr("count only the deals that a path query is true for: 'skips Demo and then goes back'"),
    )


def matching_deals(arguments: argparse.Namespace, log: EventLog, analysis: Analysis) -> EventLog:
    """The deals of `log`, which was analysed, that the query is true for.

    Raises UserError where it cannot be read, names what is not there, or is true for no deal.
    """
    from mining.path_query.matching import matching
    from mining.path_query.read import parse_query

    mask = matching(parse_query(arguments.where), analysis.log, analysis.conformance)
    if not mask.any():
        raise UserError(
            tr("No deal matches --where {where}; ask for something else.", where=repr(arguments.where))
        )
    return log.keep_cases(mask)
