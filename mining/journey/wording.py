"""The buyer's side in plain words: what is seen of signals and steps, and who is ahead of whom."""

from __future__ import annotations

from collections.abc import Iterator

from mining.journey.tracks import QUANTILES, Track
from mining.number_format import days, number, plural
from models.buyer_check import BuyerCheck, SignalEvidence, StepEvidence
from resources.translation import tr

NO_EVIDENCE = tr("No evidence in this log")


def seen_words(found: SignalEvidence) -> str:
    """`Seen 2,620 times in 2,041 deals.`, or why it is not seen: `No evidence in this log: ...`."""
    if not len(found):
        return f"{NO_EVIDENCE}: {found.why_none}."
    return tr("Seen {times} in {deals}.", times=_times(len(found)), deals=plural(found.deals, "deal"))


def done_words(found: StepEvidence) -> str:
    """`Done in 2,041 deals.`, `Always on.`, or that nobody can tell."""
    if found.step.always_on:
        said = tr("Always on.")
    elif found.can_be_checked:
        said = tr("Seen to be done in {deals}.", deals=plural(found.deals, "deal"))
    else:
        said = tr("{no_evidence}: no signal of it is seen.", no_evidence=NO_EVIDENCE)
    if found.going_well is None or found.step.measure is None:
        return said
    holds, fails = (int((found.going_well == value).sum()) for value in (1, 0))
    if not holds + fails:
        return tr(
            "{said} {no_evidence} of “{measure}”.",
            said=said,
            no_evidence=NO_EVIDENCE,
            measure=found.step.measure.text,
        )
    return tr(
        "{said} “{measure}” holds in {holds} of {deals}.",
        said=said,
        measure=found.step.measure.text,
        holds=number(holds),
        deals=plural(holds + fails, "deal"),
    )


def track_words(track: Track, day_hours: float | None) -> str:
    """`Of the 1,960 deals that came to Demo, the buyer was ready by then in 925, ...`, in days of `day_hours`."""
    said = tr(
        "Of the {deals} that came to {stage}, the buyer was ready by then in {before}, later in "
        "{after} and is not seen to be in {never}.",
        deals=plural(track.entered, "deal"),
        stage=track.stage,
        before=number(track.before),
        after=number(track.after),
        never=number(track.never),
    )
    if track.days is None:
        return said
    median = track.days[QUANTILES.index(0.5)]
    who, other = (tr("buyer"), tr("seller")) if median <= 0 else (tr("seller"), tr("buyer"))
    return tr(
        "{said} The {who} is there {days} before the {other} (median).",
        said=said,
        who=who,
        days=days(abs(median), day_hours),
        other=other,
    )


def told(found: BuyerCheck) -> Iterator[str]:
    """What cannot be checked in this log, and what the process has against itself, a sentence each."""
    for signal in found.signals:
        if not len(signal):
            yield f"{signal.name}: {seen_words(signal)}"
    for step in found.steps:
        if not step.can_be_checked and not step.step.always_on:
            yield f"{step.step.shown}: {done_words(step)}"
    yield from (one.sentence for one in found.contradictions)


def _times(count: int) -> str:
    return tr("once") if count == 1 else tr("{count} times", count=number(count))
