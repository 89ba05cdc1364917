from dataclasses import replace

from PySide6.QtCore import Qt

from desktop.places import OVERVIEW
from mining.demo.name import DEMO


def test_that_the_tour_leads_through_its_stops_and_goes_on_where_it_was_left(
    qtbot, a_window, project
) -> None:
    window = a_window(replace(project, name=DEMO))
    tour = window.helping.tour
    assert tour.is_new
    window.helping.tour_action.trigger()
    assert tour.is_on
    assert not tour.is_new
    assert tour.callout.progress.text() == f"1 of {len(tour.stops)}"
    assert tour.stops[0].place == OVERVIEW

    qtbot.mouseClick(tour.callout.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tour.callout.isVisible())
    assert window.stack.currentWidget() is window.screen_at(1)
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: tour.callout.parentWidget().rect().contains(tour.callout.geometry()))
    qtbot.keyClick(tour.callout, Qt.Key.Key_Left)
    assert tour.at == 0
    qtbot.keyClick(tour.callout, Qt.Key.Key_Right)
    qtbot.keyClick(tour.callout, Qt.Key.Key_Escape)
    assert not tour.is_on
    assert not tour.callout.isVisible()
    assert not tour.callout.ring.isVisible()
    assert window.helping.tour_action.text().startswith("Go on")

    window.helping.tour_action.trigger()
    assert tour.at == 1
    for _ in range(len(tour.stops) - 1):
        assert tour.is_on
        qtbot.mouseClick(tour.callout.next_button, Qt.MouseButton.LeftButton)
    assert not tour.is_on
    assert tour.resumes_at == 0
