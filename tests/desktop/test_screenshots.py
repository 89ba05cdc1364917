"""Pictures of every screen, without a display."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.appearance import dress
from desktop.places import NAMES
from desktop.screenshots import MODES, REPLAY, SIZES, TIME_PARTS, take
from desktop.theme import LIGHT
from desktop.training_pictures import TRAINING
from mining.project_file import save
from models.errors import UserError
from models.project import Project
from tests.desktop.golden import FOLDER


def test_that_what_can_be_seen_without_deals_is_drawn_in_both_modes_and_sizes(
    qtbot, qapp: QApplication, tmp_path
):
    """All screens with deals are drawn for the golden pictures."""
    save(Project("Acme"), tmp_path / "acme.lane")
    assert take(qapp, tmp_path / "acme.lane", tmp_path / "shots") == 0
    dress(qapp, LIGHT)
    wanted = {
        f"{name}-{mode}-{width}.png"
        for name in ("overview", "import")
        for mode in MODES
        for width, _ in SIZES
    }
    assert {path.name for path in (tmp_path / "shots").iterdir()} == wanted
    picture = QImage(str(tmp_path / "shots" / "overview-dark-1000.png"))
    assert (picture.width(), picture.height()) == (1000, 700)
    assert picture.pixelColor(5, 400).lightness() < 60


def test_that_every_screen_has_golden_pictures():
    names = (*NAMES.values(), REPLAY, *TRAINING.values(), "import", *(f"time{part}" for part in TIME_PARTS))
    wanted = {f"{name}-{mode}-{width}.png" for name in names for mode in MODES for width, _ in SIZES}
    assert {path.name for path in FOLDER.iterdir()} == wanted


def test_that_a_missing_project_is_told(qapp, tmp_path):
    with pytest.raises(UserError, match=r"gone\.lane"):
        take(qapp, tmp_path / "gone.lane", tmp_path / "shots")
