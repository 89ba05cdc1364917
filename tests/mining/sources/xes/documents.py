"""XES documents in many spellings, for Hypothesis: plain ones, odd ones, and ones with a fault in them."""

from hypothesis import strategies as st

_KEYS = st.sampled_from(
    ["concept:name", "time:timestamp", "org:resource", "a key", "k&amp;y", "schlüssel", "k>"]
)
_CHARACTERS = st.sampled_from(
    [
        *"ab1 ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        ">",
        "'",
        "ü",
        "日",
        "😀",
        "\u00a0",
        "&amp;",
        "&lt;",
        "&#10;",
        "&#x1F600;",
    ]
)
_FAULTS = [
    "<",
    "&",
    "&#0;",
    "&#xD800;",
    "\x01",
    "\ufffe",
    '"',
    "]]>",
    "<!--",
    "</trace>",
    "<trace>",
    "</event>",
    "<a/>",
]
_GAPS = st.sampled_from(
    ["", "", "", "\n", "\n\t", "\r\n", "\r", "<!-- </trace> <trace> -->", "<?pi <trace>?>", "<![CDATA[ ]]>"]
)
_PLAIN_GAPS = st.sampled_from(["", "\n", "\n\t\t"])


@st.composite
def _attribute(draw: st.DrawFn, gaps: st.SearchStrategy[str], is_plain: bool, depth: int = 0) -> str:
    tag = draw(
        st.sampled_from(
            ["string", "date", "int", "float", "boolean", "id", "list", "container", "trace", "event"]
        )
    )
    quote = '"' if is_plain else draw(st.sampled_from('"""\''))
    value = "".join(draw(st.lists(_CHARACTERS, max_size=4))).replace(quote, "")
    pairs = [f"key={quote}{draw(_KEYS)}{quote}"]
    if tag not in ("list", "container", "event", "trace"):
        pairs.append(f"value={quote}{value}{quote}")
    if not is_plain and draw(st.integers(0, 9)) == 0:
        pairs = draw(st.permutations([*pairs, f"other = {quote}x{quote}"]))
    blank = " " if is_plain else draw(st.sampled_from([" ", " ", "\n ", "\t"]))
    inside = ""
    if depth < 2 and draw(st.integers(0, 3)) == 0:
        inside = "".join(draw(st.lists(_attribute(gaps, is_plain, depth + 1), max_size=2)))
    begin = f"<{tag}{blank}{blank.join(pairs)}"
    if inside or draw(st.integers(0, 5)) == 0:
        return f"{begin}>{draw(gaps)}{inside}</{tag}>{draw(gaps)}"
    return f"{begin}{draw(st.sampled_from(['', ' ']))}/>{draw(gaps)}"


@st.composite
def _element(draw: st.DrawFn, tag: str, inside: st.SearchStrategy[str], gaps: st.SearchStrategy[str]) -> str:
    content = "".join(draw(st.lists(inside, min_size=draw(st.integers(0, 1)), max_size=4)))
    if not content and draw(st.booleans()):
        return f"<{tag}/>{draw(gaps)}"
    return f"<{tag}>{draw(gaps)}{content}</{tag}>{draw(gaps)}"


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A document as bytes: half of them plainly written, some with something odd put in somewhere."""
    is_plain = draw(st.booleans())
    gaps = _PLAIN_GAPS if is_plain else _GAPS
    attribute = _attribute(gaps, is_plain)
    event = _element("event", attribute, gaps)
    trace = _element("trace", st.one_of(attribute, event, event), gaps)
    others = [trace, trace, trace] if is_plain else [trace, trace, trace, attribute, event]
    body = "".join(draw(st.lists(st.one_of(others), min_size=1, max_size=6)))
    start = draw(
        st.sampled_from(['<?xml version="1.0" encoding="UTF-8"?>', "", "\ufeff", '<?xml version="1.0"?>\n'])
    )
    text = f'{start}<log xes.version="1.0">{draw(gaps)}{body}</log>{draw(st.sampled_from(["", chr(10)]))}'
    if draw(st.integers(0, 4)) == 3:
        place = draw(st.integers(len(text) // 3, len(text)))
        text = text[:place] + draw(st.sampled_from(_FAULTS)) + text[place + draw(st.integers(0, 2)) :]
    encoded = text.encode()
    if draw(st.integers(0, 9)) == 7:
        place = draw(st.integers(len(encoded) // 3, len(encoded)))
        encoded = (
            encoded[:place] + draw(st.sampled_from([b"\xff", b"\xed\xa0\x80", b""])) + encoded[place + 1 :]
        )
    is_cut_off = draw(st.integers(0, 9)) == 7
    return encoded[: draw(st.integers(len(encoded) // 3, len(encoded)))] if is_cut_off else encoded
