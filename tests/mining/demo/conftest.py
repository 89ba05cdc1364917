"""The demo, written once for all its tests."""

from pathlib import Path

import pytest

from mining.demo.generate import write_demo


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder
