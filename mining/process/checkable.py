"""Whether a process is far enough along to check deals against it."""

from __future__ import annotations

from mining.process.validate import validate
from models.errors import UserError
from models.project import ProcessModel
from models.sales_process import SalesProcess


def what_is_wrong(process: ProcessModel) -> str:
    """The first thing for which no deal can be checked against the process, as a sentence; empty if it can be."""
    if not isinstance(process, SalesProcess):
        return ""
    try:
        validate(process)
    except UserError as error:
        sentence = str(error).removeprefix(f"The process {process.name}: ")
        return sentence[:1].upper() + sentence[1:]
    return ""
