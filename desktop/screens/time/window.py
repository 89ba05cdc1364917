"""The part of a chart that is in sight: moved and zoomed within the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Window:
    """From `left` to `right` and from `top` down to `bottom`, in the units of the chart."""

    left: float
    right: float
    top: float = 0.0
    bottom: float = 1.0

    @property
    def width(self) -> float:
        """How much is seen from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How much is seen from top to bottom."""
        return self.bottom - self.top

    def zoomed(self, factor: float, at: float, whole: Window, least: float) -> Window:
        """So many times as wide, with what is at a share of the width staying there."""
        width = min(max(self.width * factor, least), whole.width)
        left = self.left + (self.width - width) * at
        return replace(self, left=left, right=left + width).within(whole)

    def zoomed_down(self, factor: float, at: float, whole: Window, least: float) -> Window:
        """So many times as high, with what is at a share of the height staying there."""
        height = min(max(self.height * factor, least), whole.height)
        top = self.top + (self.height - height) * at
        return replace(self, top=top, bottom=top + height).within(whole)

    def moved(self, across: float, down: float, whole: Window) -> Window:
        """Moved by shares of its width and height, as far as there is something to see."""
        dx, dy = across * self.width, down * self.height
        return Window(self.left + dx, self.right + dx, self.top + dy, self.bottom + dy).within(whole)

    def within(self, whole: Window) -> Window:
        """Moved back to where it lies inside of the whole, and made no larger than it."""
        width, height = min(self.width, whole.width), min(self.height, whole.height)
        left = min(max(self.left, whole.left), whole.right - width)
        top = min(max(self.top, whole.top), whole.bottom - height)
        return Window(left, left + width, top, top + height)
