"""The sections `accepted:` and `forbidden:` of a process file: what is allowed for a reason, and what never is."""

from __future__ import annotations

import datetime
from typing import Any, TypedDict

from mining.process.conditions import parse_condition
from mining.process.deviation_words import parse_deviation
from mining.process.yaml_fields import FieldReader
from mining.process.yaml_tree import Section
from models.allow_list import Accepted, Forbidden
from resources.translation import tr

_REASON = ("why", "by", "since", "until")
_ACCEPTED_KEYS = ("deviation", "when", *_REASON)
_FORBIDDEN_KEYS = ("path", *_REASON)


class _Reason(TypedDict):
    why: str
    by: str
    since: datetime.date | None
    until: datetime.date | None


class AllowListReader(FieldReader):
    """Reads entries such as `{deviation: "skip Demo", when: "source == 'Renewal'", why: Known product}`."""

    def accepted(self, value: Any) -> tuple[Accepted, ...]:
        """The accepted deviations in order. Raises UserError."""
        items = self.entries(value, "accepted", '{deviation: "skip Demo", why: Known product}')
        return tuple(self._accepted(item, number) for number, item in enumerate(items, 1))

    def forbidden(self, value: Any) -> tuple[Forbidden, ...]:
        """The paths that must never happen, in order. Raises UserError."""
        items = self.entries(value, "forbidden", "{path: [Qualify, Won], why: Nobody was met}")
        return tuple(self._forbidden(item, number) for number, item in enumerate(items, 1))

    def _accepted(self, item: Section, number: int) -> Accepted:
        what = tr("accepted deviation {number}", number=number)
        self.refuse_unknown(item, _ACCEPTED_KEYS, what)
        written, when = self.text(item, "deviation", what), self.raw(item, "when", what)
        return Accepted(
            parse_deviation(written, f"{self.at(item)}, {what}"),
            parse_condition(when, tr("{at}, {what}, `when`", at=self.at(item), what=what)) if when else None,
            **self._reason(item, what),
        )

    def _forbidden(self, item: Section, number: int) -> Forbidden:
        what = tr("forbidden path {number}", number=number)
        self.refuse_unknown(item, _FORBIDDEN_KEYS, what)
        return Forbidden(self.texts(item, "path", what), **self._reason(item, what))

    def _reason(self, item: Section, what: str) -> _Reason:
        return _Reason(
            why=self.text(item, "why", what),
            by=self.text(item, "by", what),
            since=self.date(item, "since", what),
            until=self.date(item, "until", what),
        )
