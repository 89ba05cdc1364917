"""What the reps' rates would be without chance: beta-binomial peers, and a few who do otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.mix import expected_rates

Numbers = NDArray[np.float64]

DISPERSIONS = np.array(
    [0.001, 0.003, 0.006, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08, 0.11, 0.15, 0.2, 0.27, 0.35]
)
"""Correlations of two deals of one rep that are considered; small ones are likelier before the data (`_USUAL`)."""
_USUAL = 0.06
"""The mean of the exponential distribution of what correlation is expected: few peers must not make it a wide one."""
RAISED = 0.08
"""How likely it is, before the data, that a rep does otherwise than the peers."""
LIKELY = 0.85
_ROUNDS = 6
_TERMS_AT_ONCE = 128
_TOO_LITTLE = 1e-15
"""What is added is less than this part of the total: nothing that follows changes it."""
_LEAST, _MOST = 0.002, 0.998


@dataclass(frozen=True, eq=False)
class Shrunken:
    """One entry a rep: the rate of the peers at this mix, the posterior mean and its 95 % interval, and the tail.

    The rate is above `likely_above` with a probability of `LIKELY`.

    `tail` is the probability of so many deals with it or more for a peer (beta-binomial); `raised` that the rep is not
    one of the peers. `dispersion` is the posterior mean of the peers' intra-rep correlation.
    """

    peers: Numbers
    mean: Numbers
    low: Numbers
    high: Numbers
    likely_above: Numbers
    tail: Numbers
    raised: Numbers
    dispersion: float


def shrunken_rates(hits: Numbers, of: Numbers) -> Shrunken:
    """From deals with and judged deals (a row a rep, a column a stratum).

    Peers follow a beta-binomial distribution around the rate of the others at the rep's mix. A rep does otherwise with
    a probability of `RAISED`, and then any rate above the peers' is as likely: how likely each is one of these is
    found together with the peers' rates and dispersion, in a few rounds of expectation and maximisation. Beta-binomial
    empirical Bayes: Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in Medicine
    24; Efron (2010), Large-scale inference, chapter 1.
    """
    k, n = hits.sum(axis=1), of.sum(axis=1)
    raised = np.zeros(len(k))
    peers = np.full(len(k), 0.5)
    posterior = widths()
    for _ in range(_ROUNDS):
        peers = np.clip(expected_rates(hits, of, 1 - raised), _LEAST, _MOST)
        as_peer, otherwise = log_beta_binomial(k, n, peers), _log_otherwise(k, n, peers)
        posterior = _posterior(as_peer, otherwise)
        peer = np.log1p(-RAISED) + np.log(np.exp(as_peer) @ posterior)
        raised = 1 / (1 + np.exp(np.clip(peer - np.log(RAISED) - otherwise, -700, 700)))
    rates = _posterior_rate(k, n, peers, posterior, raised)
    dispersion = float(DISPERSIONS @ posterior)
    return Shrunken(peers, *rates, _tail(k, n, peers, posterior), raised, dispersion)


def widths() -> Numbers:
    """How likely each of the dispersions is before the data: they add up to 1."""
    width: Numbers = np.diff(np.concatenate(([0.0], (DISPERSIONS[1:] + DISPERSIONS[:-1]) / 2, [0.4])))
    width = width * np.exp(-DISPERSIONS / _USUAL)
    return np.asarray(width / width.sum())


def _size(dispersion: Numbers) -> Numbers:
    """The sum of the two parameters of a beta distribution with this intra-class correlation."""
    return 1 / dispersion - 1


def log_beta_binomial(k: Numbers, n: Numbers, rate: Numbers, with_ways: bool = True) -> Numbers:
    """The log of the beta-binomial probability of `k` of `n` (need not be whole): a row a rep, a column a dispersion.

    Without the ways to choose `k` of `n` it compares with `k log(rate) + (n - k) log(1 - rate)`.
    """
    from scipy.special import betaln, gammaln

    size = _size(DISPERSIONS)
    a, b = rate[:, None] * size, (1 - rate[:, None]) * size
    found = betaln(a + k[:, None], b + (n - k)[:, None]) - betaln(a, b)
    if with_ways:
        found = found + (gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))[:, None]
    return np.asarray(found)


def _log_otherwise(k: Numbers, n: Numbers, peers: Numbers) -> Numbers:
    """The log of the probability where any rate from the peers' up to 1 is as likely."""
    from scipy.special import betaincc

    mass = np.maximum(betaincc(k + 1, n - k + 1, peers), 1e-300)
    return np.asarray(np.log(mass) - np.log((n + 1) * (1 - peers)))


def _posterior(as_peer: Numbers, otherwise: Numbers) -> Numbers:
    """How likely each dispersion is, all reps considered."""
    each = np.logaddexp(np.log1p(-RAISED) + as_peer, np.log(RAISED) + otherwise[:, None])
    total = each.sum(axis=0)
    weight: Numbers = widths() * np.exp(total - total.max(initial=-np.inf)) if len(each) else widths()
    return np.asarray(weight / weight.sum())


def _tail(k: Numbers, n: Numbers, peers: Numbers, posterior: Numbers) -> Numbers:
    """The probability of `k` or more of `n`, averaged over the dispersions; 1 where `k` is no more than expected."""
    found = np.ones(len(k))
    above = np.flatnonzero(k > n * peers)
    if len(above):
        found[above] = beta_binomial_tails(k[above], n[above], peers[above]) @ posterior
    return np.clip(found, 0, 1)


def beta_binomial_tails(k: Numbers, n: Numbers, rate: Numbers) -> Numbers:
    """The probability of `k` or more of `n` (whole numbers) around `rate`: a row a rep, a column a dispersion.

    The terms from `k` on are summed one after another, each as a multiple of the one before, as far as it counts.
    """
    size = np.broadcast_to(_size(DISPERSIONS), (len(k), len(DISPERSIONS))).ravel()
    a = np.repeat(rate, len(DISPERSIONS)) * size
    b = size - a
    of, done = np.repeat(n, len(DISPERSIONS)), np.repeat(k, len(DISPERSIONS))
    term = np.exp(log_beta_binomial(k, n, rate)).ravel()
    total = term.copy()
    left = np.flatnonzero(done < of)
    while len(left):
        j = done[left, None] + np.arange(_TERMS_AT_ONCE)
        ratio = np.maximum(of[left, None] - j, 0) * (a[left, None] + j)
        ratio /= (j + 1) * np.maximum(b[left, None] + of[left, None] - j - 1, 1e-300)
        terms = np.cumprod(ratio, axis=1) * term[left, None]
        total[left] += terms.sum(axis=1)
        term[left] = terms[:, -1]
        done[left] += _TERMS_AT_ONCE
        left = left[term[left] > total[left] * _TOO_LITTLE]
    return total.reshape(len(k), len(DISPERSIONS))


def _posterior_rate(
    k: Numbers, n: Numbers, peers: Numbers, posterior: Numbers, raised: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Mean, central 95 % and the likely bound of the rate of every rep: a mixture of the peer's and the other."""
    from scipy.special import betainc

    grid = (np.arange(400) + 0.5) / 400
    edges = np.arange(401) / 400
    size = float(1 / (DISPERSIONS @ posterior) - 1)
    a, b = peers * size + k, (1 - peers) * size + n - k
    as_peer = np.diff(betainc(a[:, None], b[:, None], edges), axis=1)
    free = np.diff(betainc(k[:, None] + 1, n[:, None] - k[:, None] + 1, edges), axis=1)
    free = np.where(grid >= peers[:, None], free, 0.0)
    free /= np.maximum(free.sum(axis=1, keepdims=True), 1e-300)
    mass = as_peer * (1 - raised[:, None]) + free * raised[:, None]
    reached = np.cumsum(mass, axis=1)
    low, high, likely = (
        grid[np.minimum((reached < share).sum(axis=1), 399)] for share in (0.025, 0.975, 1 - LIKELY)
    )
    return np.asarray(mass @ grid), low, high, likely
