"""The second opinion: pm4py's replay of the won deals, weighted by how many take each path."""

import numpy as np
import pytest

from mining.conformance.check import check
from mining.measures.peers import token_replay
from mining.process.yaml_format import parse_yaml
from mining.worker import Worker
from models.errors import Cancelled
from models.progress import silent
from tests.builders import a_log

PROCESS = parse_yaml(
    """
process: {name: New business}
flow:
  - {stage: Qualify, crm: [Qualification]}
  - {stage: Demo, optional: "amount < 1000"}
  - {stage: Proposal}
end:
  won: {crm: [Closed Won]}
  lost: {crm: [Closed Lost], from: any}
""",
    "process.yaml",
)
FULL = "Qualification > Demo > Proposal > Closed Won"
SHORT = "Qualification > Demo > Closed Won"
LOG = a_log(FULL, FULL, SHORT, "Qualification > Closed Lost", FULL, amount=np.full(5, 5000.0))


def test_that_won_deals_are_replayed_and_weighted() -> None:
    found = check(LOG, PROCESS, silent)
    with Worker() as worker:
        told: list[float] = []
        replay = token_replay(
            found, LOG, PROCESS, np.ones(5, dtype=bool), lambda fraction, _: told.append(fraction), worker
        )
        some = token_replay(found, LOG, PROCESS, np.array([0, 0, 1, 1, 0], dtype=bool), silent, worker)
        none = token_replay(found, LOG, PROCESS, np.zeros(5, dtype=bool), silent, worker)
    by_path = {
        len(found.log.variants.sequence(int(variant))): (int(deals), int(missing), int(remaining))
        for variant, deals, missing, remaining in zip(
            replay.variant, replay.deals, replay.missing, replay.remaining, strict=True
        )
    }
    # one token is missing before winning, and one is left before the proposal
    assert by_path == {4: (3, 0, 0), 3: (1, 1, 1)}
    assert replay.fitting_deals == 3
    consumed, produced = (int((column * replay.deals).sum()) for column in (replay.consumed, replay.produced))
    assert replay.fitness == pytest.approx((1 - 1 / consumed) / 2 + (1 - 1 / produced) / 2)
    assert told
    assert (some.deals.tolist(), some.fitting_deals) == ([1], 0)
    assert (none.fitness, none.fitting_deals) == (None, 0)


def test_that_a_replay_can_be_cancelled() -> None:
    def cancel(fraction: float, message: str) -> None:
        raise Cancelled()

    found = check(LOG, PROCESS, silent)
    with pytest.raises(Cancelled):
        token_replay(found, LOG, PROCESS, np.ones(5, dtype=bool), cancel)
