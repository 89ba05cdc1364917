"""The sections `events:` and `buyer:` of a process file: from their lines to signals and the buyer's journey."""

from __future__ import annotations

from typing import Any

from mining.process.conditions import parse_condition
from mining.process.yaml_fields import FieldReader
from mining.process.yaml_tree import Section
from models.buyer_journey import BuyerJourney, BuyerStep
from models.errors import UserError
from models.label import tidy
from models.signal import Signal

_SIGNAL_KEYS = ("kind", "subject", "two_way", "contact_role", "role", "field", "becomes", "by")
_STEP_KEYS = ("title", "after", "evidence", "always_on", "measure")


class JourneyReader(FieldReader):
    """Reads entries such as `eb_met: {kind: Meeting, contact_role: Economic buyer}`."""

    def signals(self, value: Any) -> tuple[Signal, ...]:
        """The signals in order, which is that in which they are tried. Raises UserError."""
        entries = self._entries(value, "events", "name: {kind: Meeting}")
        return tuple(self._signal(tidy(name), item) for name, item in entries.items())

    def journey(self, value: Any) -> BuyerJourney | None:
        """The buyer's journey, None where the section is empty. Raises UserError."""
        entries = self._entries(value, "buyer", "problem: {evidence: [pain_recorded]}")
        steps = tuple(self._step(tidy(name), item) for name, item in entries.items())
        return BuyerJourney(steps) if steps else None

    def _entries(self, value: Any, section: str, example: str) -> Section:
        if value == "":
            return Section()
        return self.section(value, f"`{section}`", f"write one entry a line, such as `{example}`")

    def _signal(self, name: str, item: Any) -> Signal:
        what = f"the event {name}"
        item = self.section(item, f"`{name}` under `events`", f"write `{name}: {{kind: Meeting}}`")
        self.refuse_unknown(item, _SIGNAL_KEYS, what)
        by = self.text(item, "by", what).lower()
        if by not in ("", "buyer", "seller"):
            raise UserError(f"{self.at(item)}: {what} has `by: {by}`; write buyer or seller.")
        try:
            return Signal(
                name=name,
                kinds=self.texts(item, "kind", what),
                subject=self.raw(item, "subject", what),
                two_way=self.flag(item, "two_way", what),
                contact_role=self.text(item, "contact_role", what),
                role=self.text(item, "role", what),
                field=self.text(item, "field", what),
                becomes=self.text(item, "becomes", what),
                by=by,
            )
        except ValueError:
            raise UserError(
                f"{self.at(item)}: {what} needs either `kind` or `subject`, or a `field` and what it `becomes`."
            ) from None

    def _step(self, name: str, item: Any) -> BuyerStep:
        what = f"the buyer step {name}"
        if item == "":
            item = Section()
        item = self.section(item, f"`{name}` under `buyer`", f"write `{name}: {{evidence: [pain_recorded]}}`")
        self.refuse_unknown(item, _STEP_KEYS, what)
        measure = self.raw(item, "measure", what)
        return BuyerStep(
            name=name,
            title=self.text(item, "title", what),
            after=self.texts(item, "after", what),
            evidence=self.texts(item, "evidence", what),
            always_on=self.flag(item, "always_on", what),
            measure=parse_condition(measure, f"{self.at(item)}, {what}, `measure`")
            if measure.strip()
            else None,
        )
