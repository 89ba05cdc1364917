"""The replay driven with real clicks and keys: play, pause, scrub, common start, colours, and a filter meanwhile."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionSlider
from pytestqt.qtbot import QtBot

from desktop.process_drawing.replay_bar import STEPS, Coloring
from desktop.process_drawing.replay_clock import WHOLE_S, ReplayClock
from desktop.screens.process_map.screen import ProcessMapScreen
from desktop.theme import DARK, LIGHT
from models.case_filter import CaseFilter
from models.project import Project
from tests.builders import DAY, START
from tests.desktop.screens.map_screen import map_screen


@pytest.fixture
def screen(qtbot: QtBot, project: Project) -> Iterator[ProcessMapScreen]:
    yield from map_screen(qtbot, project)


@pytest.fixture
def replaying(qtbot: QtBot, screen: ProcessMapScreen) -> ProcessMapScreen:
    """Replaying, and paused."""
    qtbot.mouseClick(screen.controls.replay, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.is_ready)
    qtbot.keyClick(screen.bar.play, Qt.Key.Key_Space)
    return screen


def _at(screen: ProcessMapScreen, day: float) -> None:
    screen.replay.clock.go_to(START + round(day * DAY))


def _captions(screen: ProcessMapScreen) -> dict[str, str]:
    frame = screen.view.traffic.frame
    assert frame is not None
    return {screen.scene.nodes[key].node.title: caption.words for key, caption in frame.captions.items()}


def test_that_the_button_starts_to_play_from_the_beginning(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    assert not screen.bar.isVisible()
    qtbot.mouseClick(screen.controls.replay, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.replay.clock.playing)
    assert screen.bar.isVisible()
    assert screen.bar.play.accessibleName() == "Pause"
    began = screen.replay.clock.moment
    qtbot.waitUntil(lambda: screen.replay.clock.moment > began)
    qtbot.waitUntil(lambda: screen.scene.is_settled)
    assert all(label.opacity() == 0 for label in screen.scene.labels.values())


def test_that_cards_say_who_waits(replaying: ProcessMapScreen) -> None:
    _at(replaying, 1.5)
    assert _captions(replaying) == {
        "Start": "0 to come", "Qualify": "0 waiting", "Discovery": "7 waiting", "Demo": "0 waiting",
        "Proposal": "0 waiting", "Won": "0 so far", "Lost": "1 so far", "End": "1 ended",
    }  # fmt: skip
    assert replaying.bar.counter.text() == "7 of 8\u00a0deals on their way"
    _at(replaying, 2.5)
    assert _captions(replaying)["Demo"] == "3 waiting"
    assert _captions(replaying)["Discovery"] == "1 waiting"
    assert replaying.bar.date.text() == "7\u00a0Jan\u00a02026"


def test_that_space_pauses_and_plays_wherever_the_focus_is(qtbot: QtBot, replaying: ProcessMapScreen) -> None:
    clock = replaying.replay.clock
    assert not clock.playing
    for widget in (replaying.view, replaying.bar.play, replaying.bar.scrubber):
        qtbot.keyClick(widget, Qt.Key.Key_Space)
        assert clock.playing
        qtbot.keyClick(widget, Qt.Key.Key_Space)
        assert not clock.playing


def test_that_dragging_the_scrubber_goes_there_and_arrow_keys_go_on(
    qtbot: QtBot, replaying: ProcessMapScreen
) -> None:
    scrubber, clock = replaying.bar.scrubber, replaying.replay.clock
    option = QStyleOptionSlider()
    scrubber.initStyleOption(option)
    handle = scrubber.style().subControlRect(
        QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, scrubber
    )
    qtbot.mousePress(scrubber, Qt.MouseButton.LeftButton, pos=handle.center())
    qtbot.mouseMove(scrubber, QPoint(scrubber.width() // 2, handle.center().y()))
    qtbot.mouseRelease(scrubber, Qt.MouseButton.LeftButton, pos=QPoint(scrubber.width() // 2, 5))
    share = (clock.moment - clock.begin) / (clock.end - clock.begin)
    assert abs(share - 0.5) < 0.05
    before = clock.moment
    qtbot.keyClick(scrubber, Qt.Key.Key_Right)
    assert clock.moment > before
    assert replaying.bar.scrubber.value() == round(STEPS * share) + scrubber.singleStep()


def test_that_with_a_common_start_days_are_counted(qtbot: QtBot, replaying: ProcessMapScreen) -> None:
    qtbot.mouseClick(replaying.bar.common_start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: replaying.is_ready)
    assert replaying.bar.date.text() == "Day 0"
    assert replaying.bar.common_start.isChecked()
    replaying.replay.clock.go_to(2.5 * DAY)
    assert replaying.bar.date.text() == "Day 2"
    qtbot.mouseClick(replaying.bar.real_time, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: replaying.is_ready)
    assert replaying.replay.clock.moment < START


def test_that_a_filter_keeps_the_moment_and_goes_on_playing(
    qtbot: QtBot, replaying: ProcessMapScreen
) -> None:
    _at(replaying, 2.5)
    document = replaying._document
    with qtbot.waitSignal(replaying._results.changed):
        document.edit("Filter", replace(document.project, filter=CaseFilter(owners=frozenset({"Ann"}))))
    qtbot.waitUntil(lambda: replaying.is_ready)
    assert not replaying.replay.clock.playing
    assert replaying.replay.clock.moment == START + round(2.5 * DAY)
    assert replaying.bar.counter.text() == "3 of 4\u00a0deals on their way"
    replaying.bar.speed.setCurrentIndex(0)
    qtbot.keyClick(replaying.bar.play, Qt.Key.Key_Space)
    with qtbot.waitSignal(replaying._results.changed):
        document.edit("All", replace(document.project, filter=CaseFilter()))
    qtbot.waitUntil(lambda: replaying.is_ready)
    assert replaying.replay.clock.playing


def test_that_colours_are_of_outcomes_or_of_people(qtbot: QtBot, replaying: ProcessMapScreen) -> None:
    assert [replaying.bar.coloring.itemText(i) for i in range(3)] == [
        "Colour: outcome", "Colour: owner", "Colour: team",
    ]  # fmt: skip
    assert replaying.bar.legend.accessibleDescription() == "Won 6; Lost 1; Open 1"
    qtbot.keyClick(replaying.bar.coloring, Qt.Key.Key_Down)
    assert replaying.bar.chosen_coloring is Coloring.OWNER
    qtbot.waitUntil(lambda: replaying.is_ready)
    assert replaying.bar.legend.accessibleDescription() == "Ann 4; Bob 4"


def test_that_deals_on_hidden_paths_are_counted_and_not_drawn(
    qtbot: QtBot, replaying: ProcessMapScreen
) -> None:
    moment = (
        1 - replaying.replay._film.playback.tracks.travel / DAY / 2
    )  # all but the lost deal go to Discovery
    _at(replaying, moment)
    assert "hidden" not in replaying.bar.counter.text()
    drawn = replaying.view.viewport().grab().toImage()
    replaying.scene.hide_parts({("stage:Qualify", "stage:Discovery")})
    replaying.scene.finish()
    _at(replaying, moment)
    assert replaying.bar.counter.text().endswith("on their way, 7 on hidden paths")
    assert replaying.view.viewport().grab().toImage() != drawn


def test_that_dots_are_painted_where_their_deals_are(replaying: ProcessMapScreen) -> None:
    replaying.scene.finish()
    _at(replaying, 0.5)
    key = ("stage:Qualify", "stage:Discovery")
    points = replaying.view.traffic._scene.edges[key].points
    place = replaying.view.mapFromScene(*points[len(points) // 2].tolist()) + QPoint(
        3, 0
    )  # in the ring of the open one
    before = replaying.view.viewport().grab().toImage().pixelColor(place)
    _at(replaying, 1 - replaying.replay._film.playback.tracks.travel / DAY / 2)
    after = replaying.view.viewport().grab().toImage().pixelColor(place)
    assert before != after
    assert after.name() == LIGHT.open


def test_that_it_rests_while_nobody_sees_it(qtbot: QtBot, replaying: ProcessMapScreen) -> None:
    clock = replaying.replay.clock
    clock.play()
    replaying.hide()
    assert clock.playing
    moment = clock.moment
    qtbot.wait(60)
    assert clock.moment == moment
    replaying.show()
    qtbot.waitUntil(lambda: clock.moment > moment)


def test_that_ending_it_brings_the_map_back(qtbot: QtBot, replaying: ProcessMapScreen) -> None:
    replaying.bar.setFocus()
    qtbot.keyClick(replaying.bar.play, Qt.Key.Key_Escape)
    assert not replaying.replay.running
    assert not replaying.bar.isVisible()
    assert replaying.view.traffic.frame is None
    qtbot.waitUntil(lambda: replaying.scene.is_settled)
    assert all(label.opacity() == 1 for label in replaying.scene.labels.values())
    assert replaying.controls.replay.text() == "Replay deals"
    qtbot.mouseClick(replaying.controls.replay, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: replaying.replay.clock.playing)


def test_that_another_theme_repaints_the_dots(replaying: ProcessMapScreen) -> None:
    _at(replaying, 0.99)
    replaying.scene.finish()
    light = replaying.grab().toImage()
    replaying.set_palette_colors(DARK)
    assert replaying.grab().toImage() != light
    replaying.set_palette_colors(LIGHT)
    assert replaying.grab().toImage() == light


def test_that_the_clock_does_not_depend_on_how_often_it_ticks() -> None:
    fast, slow = ReplayClock(), ReplayClock()
    for clock in (fast, slow):
        clock.set_range(0, 1_000_000)
        clock.speed = 2.0
    for _ in range(100):
        fast.advance(WHOLE_S / 400)
    slow.advance(WHOLE_S / 4)
    assert fast.moment == slow.moment == 500_000


def test_that_the_clock_stops_at_the_end_and_begins_again() -> None:
    clock = ReplayClock()
    clock.set_range(10, 110)
    clock.play()
    clock.advance(WHOLE_S * 2)
    assert (clock.moment, clock.playing) == (110, False)
    clock.play()
    assert (clock.moment, clock.playing) == (10, True)
    clock.pause()
    clock.set_range(50, 60)
    assert clock.moment == 50


def test_that_an_empty_choice_of_deals_has_nothing_to_replay(
    qtbot: QtBot, replaying: ProcessMapScreen
) -> None:
    document = replaying._document
    nobody = CaseFilter(owners=frozenset({"Nobody"}))
    with qtbot.waitSignal(replaying._results.changed):
        document.edit("Filter", replace(document.project, filter=nobody))
    qtbot.waitUntil(lambda: replaying.is_ready)
    assert replaying.bar.counter.text() == "0 of 0\u00a0deals on their way"
    assert np.isfinite(replaying.replay.clock.moment)


def test_that_a_chosen_part_of_the_map_stays_in_sight(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    for _ in range(4):
        qtbot.keyClick(screen.view, Qt.Key.Key_Plus)
    chosen = screen.view.zoom
    qtbot.mouseClick(screen.controls.replay, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.is_ready)
    assert screen.view.zoom == chosen
    qtbot.mouseClick(screen.controls.replay, Qt.MouseButton.LeftButton)
    assert screen.view.zoom == chosen
