"""What became of an action of the plan, in a sentence or two."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mining.before_after.wording import row_sentence
from mining.kpis.wording import written
from models.before_after import Reached, Row
from resources.translation import tr, tr_n

REACHED_WORDS = {
    Reached.YES: tr("Target reached"),
    Reached.ON_THE_WAY: tr("On the way"),
    Reached.NO: tr("Not reached"),
    Reached.CANNOT_TELL: tr("Cannot tell"),
}


def action_sentence(row: Row, target: float | None, reached: Reached, needed: int | None) -> str:
    """What the metric did, whether the target is reached, and how many more deals would tell."""
    parts = [row.why if row.change is None else row_sentence(row)]
    if row.change is not None and target is not None:
        wanted = written(target, row.unit, row.currency)
        parts.append(_TARGET[reached](wanted))
    if needed:
        parts.append(
            tr_n("About {count} more deal would tell.", "About {count} more deals would tell.", needed)
        )
    return " ".join(parts)


_TARGET: Mapping[Reached, Callable[[str], str]] = {
    Reached.YES: lambda target: tr("The target of {target} is reached.", target=target),
    Reached.ON_THE_WAY: lambda target: tr("On the way to the target of {target}.", target=target),
    Reached.NO: lambda target: tr("The target of {target} is not reached.", target=target),
    Reached.CANNOT_TELL: lambda target: tr(
        "Whether the target of {target} is reached cannot be told.", target=target
    ),
}
