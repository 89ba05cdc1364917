"""What the fields of the forms offer, from the process and the log: labels, signals, roles, names for rules."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.widgets.chips_edit import Offer
from mining.journey.signal_words import signal_words
from mining.number_format import plural
from mining.process.roles import roles_of
from models.editing_facts import Counted, EditingFacts
from models.label import key
from models.sales_process import SalesProcess
from resources.translation import tr


def counted(names: Iterable[Counted]) -> list[Offer]:
    """Names of the log with their deals."""
    return [Offer(one.name, plural(one.deals, "deal")) for one in names]


def label_offers(process: SalesProcess, facts: EditingFacts) -> list[Offer]:
    """CRM labels of the log, those that nothing documents first."""
    taken = {key(label): stage.name for stage in process.stages for label in stage.labels}
    taken |= {key(label): end.title for end in process.ends for label in end.labels}
    free = [one for one in facts.labels if key(one.name) not in taken]
    used = [one for one in facts.labels if key(one.name) in taken]
    return counted(free) + [Offer(one.name, tr("of {taken}", taken=taken[key(one.name)])) for one in used]


def signal_offers(process: SalesProcess) -> list[Offer]:
    """The signals, each with what it is."""
    return [Offer(signal.name, signal_words(signal)) for signal in process.signals]


def role_offers(process: SalesProcess) -> list[Offer]:
    """The short names of the roles with their titles, and what stages have as owner besides."""
    roles = roles_of(process)
    others = {owner: "" for stage in process.stages for owner in stage.owners if owner not in roles}
    return [Offer(name, title) for name, title in (roles | others).items()]


def event_offers(process: SalesProcess, facts: EditingFacts) -> list[Offer]:
    """Whatever a rule can name."""
    named = [Offer(stage.name, "stage") for stage in process.stages]
    named += [Offer(end.title, "end") for end in process.ends]
    named += [Offer(signal.name, "signal") for signal in process.signals]
    there = {key(offer.text) for offer in named}
    there |= {key(label) for stage in process.stages for label in stage.labels}
    there |= {key(label) for end in process.ends for label in end.labels}
    others = [one for one in (*facts.kinds, *facts.labels) if key(one.name) not in there]
    return named + counted(others)
