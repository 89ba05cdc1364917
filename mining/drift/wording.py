"""Changes in sentences: when, what, how often before and after, and whether it is the process or the mix of deals."""

from __future__ import annotations

from mining.intervals import wilson
from mining.number_format import UNKNOWN, date, p_words, percent, percent_range, plural
from models.drift import DriftChange, DriftFeature, DriftKind, DriftResult
from resources.translation import tr


def change_words(change: DriftChange) -> str:
    """One sentence a change: `From 3 Mar 2026 to 17 Mar 2026 it becomes more common that a deal skips Demo: ...`."""
    first, *others = change.features
    also = tr(" Also: {others}.", others="; ".join(shares_words(one) for one in others[:2])) if others else ""
    kind = ""
    if change.kind is DriftKind.MIX:
        kind = tr(
            " Among deals of the same kind it is hardly there: other deals came, they are not worked "
            "differently."
        )
    told = tr(
        "it becomes {way} that a deal {shares_words}; {p_words}.",
        way=_way(first),
        shares_words=shares_words(first),
        p_words=p_words(change.p),
    )
    return f"{_when(change)} {told}{also}{kind}"


def result_lines(result: DriftResult) -> list[str]:
    """All that was found, and what could not be said."""
    found = [change_words(change) for change in result.changes]
    return [*(found or [tr("No change was found.")]), *result.unsaid]


def _when(change: DriftChange) -> str:
    begins, ends = date(change.begins), date(change.ends)
    return f"On {begins}" if begins == ends else tr("From {begins} to {ends}", begins=begins, ends=ends)


def _way(feature: DriftFeature) -> str:
    return tr("more common") if feature.after > feature.before else tr("less common")


def shares_words(feature: DriftFeature) -> str:
    """`skips Demo: before 4 % (95 % interval 2–6 %, 410 deals), after 31 % (95 % interval 27–36 %, 380 deals)`."""
    before, after = _share(feature.before, feature.n_before), _share(feature.after, feature.n_after)
    return tr(
        "{words}: before {before}, after {after}", words=feature.words or UNKNOWN, before=before, after=after
    )


def _share(share: float, n: int) -> str:
    """`4 % (95 % interval 3–7 %, 410 deals)`."""
    interval = wilson(round(share * n), n)
    told = (
        "" if interval is None else tr("95\u00a0% interval {interval}, ", interval=percent_range(*interval))
    )
    return f"{percent(share)} ({told}{plural(n, 'deal')})"
