"""Packs a file of Office again so that the same content gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP archive can hold."""


def undated(packed: bytes) -> bytes:
    """The archive with the day of no member in it, its members in their order."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            plain = ZipInfo(member.filename, _DAY)
            plain.compress_type = ZIP_DEFLATED
            plain.external_attr = 0o600 << 16
            target.writestr(plain, source.read(member))
    return out.getvalue()
