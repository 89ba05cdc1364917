"""Every screen of the demo looks as it did when it was last looked at."""

import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication

from desktop.appearance import dress
from desktop.screenshots import take
from desktop.theme import LIGHT
from tests.desktop.golden import DOCUMENTED, FOLDER, differing, golden_of, half, looks_the_same

RENEW = "look at them in {folder}; where they are right, `python -m tests.desktop.golden` makes them the golden ones"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems draw the letters in another way")
def test_that_every_screen_of_the_demo_looks_as_its_golden_picture(qtbot, qapp: QApplication, tmp_path):
    take(qapp, "demo", tmp_path / "shots")
    dress(qapp, LIGHT)
    drawn = {path.name: path for path in (tmp_path / "shots").iterdir()}
    assert drawn.keys() == {path.name for path in FOLDER.iterdir()}
    other = [name for name, path in sorted(drawn.items()) if not looks_the_same(FOLDER / name, path)]
    assert not other, RENEW.format(folder=tmp_path / "shots")


@pytest.mark.parametrize("documented", sorted(DOCUMENTED.glob("*.png")), ids=lambda path: path.stem)
def test_that_the_documentation_shows_the_screens_as_they_are(documented: Path):
    assert looks_the_same(golden_of(documented), documented)


def test_that_a_moved_button_is_noticed_and_an_unchanged_screen_is_not(tmp_path: Path):
    screen = Image.new("RGB", (1400, 900), "#f5f7fb")
    screen.save(tmp_path / "screen.png")
    half(tmp_path / "screen.png").save(tmp_path / "golden.png")
    assert differing(tmp_path / "golden.png", tmp_path / "screen.png") == 0
    shutil.copy(tmp_path / "screen.png", tmp_path / "with.png")
    with Image.open(tmp_path / "with.png") as picture:
        ImageDraw.Draw(picture).rectangle((200, 200, 290, 228), fill="#4f46e5")
        picture.save(tmp_path / "with.png")
    assert not looks_the_same(tmp_path / "golden.png", tmp_path / "with.png")
