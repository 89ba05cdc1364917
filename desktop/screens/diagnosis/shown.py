"""What the screen shows, and under which names: real ones only where the user asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mining.diagnosis.ranking import is_costly, ranked, stake_of
from mining.diagnosis.wording import headline, stake_words, who_words
from mining.export.names_in_words import without_names
from mining.export.stand_ins import stand_ins_of, with_stand_ins
from mining.number_format import plural
from models.diagnosis import Diagnosis, DiagnosisCard, Estimate, VerdictKind
from models.event_log import EventLog


@dataclass(frozen=True, eq=False)
class Shown:
    """A diagnosis of a log; `real_names` says whether people are named."""

    found: Diagnosis
    log: EventLog
    real_names: bool

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What stands for every person; empty where they are named."""
        return {} if self.real_names else self.log.derived(stand_ins_of)

    @cached_property
    def deals(self) -> EventLog:
        """The log as its deals may be listed."""
        return self.log if self.real_names else self.log.derived(with_stand_ins)

    @cached_property
    def cards(self) -> tuple[DiagnosisCard, ...]:
        """The verdicts in the order in which they are told."""
        return ranked(self.found)

    def currency_of(self, card: DiagnosisCard) -> str:
        """What the money at stake is in."""
        effects = self.found.effects_of(card.key) if card.key is not None else None
        return effects.currency if effects is not None else ""

    def said(self, words: str) -> str:
        """Words as they may be shown."""
        return without_names(words, self.names)

    def headline(self, card: DiagnosisCard) -> str:
        """The verdict in one line."""
        return self.said(headline(card, self.names))

    def who(self, card: DiagnosisCard) -> str:
        """Whom it is about; empty where the headline says that."""
        is_told = card.kind is VerdictKind.EVERYBODY or len(card.who) < 2
        return "" if is_told else who_words(card, self.names)

    def figures(self, card: DiagnosisCard) -> tuple[str, ...]:
        """How many deals it is about, and the money at stake."""
        stake = stake_of(self.found, card)
        money = self._stake(card, stake) if stake is not None else ""
        return tuple(
            part for part in (plural(len(card.cases), "deal") if len(card.cases) else "", money) if part
        )

    def _stake(self, card: DiagnosisCard, stake: Estimate) -> str:
        return stake_words(stake, self.currency_of(card), is_costly(self.found, card))
