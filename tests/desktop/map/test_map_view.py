"""The map driven as a person does it: pointing, clicking, wheel and keys, on a real view."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.map.item import DIMMED
from desktop.map.placed import PlacedGraph
from desktop.map.view import MAX_ZOOM, MIN_ZOOM, MapView
from desktop.theme import DARK, LIGHT


def _at(view: MapView, key: str) -> QPoint:
    return view.mapFromScene(view.map.nodes[key].pos())


def _on_line(view: MapView, source: str, target: str) -> QPoint:
    points = view.map.edges[source, target].points
    return view.mapFromScene(QPointF(*points[len(points) // 3]))


def _wheel(view: MapView, place: QPoint, turned: int) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def _picture(view: MapView) -> QImage:
    return view.viewport().grab().toImage()


def test_that_pointing_at_a_card_dims_what_is_not_connected(qtbot: QtBot, view: MapView) -> None:
    with qtbot.waitSignal(view.map.node_hovered) as hovered:
        qtbot.mouseMove(view.viewport(), _at(view, "Proposal"))
    assert hovered.args == ["Proposal"]
    qtbot.waitUntil(lambda: view.map.is_settled)
    assert view.map.nodes["Proposal"].opacity() == view.map.nodes["Negotiation"].opacity() == 1.0
    assert view.map.nodes["Security review"].opacity() == DIMMED
    assert view.map.edges["Proposal", "Lost"].opacity() == 1.0
    assert view.map.labels["Lead", "Qualified"].opacity() == DIMMED
    assert view.story.isVisible()
    assert view.story.text().startswith("499 of 812\u00a0deals (61\u00a0%) reach Proposal")


def test_that_leaving_a_card_shows_everything_again(qtbot: QtBot, view: MapView) -> None:
    qtbot.mouseMove(view.viewport(), _at(view, "Proposal"))
    qtbot.mouseMove(view.viewport(), QPoint(4, 4))
    qtbot.waitUntil(lambda: view.map.is_settled)
    assert all(item.opacity() == 1.0 for item in view.map.nodes.values())
    assert not view.story.isVisible()


def test_that_a_line_tells_its_story(qtbot: QtBot, view: MapView) -> None:
    with qtbot.waitSignal(view.map.edge_hovered) as hovered:
        qtbot.mouseMove(view.viewport(), _on_line(view, "Qualified", "Proposal"))
    assert hovered.args == [("Qualified", "Proposal")]
    assert view.story.text() == (
        "45 of 640\u00a0deals (7\u00a0%) go from Qualified straight to Proposal; they win 21\u00a0% of the time, "
        "the others 34\u00a0%. Median 6.2\u00a0days. The process does not document this way."
    )
    assert view.accessibleDescription() == view.story.text()


def test_that_clicks_and_double_clicks_name_what_they_are_on(qtbot: QtBot, view: MapView) -> None:
    with qtbot.waitSignal(view.map.node_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, "Demo"))
    assert clicked.args == ["Demo"]
    place = _on_line(view, "Lead", "Demo")
    with qtbot.waitSignal(view.map.edge_clicked) as on_line:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert on_line.args == [("Lead", "Demo")]
    with qtbot.waitSignal(view.map.edge_activated) as twice:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert twice.args == [("Lead", "Demo")]
    with qtbot.waitSignal(view.background_clicked):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def test_that_arrow_keys_walk_and_enter_clicks(qtbot: QtBot, view: MapView) -> None:
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.map.focused == "Qualified"
    assert "reach Qualified" in view.story.text()
    with qtbot.waitSignal(view.map.node_clicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args == ["Qualified"]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.map.focused is None


def test_that_the_wheel_zooms_around_the_pointer_within_bounds(view: MapView) -> None:
    place = _at(view, "Proposal")
    before = view.mapToScene(place)
    for _ in range(3):
        _wheel(view, place, 120)
    assert view.zoom > 1.2
    moved = view.mapToScene(place) - before
    assert abs(moved.x()) < 3
    assert abs(moved.y()) < 3
    for _ in range(60):
        _wheel(view, place, 120)
    assert abs(view.zoom - MAX_ZOOM) < 1e-6
    for _ in range(90):
        _wheel(view, place, -120)
    assert abs(view.zoom - MIN_ZOOM) < 1e-6


def test_that_keys_and_a_double_click_zoom_and_fit(qtbot: QtBot, view: MapView) -> None:
    fitted = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > fitted
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom < fitted
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert abs(view.zoom - fitted) < 1e-6
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert abs(view.zoom - fitted) < 1e-6
    box = view.map.sceneRect()
    assert view.viewport().rect().contains(view.mapFromScene(box.center()))
    assert view.mapFromScene(box.bottomRight()).y() <= view.viewport().height() + 1


def test_that_a_map_too_large_to_read_begins_at_its_top(view: MapView, messy: PlacedGraph) -> None:
    view.map.show_graph(messy, animate=False)
    view.begin()
    assert view.zoom > 0.6
    assert view.viewport().rect().contains(_at(view, "Start"))


def test_that_two_pictures_of_the_same_map_are_identical(view: MapView, sample: PlacedGraph) -> None:
    first = _picture(view)
    view.map.show_graph(sample, animate=False)
    view.fit()
    assert _picture(view) == first


def test_that_another_theme_repaints_and_comes_back(view: MapView) -> None:
    light = _picture(view)
    view.set_palette_colors(DARK)
    assert _picture(view) != light
    view.set_palette_colors(LIGHT)
    assert _picture(view) == light


def test_that_badges_clear_titles_and_stay_on_their_card(view: MapView) -> None:
    for item in view.map.nodes.values():
        if item.node.badge:
            assert not item.badge_box.intersects(item.title_box)
            assert item.box.contains(item.badge_box)


def test_that_a_new_graph_moves_cards_and_drops_what_is_gone(
    qtbot: QtBot, view: MapView, messy: PlacedGraph
) -> None:
    with qtbot.waitSignal(view.map.settled):
        view.map.show_graph(messy)
    assert not view.map.is_settled or set(view.map.nodes) == {node.key for node in messy.graph.nodes}
    place = messy.positions["Start"]
    assert view.map.nodes["Start"].pos() == QPointF(*place)
    assert len([item for item in view.map.items() if item.isVisible()]) == len(messy.positions) + len(
        messy.paths
    ) + len(messy.labels)


def test_that_hidden_parts_fade_and_cannot_be_pointed_at(qtbot: QtBot, view: MapView) -> None:
    place = _on_line(view, "Qualified", "Lost")
    view.map.hide_parts({("Qualified", "Lost")})
    qtbot.waitUntil(lambda: view.map.is_settled)
    assert view.map.edges["Qualified", "Lost"].opacity() == 0.0
    assert view.map.target_at(view.mapToScene(place)) != ("Qualified", "Lost")


def test_that_tab_goes_along_the_lines_of_a_card_and_then_on(qtbot: QtBot, view: MapView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.map.focused == "Lead"
    seen = []
    while view.map.focused is not None:
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        seen.append(view.map.focused)
    assert set(seen) == {("Lead", "Qualified"), ("Lead", "Lost"), ("Lead", "Demo"), None}
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert view.map.focused == seen[0]
    assert "go from Lead straight to Qualified" in view.accessibleDescription()
    with qtbot.waitSignal(view.map.edge_clicked) as clicked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args == [seen[0]]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.map.focused == "Qualified"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.accessibleDescription().startswith("Arrow keys go from stage to stage, Tab along the paths")


def test_that_the_overview_is_there_only_while_something_is_out_of_sight(qtbot: QtBot, view: MapView) -> None:
    assert not view.minimap.isVisible()
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.minimap.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert not view.minimap.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.minimap.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_F)
    assert not view.minimap.isVisible()


def test_that_dragging_in_the_overview_moves_the_map(qtbot: QtBot, view: MapView) -> None:
    for _ in range(6):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    overview = view.minimap
    whole = view.map.sceneRect()

    def middle() -> QPointF:
        return view.mapToScene(view.viewport().rect().center())

    for share in (0.3, 0.7):
        inside = QPointF(overview.width() * share, overview.height() * share)
        qtbot.mousePress(overview, Qt.MouseButton.LeftButton, pos=inside.toPoint())
        wanted = whole.top() + whole.height() * share
        assert abs(middle().y() - wanted) < whole.height() * 0.04
    qtbot.mouseRelease(overview, Qt.MouseButton.LeftButton)
    place = middle()
    view.resize(view.width() + 40, view.height())
    assert abs(middle().y() - place.y()) < 30  # it is no longer fitted: somebody chose this part


def test_that_a_story_is_as_high_as_its_words(view: MapView) -> None:
    view.story.tell("Some words that need two lines where there is little room for them")
    view.story.fit_into(200)
    high = view.story.height()
    view.story.fit_into(620)
    assert view.story.height() < high
