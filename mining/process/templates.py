"""Documented processes to start from, one YAML file each in `resources/processes`."""

from __future__ import annotations

from importlib.resources import files

from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.sales_process import SalesProcess
from resources.translation import tr

_FOLDER = files("resources") / "processes"


def template_names() -> tuple[str, ...]:
    """The ids of the templates, in alphabetical order; what to call one is `template(id).name`."""
    names = (file.name for file in _FOLDER.iterdir() if file.name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in names))


def template(name: str) -> SalesProcess:
    """The template of that id; UserError where there is none."""
    return parse_yaml(template_text(name), f"{name}.yaml")


def template_text(name: str) -> str:
    """The template as its file is written, comments included; UserError where there is none."""
    if name not in template_names():
        raise UserError(
            tr(
                "There is no template {name}; choose one of {template_names}.",
                name=name,
                template_names=", ".join(template_names()),
            )
        )
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
