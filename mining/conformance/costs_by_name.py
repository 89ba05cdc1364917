"""Costs under the names of the checked log: people write 'demo', or the CRM's name for a stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from models.costs import Costs
from models.label import key


def costs_by_name(costs: Costs, names: Iterable[str], meant: Mapping[str, str]) -> Costs:
    """The same costs by the names that they mean; what is not known stays as it is.

    `names` are those that steps and events have, `meant` the documented name by the key of a label of the CRM. A
    cost under exactly a name goes before one under another way to write it.
    """
    known = dict.fromkeys(names)
    by_key = {key(name): name for name in reversed(known)}

    def named(given: Mapping[str, int]) -> dict[str, int]:
        others = {name: cost for name, cost in given.items() if name not in known}
        found = {by_key.get(key(name), meant.get(key(name), name)): cost for name, cost in others.items()}
        return found | {name: cost for name, cost in given.items() if name in known}

    return Costs(extra=named(costs.extra), left_out=named(costs.left_out))
