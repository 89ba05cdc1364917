"""A small checked log for the rows of its paths."""

from __future__ import annotations

import numpy as np

from mining.conformance.check import check
from mining.process.yaml_format import parse_yaml
from mining.variant_rows.rows import variant_rows
from models.conformance import Conformance
from models.event_log import EventLog
from models.progress import silent
from models.variant_rows import VariantRows
from tests.builders import a_log
from tests.desktop.screens.checked import PROCESS

CONDITIONAL = PROCESS.replace(
    "{stage: Discovery, crm: [Discovery]}",
    "{stage: Discovery, crm: [Discovery], optional: \"segment == 'Small'\"}",
)
"""Small deals may leave out Discovery."""


def checked(*traces: str, process: str = PROCESS, **columns: object) -> tuple[Conformance, VariantRows]:
    """The check of a log, and the rows of all its deals."""
    found = check(a_log(*traces, **columns), parse_yaml(process, "process.yaml"), silent)
    return found, rows_of(found.log, found)


def rows_of(log: EventLog, found: Conformance | None = None) -> VariantRows:
    """The rows of all deals."""
    return variant_rows(log, found, np.ones(log.n_cases, dtype=bool))
