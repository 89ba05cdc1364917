"""What the program says of itself: its version, and under which licence it stands."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.error_dialog import show_problem
from resources.translation import tr


def show_about(parent: QWidget) -> QMessageBox:
    """Say what it is."""
    from importlib.metadata import version

    said = tr(
        "Lanekeeper {version} shows a sales organisation where it drifts out of its lane.\n\n"
        "Everything runs on this machine; nothing leaves it.",
        version=version("lanekeeper"),
    )
    box = show_problem(parent, said, tr("About Lanekeeper"))
    box.setIcon(QMessageBox.Icon.Information)
    return box


def show_licence(parent: QWidget) -> QMessageBox:
    """Say what may be done with it, and with what it brings along."""
    said = tr(
        "Lanekeeper is free software under the GNU Affero General Public License, version 3 or later.\n\n"
        "The icons are from Lucide (ISC licence), the font is Inter (SIL Open Font License)."
    )
    box = show_problem(parent, said, tr("Licence"))
    box.setIcon(QMessageBox.Icon.Information)
    box.setDetailedText(files("resources").joinpath("icons", "LICENSE").read_text("utf-8"))
    return box
