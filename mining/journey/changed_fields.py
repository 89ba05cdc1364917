"""Which changes of a field are a signal: the field, what it becomes, and who changed it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mining.journey.matching import Labels, quoted
from mining.journey.people import Roles
from mining.sources.table.columns import plain_name
from models.categorical import MISSING
from models.event_log import EventLog
from models.label import key
from models.signal import SET, Signal
from resources.translation import tr

_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})
_CUSTOM = "__c"
"""How the names of Salesforce's custom fields end."""


def changes_that_fit(log: EventLog, signal: Signal, roles: Roles) -> tuple[NDArray[np.int64], str]:
    """The changes that fit a signal, and why there are none.

    Names of fields are compared by their letters and digits: `mutual_plan` is `Mutual plan`, and `Mutual_Plan__c`.
    """
    changes, field = log.changes, signal.field
    if not len(changes):
        return _none(tr("the log does not hold when fields changed{now}", now=_now(log, field)))
    wanted = plain_field(field)
    found = np.flatnonzero(
        Labels.of(changes.field, lambda name: plain_field(name) == wanted).at(changes.field.codes)
    )
    if not len(found):
        return _none(
            tr(
                "the field {value} never changes in the log{now}",
                value=quoted((field,)),
                now=_now(log, field),
            )
        )
    codes = changes.new.codes[found]
    becomes = codes != MISSING
    if signal.becomes not in ("", SET):
        becomes = Labels.of(changes.new, lambda text: is_same_value(text, signal.becomes)).at(codes)
    if not becomes.any():
        return _none(
            tr(
                "the field {value} never becomes {value_2}",
                value=quoted((field,)),
                value_2=quoted((signal.becomes or SET,)),
            )
        )
    found = found[becomes]
    if signal.by == "buyer" or signal.two_way or signal.contact_role:
        return _none(tr("a changed field does not say what the buyer had to do with it"))
    if signal.role:
        found = found[roles.person_has(changes.who.take(found), signal.role)]
        return found, "" if len(found) else roles.why_none(signal.role)
    return found, ""


def is_same_value(text: str, wanted: str) -> bool:
    """Whether two texts say the same value: `Yes` and `true`, `5` and `5.0`, or the same words whatever the case."""
    one, other = key(text), key(wanted)
    if one == other or any(one in words and other in words for words in (_YES, _NO)):
        return True
    first, second = _number(one), _number(other)
    return first is not None and first == second


def _none(why: str) -> tuple[NDArray[np.int64], str]:
    return np.zeros(0, dtype=np.int64), why


def plain_field(name: str) -> str:
    """The name of a field as it is compared: letters and digits only, without case and Salesforce's `__c`."""
    return plain_name(name.casefold().removesuffix(_CUSTOM))


def _now(log: EventLog, field: str) -> str:
    """That the log knows the present value alone, if so."""
    known = any(plain_field(title) == plain_field(field) for title in log.cases.extra)
    return tr(", only what they are now") if known else ""


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
