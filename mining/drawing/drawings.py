"""The drawing of a documented or a discovered model in the notation that is asked for, or why there is none."""

from __future__ import annotations

from mining.drawing.arrange import arranged
from mining.drawing.net_bpmn import net_bpmn
from mining.drawing.net_graph import net_graph
from mining.drawing.process_graph import other_ends, process_graph
from mining.drawing.tree_graph import tree_bpmn, tree_graph
from mining.process.block_tree import block_tree
from mining.process.compile import to_net
from models.discovered_model import DiscoveredModel, Miner
from models.errors import UserError
from models.model_drawing import ModelDrawing
from models.model_graph import ModelGraph, Notation
from models.petri_net import PetriNet
from models.process_tree import ProcessTree
from models.progress import Report, silent
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

NO_TREE_OF_NET = tr("There is no process tree of an imported net, which need not consist of blocks.")
NO_TREE_OF_HEURISTICS = tr(
    "The heuristics miner finds a net that need not consist of blocks, so there is no "
    "process tree of it. Choose the inductive miner, which always finds a tree."
)


def documented_drawing(process: ProcessModel, notation: Notation, report: Report = silent) -> ModelDrawing:
    """Draw a documented process, or an imported net. Raises UserError where the notation cannot say it."""
    return arranged(_documented(process, notation), report)


def documented_net(process: ProcessModel) -> PetriNet:
    """The net of a documented process with every condition left open, or the imported one itself."""
    return to_net(process, {}) if isinstance(process, SalesProcess) else process


def documented_tree(process: ProcessModel) -> ProcessTree:
    """The tree of a documented process; raises UserError, which says why, where there is none."""
    if not isinstance(process, SalesProcess):
        raise UserError(NO_TREE_OF_NET)
    return block_tree(process)


def discovered_drawing(model: DiscoveredModel, notation: Notation, report: Report = silent) -> ModelDrawing:
    """Draw what a miner found; the way that most deals go is straight. Raises UserError as above."""
    return arranged(_discovered(model, notation), report)


def discovered_tree(model: DiscoveredModel) -> ProcessTree:
    """The tree that the inductive miner found; raises UserError where there is none."""
    if model.tree is None:
        raise UserError(NO_TREE_OF_HEURISTICS)
    return model.tree


def _documented(process: ProcessModel, notation: Notation) -> ModelGraph:
    if notation is Notation.TREE:
        return tree_graph(documented_tree(process), process.name)
    if not isinstance(process, SalesProcess):
        return net_bpmn(process) if notation is Notation.BPMN else net_graph(process)
    if notation is Notation.BPMN:
        return process_graph(process)
    return net_graph(documented_net(process), notes=other_ends(process))


def _discovered(model: DiscoveredModel, notation: Notation) -> ModelGraph:
    if notation is Notation.TREE:
        return tree_graph(discovered_tree(model), model.net.name)
    counts = model.activity_counts
    if notation is Notation.NET:
        return net_graph(model.net, counts)
    if model.miner is Miner.INDUCTIVE and model.tree is not None:
        return tree_bpmn(model.tree, model.net.name, counts, model.deals)
    return net_bpmn(model.net, counts)
