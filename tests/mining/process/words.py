"""The language of a small net: every sequence of labels that leads to its final marking."""

from models.petri_net import PetriNet

Marking = frozenset[tuple[str, int]]


def words(net: PetriNet, longest: int = 12) -> set[str]:
    """Complete sequences of at most `longest` labels, joined by ` > `."""
    return _walk(net, longest)[0]


def most_tokens(net: PetriNet, longest: int = 12) -> int:
    """The most tokens that a place ever holds on the way to words of that length."""
    return max(count for marking in _walk(net, longest)[1] for _, count in marking)


def _walk(net: PetriNet, longest: int) -> tuple[set[str], set[Marking]]:
    final = frozenset(net.final.items())
    first = (frozenset(net.initial.items()), ())
    seen, waiting = {first}, [first]
    while waiting:
        marking, word = waiting.pop()
        for transition in net.transitions:
            tokens = dict(marking)
            if any(tokens.get(place, 0) < count for place, count in transition.takes):
                continue
            for place, count in transition.takes:
                tokens[place] -= count
            for place, count in transition.puts:
                tokens[place] = tokens.get(place, 0) + count
            longer = word if transition.label is None else (*word, transition.label)
            state = (frozenset((p, n) for p, n in tokens.items() if n), longer)
            if len(longer) <= longest and state not in seen:
                seen.add(state)
                waiting.append(state)
    return {" > ".join(word) for marking, word in seen if marking == final}, {marking for marking, _ in seen}
