"""Random process trees in which every label stands once, and random ways through them."""

import random

from models.process_tree import Operator, ProcessTree


def a_tree(dice: random.Random, labels: list[str]) -> ProcessTree:
    """A random tree over these labels, each once; sometimes a part can be left out."""
    if len(labels) == 1:
        leaf = ProcessTree(label=labels[0])
        return (
            leaf
            if dice.random() < 0.7
            else ProcessTree(operator=Operator.XOR, children=(leaf, ProcessTree()))
        )
    at = dice.randrange(1, len(labels))
    parts = (a_tree(dice, labels[:at]), a_tree(dice, labels[at:]))
    return ProcessTree(operator=dice.choice(list(Operator)[:4]), children=parts)


def a_run(tree: ProcessTree, dice: random.Random) -> list[str]:
    """One way through the tree."""
    if tree.operator is None:
        return [] if tree.label is None else [tree.label]
    if tree.operator is Operator.XOR:
        return a_run(dice.choice(tree.children), dice)
    if tree.operator is Operator.LOOP:
        way = a_run(tree.children[0], dice)
        while dice.random() < 0.4:
            way += a_run(tree.children[1], dice) + a_run(tree.children[0], dice)
        return way
    runs = [a_run(child, dice) for child in tree.children]
    if tree.operator is Operator.PARALLEL:
        merged = [(dice.random(), run) for run in runs]
        whose = [i for i, (_, run) in enumerate(merged) for _ in run]
        dice.shuffle(whose)
        return [runs[i].pop(0) for i in whose]
    return [step for run in runs for step in run]
