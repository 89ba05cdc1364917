"""Simplicity: how little a model branches."""

from __future__ import annotations

from models.petri_net import PetriNet

_PLAIN = 2.0
"""The mean number of arcs at a node of a net that only goes straight on."""


def simplicity(net: PetriNet) -> float | None:
    """1 / (1 + max(0, mean number of arcs at a place or transition - 2)); None for a net without arcs.

    The arc degree, after L. Sánchez-González and others, "Prediction of business process model quality based on
    structural metrics" (2010), with B. Vázquez-Barreiros and others, "ProDiGen" (2015).
    """
    arcs = sum(len(t.takes) + len(t.puts) for t in net.transitions)
    if not arcs:
        return None
    mean = 2 * arcs / (len(net.places) + len(net.transitions))
    return 1 / (1 + max(0.0, mean - _PLAIN))
