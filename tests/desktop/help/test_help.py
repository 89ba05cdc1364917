from PySide6.QtCore import QRect, Qt, QUrl
from PySide6.QtGui import QAction

from desktop.help.callout import Callout
from desktop.help.keyboard import keys_of, plain
from desktop.places import DEVIATIONS, NAMES, PLACES
from desktop.theme import LIGHT
from mining.help.pages import page


def test_that_every_place_has_its_page() -> None:
    assert [place.title for at, place in enumerate(PLACES) if page(NAMES[at]) is None] == []


def test_that_help_opens_at_the_screen_and_is_searched_and_followed_and_gone_back(
    qtbot, a_window, project
) -> None:
    window = a_window(project)
    window.go(DEVIATIONS)
    window.helping.help_action.trigger()
    shown = window.helping.help
    assert shown.isVisible()
    assert shown.current == ("deviations", "")
    assert "What departs" in shown.browser.toPlainText()

    shown.browser.anchorClicked.emit(QUrl("glossary.md#definite"))
    assert shown.current == ("glossary", "definite")
    qtbot.mouseClick(shown.back_button, Qt.MouseButton.LeftButton)
    assert shown.current == ("deviations", "")
    assert shown.forward_button.isEnabled()

    qtbot.keyClicks(shown.search, "horizon")
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.current == ("glossary", "horizon")
    shown.search.clear()
    assert shown.list.currentItem().text() == "Glossary"

    window.go(0)
    window.helping.help_action.trigger()
    assert shown.current == ("overview", "")

    window.helping.keyboard_action.trigger()
    said = shown.browser.toPlainText()
    actions = [one for one in window.findChildren(QAction) if keys_of(one) and one.associatedObjects()]
    in_menus = [
        one for one in actions if any(type(owner).__name__ == "QMenu" for owner in one.associatedObjects())
    ]
    assert len(in_menus) > len(PLACES)
    assert [plain(one) for one in in_menus if keys_of(one) not in said or plain(one) not in said] == []


def test_that_a_callout_stands_wholly_inside_and_beside_what_it_speaks_of(qtbot, qapp) -> None:
    from PySide6.QtWidgets import QWidget

    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1000, 700)
    over.show()
    callout = Callout(LIGHT, over)
    callout.show_stop("Title", "Words that go on for a while.", 1, 8)
    for target in (
        QRect(10, 10, 300, 200),
        QRect(600, 400, 390, 290),
        QRect(300, 0, 400, 80),
        QRect(0, 0, 1000, 700),
    ):
        callout.stand_beside(target, over.rect())
        assert over.rect().contains(callout.geometry())
        if target.width() < 1000:
            assert not callout.geometry().intersects(target)
