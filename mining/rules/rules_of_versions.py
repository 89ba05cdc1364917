"""The rules of several versions of a process as one list: each is judged only in the deals of its own version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.rule import Rule
from models.rule_results import RuleResult, RuleResults, Verdict


@dataclass(frozen=True, eq=False)
class VersionRules:
    """The version `name` of a process, the deals worked under it (one flag a case), and its verdicts on all deals."""

    name: str
    cases: NDArray[np.bool_]
    found: RuleResults


def rules_of_versions(versions: Sequence[VersionRules]) -> RuleResults:
    """One result a rule, those of the last version first; a rule that versions share is one rule.

    Where another rule has the same id, that of the older version is told with the version's name.
    """
    found: dict[Rule, RuleResult] = {}
    taken: dict[str, Rule] = {}
    for version in reversed(versions):
        for result in version.found.results:
            verdict = np.where(version.cases, result.verdict, Verdict.NOT_JUDGED).astype(np.int8)
            rule = result.rule
            known = found.get(rule)
            if known is not None:
                verdict = np.where(version.cases, verdict, known.verdict).astype(np.int8)
                found[rule] = replace(known, verdict=verdict, note=known.note or result.note)
                continue
            named = rule if rule.id not in taken else replace(rule, id=f"{rule.id} ({version.name})")
            taken.setdefault(rule.id, rule)
            found[rule] = RuleResult(named, verdict, result.note)
    return RuleResults(tuple(found.values()))
