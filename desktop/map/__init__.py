"""The process map widget: knows graphs, nothing of sales."""
