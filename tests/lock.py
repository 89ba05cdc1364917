"""Checks that requirements.lock pins a version of everything pyproject.toml asks for, within the range it gives."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]


def pins() -> dict[str, str]:
    """The pinned version of every package of the lock."""
    text = (ROOT / "requirements.lock").read_text()
    return {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", text, re.M)
    }


def unmet() -> list[str]:
    """The requirements that the lock does not meet."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    locked = pins()
    requirements = [Requirement(text) for text in wanted]
    return [str(r) for r in requirements if locked.get(canonicalize_name(r.name), "") not in r.specifier]
