"""From the bytes of a text file, whatever its encoding, to clean UTF-8, piece by piece."""

from __future__ import annotations

import codecs

import numpy as np

from mining.number_format import number
from mining.sources.files.encodings import guess_encoding
from models.errors import UserError
from resources.translation import tr

_CONTROL = bytes(code for code in (*range(32), 127) if code not in (9, 10, 13))
_BY_LINE = "line by line"
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CONTROL = 20
"""In text at most one of so many characters is a control character, those that only fill up (NUL) aside."""


class CleanText:
    """Turns the bytes of a text file, piece by piece, into UTF-8 with LF line ends and without control characters.

    `head` is the beginning of the file (4 MB, or all of it), by which its encoding is told; `is_part` says that no
    more than the beginning will come, so that it may end within a character. `take` gives whole lines.
    """

    def __init__(self, head: bytes, file: str, is_part: bool) -> None:
        self._file = file
        self._is_part = is_part
        self._wide = _wide_encoding(head)
        self._decoder = codecs.getincrementaldecoder(self._wide)() if self._wide else None
        self._head = head.removeprefix(codecs.BOM_UTF8)
        self._encoding = "utf-8"
        self._is_ascii = True
        self._has_begun = False
        self._waiting: list[bytes] = []
        self._odd_lines = 0
        self._size = self._filling = self._control = 0
        self._has_bare_cr = False
        self._flags = np.empty(0, dtype=bool)

    def take(self, raw: bytes, is_last: bool) -> bytes:
        """The text of the lines that are complete with this piece; raises UserError where it is no text."""
        if not self._has_begun and raw.startswith(codecs.BOM_UTF8):
            raw = raw[len(codecs.BOM_UTF8) :]
        self._has_begun = True
        if self._decoder is not None:
            try:
                raw = self._decoder.decode(raw, is_last and not self._is_part).encode()
            except UnicodeDecodeError:
                raise UserError(
                    tr(
                        "{file} is damaged: it is not the {wide} text it claims to be.",
                        file=self._file,
                        wide=str(self._wide).upper(),
                    )
                ) from None
        raw = self._whole_lines(raw, is_last)
        return self._clean(raw if self._decoder is not None else self._narrow(raw, is_last))

    def refuse_if_binary(self) -> None:
        """Raise UserError where too many of the characters so far were control characters."""
        if (self._control - self._filling) * _MOST_CONTROL > self._size:
            raise UserError(
                tr(
                    "{file} is no text; choose a text table such as CSV, or give it its right name.",
                    file=self._file,
                )
            )

    @property
    def notes(self) -> list[str]:
        """Sentences on what was changed so far."""
        notes = []
        if self._encoding == _BY_LINE:
            notes.append(
                tr(
                    "{file} mixes UTF-8 with {odd_lines} lines in Windows-1252; each was read in its own "
                    "encoding.",
                    file=self._file,
                    odd_lines=number(self._odd_lines),
                )
            )
        elif self._encoding != "utf-8":
            notes.append(
                tr(
                    "{file} is not written in UTF-8; it was read as {encoding}.",
                    file=self._file,
                    encoding=self._encoding,
                )
            )
        if self._control:
            notes.append(
                tr(
                    "{file}: {control} control characters were left out.",
                    file=self._file,
                    control=number(self._control),
                )
            )
        if self._has_bare_cr:
            notes.append(
                tr(
                    "{file} has lines that end in a bare carriage return; they were read as lines.",
                    file=self._file,
                )
            )
        return notes

    def _whole_lines(self, raw: bytes, is_last: bool) -> bytes:
        """What waited and this, up to the last line end; the rest waits."""
        end = len(raw) if is_last else raw.rfind(b"\n") + 1 or raw.rfind(b"\r", 0, -1) + 1
        if not end and not is_last:
            self._waiting.append(raw)
            return b""
        whole = b"".join((*self._waiting, raw[:end])) if self._waiting else raw[:end]
        self._waiting = [raw[end:]] if end < len(raw) else []
        return whole

    def _narrow(self, raw: bytes, is_last: bool) -> bytes:
        """Lines in an 8-bit encoding as UTF-8."""
        if self._encoding == "utf-8":
            if raw.isascii():
                return raw
            try:
                codecs.getincrementaldecoder("utf-8")().decode(raw, not (is_last and self._is_part))
            except UnicodeDecodeError as error:
                is_other = self._is_ascii and raw[: error.start].isascii() and not _has_utf8_line(self._head)
                self._encoding = guess_encoding(self._head) if is_other else _BY_LINE
            else:
                self._is_ascii = False
                return raw
        if self._encoding == _BY_LINE:
            return self._line_by_line(raw)
        return raw.decode(self._encoding, errors="replace").encode()

    def _line_by_line(self, raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        odd = [at for at, line in enumerate(lines) if not _is_utf8(line)]
        for at in odd:
            lines[at] = lines[at].decode("cp1252", errors="replace").encode()
        self._odd_lines += len(odd)
        return b"\n".join(lines)

    def _clean(self, text: bytes) -> bytes:
        self._size += len(text)
        if self._has_control(text):
            clean = text.translate(None, _CONTROL)
            self._filling += text.count(0)
            self._control += len(text) - len(clean)
            text = clean
        if b"\r" in text:
            text = text.replace(b"\r\n", b"\n")
            if b"\r" in text:
                text = text.replace(b"\r", b"\n")
                self._has_bare_cr = True
        return text

    def _has_control(self, text: bytes) -> bool:
        """Whether there is a control character: counted, because that is faster than to look for each."""
        if b"\x7f" in text:
            return True
        if len(self._flags) < len(text):
            self._flags = np.empty(len(text), dtype=bool)
        codes, flags = np.frombuffer(text, dtype=np.uint8), self._flags[: len(text)]
        low = int(np.count_nonzero(np.less(codes, 32, out=flags)))
        for space in (10, 13, 9):
            if low and (space == 10 or space in text):
                low -= int(np.count_nonzero(np.equal(codes, space, out=flags)))
        return low > 0


def _wide_encoding(head: bytes) -> str | None:
    """The encoding with more than one byte a character, by its mark or by its NULs; None where it is none."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    return None if head.startswith(codecs.BOM_UTF8) else _utf16_without_mark(head)


def _utf16_without_mark(raw: bytes) -> str | None:
    sample = raw[:1000]
    if len(sample) < 4 or sample.count(0) < len(sample) // 3:
        return None
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _has_utf8_line(raw: bytes) -> bool:
    return any(not line.isascii() and _is_utf8(line) for line in raw[: 4 << 20].split(b"\n"))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
