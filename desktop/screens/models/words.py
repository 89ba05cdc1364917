"""The sentences beside a model: what it is of, how good it is, and what it does not say."""

from __future__ import annotations

from mining.drawing.left_out import left_out, not_as_documented
from mining.measures.simplicity import simplicity
from mining.number_format import percent, plural
from models.discovered_model import DiscoveredModel
from models.model_drawing import ModelDrawing
from models.model_graph import Notation, ShapeKind
from models.model_quality import ModelQuality
from models.petri_net import PetriNet
from models.project import ProcessModel
from resources.translation import tr

_KINDS = (
    ((ShapeKind.TASK, ShapeKind.LEAF, ShapeKind.TRANSITION), "step"),
    ((ShapeKind.CHOICE, ShapeKind.PARALLEL, ShapeKind.SOME), "gateway"),
    ((ShapeKind.PLACE,), "place"),
    ((ShapeKind.SILENT,), "silent step"),
    ((ShapeKind.OPERATOR,), "operator"),
)


def size_words(drawing: ModelDrawing) -> str:
    """How much is drawn: `9 steps, 4 gateways`."""
    counts = [(drawing.graph.count(*kinds), noun) for kinds, noun in _KINDS]
    return ", ".join(plural(count, noun) for count, noun in counts if count)


def measure_words(fitness: float | None, precision: float | None, simple: float | None) -> str:
    """One line with what is known: how well deals fit, how little else the model allows, how little it branches."""
    parts = ((tr("fitness"), fitness), (tr("precision"), precision), (tr("simplicity"), simple))
    line = ", ".join(f"{name}\u00a0{percent(value)}" for name, value in parts if value is not None)
    return line[:1].upper() + line[1:]


def documented_measures(quality: ModelQuality | None, net: PetriNet) -> str:
    """The measures of the documented process over the deals shown."""
    if quality is None:
        return measure_words(None, None, simplicity(net))
    precision = quality.precision.value if quality.precision else None
    return measure_words(quality.deal_fitness, precision, simplicity(net))


def documented_remarks(process: ProcessModel, notation: Notation) -> str:
    """What the process says and a drawing of it does not."""
    said = [*not_as_documented(process, notation)]
    missing = left_out(process, notation)
    if missing:
        said.insert(0, tr("Not in the drawing: {missing}.", missing=", ".join(missing)))
    return " ".join(said)


def learnt_words(model: DiscoveredModel) -> str:
    """What a discovered model was learnt from."""
    return tr(
        "Learnt from {deals} that ended, on {paths}.",
        deals=plural(model.deals, "deal"),
        paths=plural(len(model.variants), "path"),
    )
