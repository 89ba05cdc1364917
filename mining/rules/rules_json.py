"""The results of rules as the part `rules` of `lanekeeper.check/1`, and of rules that deals keep untold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.rules.wording import declared_words, result_words
from models.declared import Declared
from models.rule_results import RuleResults, Verdict

EXAMPLES = 5


def rules_json(
    found: RuleResults, ids: Sequence[str], mask: NDArray[np.bool_] | None = None
) -> list[dict[str, Any]]:
    """One entry a rule, in the order of the process, over the cases in `mask`; `ids` are those of all cases.

    `cases` are the deals judged (kept or broken), `violations` those that break the rule, `pending` those that
    have still to keep it and are in neither; `rate` is violations / cases, None where there are none. `examples`
    are the first deals that break it.
    """
    entries = []
    for result in found.results:
        rule, count = result.rule, result.count(mask)
        broken = result.cases(Verdict.BROKEN, mask)[:EXAMPLES].tolist()
        entries.append(
            {
                "id": rule.id,
                "kind": rule.kind.value,
                "first": rule.first,
                "second": rule.second,
                "within": str(rule.within) if rule.within else None,
                "when": rule.when.text if rule.when is not None else None,
                "severity": rule.severity.value,
                "why": rule.why,
                "cases": count.judged,
                "violations": count.broken,
                "pending": count.pending,
                "rate": count.rate,
                "examples": [ids[case] for case in broken],
                "sentence": result_words(result, count),
            }
        )
    return entries


def declared_json(found: Sequence[Declared]) -> list[dict[str, Any]]:
    """One entry a template and its events: `activated` deals called for it, in `satisfied` of them it held."""
    return [
        {
            "template": one.template.value,
            "first": one.first,
            "second": one.second,
            "activated": one.activated,
            "satisfied": one.satisfied,
            "support": one.support,
            "confidence": one.confidence,
            "sentence": declared_words(one),
        }
        for one in found
    ]
