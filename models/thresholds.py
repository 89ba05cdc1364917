"""From where on the data carry a verdict: the defaults are proposals, and every one of them can be edited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Cut-offs of the verdict rules; shares and gaps are fractions (0.20 is 20 points).

    Everybody: the Wilson lower bound of the skip rate is above `everybody_rate`, and at least `everybody_share` of
    the reps' shrunken rates are. Then one substitute path carries `one_path` of the deals with the adjusted
    difference in win rate no worse than `harmless` (unrealistic process), or the substitutes' normalised entropy is
    above `scattered` (vague process). A team's reading: `team_p` of the permutation test, `team_gap` to the others,
    `team_share` of its reps raised. One rep's habit: q at most `rep_q`, shrunken gap above `rep_gap`, at most
    `rep_share` of the reps, raised in `quarters` of the last three quarters. Strategy and skill: fitness at least
    `conformity`; reps differ where `skill_p` says so; the best quarter of them reaches `best_share` of the target. No
    effect is told where an arm has fewer than `fewest` deals.
    """

    everybody_rate: float = 0.40
    everybody_share: float = 0.75
    one_path: float = 0.60
    harmless: float = -0.05
    scattered: float = 0.70
    team_p: float = 0.02
    team_gap: float = 0.20
    team_share: float = 0.75
    rep_q: float = 0.05
    rep_gap: float = 0.20
    rep_share: float = 1 / 6
    quarters: int = 2
    conformity: float = 0.80
    skill_p: float = 0.05
    best_share: float = 0.90
    fewest: int = 10
