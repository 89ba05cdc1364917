"""The outermost keys of a JSON document, told from its first bytes: enough to tell kinds of exports apart."""

from __future__ import annotations

import re

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[][{}:,]')


def outer_keys(head: bytes) -> tuple[str, ...]:
    """The keys of the outermost object, or of the first object of the outermost list, in order of the alphabet.

    Of an object with lists only the keys of lists: the others are about pages and totals, which not every page has.
    What lies beyond `head` is not seen; bytes that are no JSON have no keys.
    """
    tokens = _TOKEN.findall(head)
    depth, wanted = 0, 2 if tokens[:1] == [b"["] else 1
    keys: dict[bytes, bool] = {}
    for place, token in enumerate(tokens):
        if token in (b"{", b"["):
            depth += 1
        elif token in (b"}", b"]"):
            depth -= 1
            if depth < wanted and keys:
                break
        elif depth == wanted and token[:1] == b'"' and tokens[place + 1 : place + 2] == [b":"]:
            keys[token[1:-1]] = tokens[place + 2 : place + 3] == [b"["]
    lists = [key for key, is_list in keys.items() if is_list]
    chosen = lists if lists and wanted == 1 else list(keys)
    return tuple(sorted(key.decode("utf-8", "replace") for key in chosen))
