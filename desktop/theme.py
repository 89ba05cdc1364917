"""Colours, fonts and spacing: one light and one dark palette that everything painted takes its colours from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb, named by what they mean.

    Orange (`deviation`) is only for departures, teal (`not_taken`, always dashed) only for documented flow
    that nobody takes, grey (`flow`) for what conforms; `accent` is the one accent of the interface. Where two
    sides are compared, `accent` is the first and `second` the second of them, and nothing else. `series` tells
    up to eight groups apart, none of them orange or teal.
    """

    dark: bool
    window: str
    canvas: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    second: str
    second_soft: str
    flow: str
    deviation: str
    deviation_soft: str
    deviation_text: str
    not_taken: str
    won: str
    lost: str
    open: str
    terminal: str
    on_terminal: str
    shadow: str
    series: tuple[str, ...]


LIGHT = Palette(
    dark=False,
    window="#f5f7fb",
    canvas="#f5f7fb",
    surface="#ffffff",
    raised="#ffffff",
    border="#dde3ec",
    text="#1e2433",
    muted="#5b6780",
    faint="#98a2b5",
    accent="#4f46e5",
    accent_soft="#e9e9fd",
    on_accent="#ffffff",
    second="#b5179e",
    second_soft="#fbe4f6",
    flow="#a9b5c9",
    deviation="#e8590c",
    deviation_soft="#ffe8d9",
    deviation_text="#a63c06",
    not_taken="#0d9488",
    won="#0f9d6b",
    lost="#d64550",
    open="#d99a0b",
    terminal="#1f2937",
    on_terminal="#ffffff",
    shadow="#1e2433",
    series=("#2563eb", "#c026d3", "#4d7c0f", "#b91c1c", "#0ea5e9", "#854d0e", "#334155", "#7c3aed"),
)

DARK = Palette(
    dark=True,
    window="#14171f",
    canvas="#14171f",
    surface="#1b1f2a",
    raised="#232836",
    border="#333a4b",
    text="#e8ebf2",
    muted="#a3adc0",
    faint="#6f7a90",
    accent="#8b85ff",
    accent_soft="#2c2b4f",
    on_accent="#14171f",
    second="#f08ad8",
    second_soft="#4a2143",
    flow="#66728a",
    deviation="#ff8a4c",
    deviation_soft="#46291a",
    deviation_text="#ffb48a",
    not_taken="#2dd4bf",
    won="#34c48d",
    lost="#f0717b",
    open="#f0b93a",
    terminal="#e8ebf2",
    on_terminal="#14171f",
    shadow="#000000",
    series=("#60a5fa", "#e879f9", "#a3e635", "#f87171", "#67d5ff", "#d6b380", "#cbd5e1", "#a78bfa"),
)
