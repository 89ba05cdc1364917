"""A strategy in a file of its own: the sections beside the process, in the place of the process's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mining.process.text_file import bytes_of, refuse_binary, text_of
from mining.process.yaml_strategy import SECTIONS, StrategyReader
from mining.process.yaml_tree import Section, read_tree
from models.errors import UserError
from models.sales_process import SalesProcess
from resources.translation import tr

_HANDOFFS = "handoffs"
_KIND = tr("a strategy (.yaml)")


def with_strategy(process: SalesProcess, path: Path) -> SalesProcess:
    """The process with the sections that the file has; those that it does not have stay.

    Raises UserError where it cannot be read, has other sections, or none.
    """
    data = bytes_of(path, _KIND)
    refuse_binary(data, path.name, tr("a strategy"), _KIND)
    tree = read_tree(text_of(data, path.name), path.name)
    known = (*SECTIONS, _HANDOFFS)
    if not isinstance(tree, Section) or not any(name in tree for name in known):
        raise UserError(
            tr(
                "{name} holds no strategy: it needs one of the sections {known}.",
                name=path.name,
                known=", ".join(known),
            )
        )
    reader = StrategyReader(path.name)
    reader.refuse_unknown(tree, (*known, "format"), tr("the strategy"))
    found = reader.strategy(tree)
    chosen = {name: getattr(found, name) for name in SECTIONS if name in tree}
    handoffs = reader.handoffs(tree) if _HANDOFFS in tree else process.handoffs
    return replace(process, strategy=replace(process.strategy, **chosen), handoffs=handoffs)
