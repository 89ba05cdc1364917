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
from resources.translation import tr

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
        return self.section(
            value, f"`{section}`", tr("write one entry a line, such as `{example}`", example=example)
        )

    def _signal(self, name: str, item: Any) -> Signal:
        what = tr("the event {name}", name=name)
        item = self.section(
            item, tr("`{name}` under `events`", name=name), tr("write `{name}: {{kind: Meeting}}`", name=name)
        )
        self.refuse_unknown(item, _SIGNAL_KEYS, what)
        by = self.text(item, "by", what).lower()
        if by not in ("", "buyer", "seller"):
            raise UserError(
                tr("{at}: {what} has `by: {by}`; write buyer or seller.", at=self.at(item), what=what, by=by)
            )
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
                tr(
                    "{at}: {what} needs either `kind` or `subject`, or a `field` and what it `becomes`.",
                    at=self.at(item),
                    what=what,
                )
            ) from None

    def _step(self, name: str, item: Any) -> BuyerStep:
        what = tr("the buyer step {name}", name=name)
        if item == "":
            item = Section()
        item = self.section(
            item,
            tr("`{name}` under `buyer`", name=name),
            tr("write `{name}: {{evidence: [pain_recorded]}}`", name=name),
        )
        self.refuse_unknown(item, _STEP_KEYS, what)
        measure = self.raw(item, "measure", what)
        return BuyerStep(
            name=name,
            title=self.text(item, "title", what),
            after=self.texts(item, "after", what),
            evidence=self.texts(item, "evidence", what),
            always_on=self.flag(item, "always_on", what),
            measure=parse_condition(measure, tr("{at}, {what}, `measure`", at=self.at(item), what=what))
            if measure.strip()
            else None,
        )
