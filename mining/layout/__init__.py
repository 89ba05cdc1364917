"""Places the nodes and edges of a graph with Graphviz' dot in WebAssembly; knows nothing of sales and no Qt."""

from mining.layout.drawing import draw
from mining.layout.place import layout

__all__ = ["draw", "layout"]
