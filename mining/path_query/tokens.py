"""Cuts the text of a path query into words, quoted names and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mining.path_query.words import RESERVED

QUOTES = '"“”'
_TOKEN = re.compile(
    rf"""\s*(?: [{QUOTES}] (?P<quoted> (?: [^{QUOTES}] | "" )* ) [{QUOTES}]
          | (?P<sign> \.{{2,}} | … | -> | → | [()] )
          | (?P<word> (?: (?!\.\.|->) [^\s(){QUOTES}…→] )+ )
          | (?P<open> [{QUOTES}] ) )""",
    re.VERBOSE,
)
_COUNT = re.compile(r"(?P<least>[0-9]{1,6})(?P<more>\+?)")


@dataclass(frozen=True)
class Token:
    """`text` is what it says (a quoted name without its quotes), from `start` to `end` in the query."""

    text: str
    start: int
    end: int
    quoted: bool = False

    @property
    def word(self) -> str:
        """As it is compared with the words of the language; the empty text for a quoted name."""
        if self.quoted:
            return ""
        return ".." if self.text.startswith("..") else self.text.casefold()

    @property
    def count(self) -> tuple[int, bool] | None:
        """The number that it is, and whether `+` follows it."""
        found = None if self.quoted else _COUNT.fullmatch(self.text)
        return None if found is None else (int(found["least"]), bool(found["more"]))


def tokens_of(text: str) -> tuple[list[Token], int | None]:
    """The tokens, and where a quote opens that is never closed (they end before it), or None."""
    found: list[Token] = []
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        if match["open"]:
            return found, match.start("open")
        if match["quoted"] is not None:
            name = match["quoted"].replace('""', '"')
            found.append(Token(name, match.start("quoted") - 1, at, quoted=True))
        else:
            said = match["sign"] or match["word"]
            found.append(Token(said, at - len(said), at))
    return found, None


def written(name: str) -> str:
    """A name as it stands in a query: in quotes where it could be taken for something else."""
    tokens, unclosed = tokens_of(name)
    plain = unclosed is None and " ".join(token.text for token in tokens) == name and bool(tokens)
    if plain and not any(
        token.quoted or token.word in RESERVED or token.count or token.text in "()" for token in tokens
    ):
        return name
    return '"' + name.replace('"', '""') + '"'
