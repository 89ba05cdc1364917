"""Flows in short, to say in a test what an edit makes of them: `A (B | C D) [E | ]`."""

from models.sales_process import Branch, End, Flow, Parallel, SalesProcess, Stage

A, B, C, D, E = (Stage(name, (name,)) for name in "ABCDE")
ENDS = (End("won", ("Won",)), End("lost", ("Lost",)))


def a_process(*flow, ends=ENDS, **parts) -> SalesProcess:
    return SalesProcess("P", tuple(flow), ends, **parts)


def short(flow: Flow) -> str:
    """Stages by name, parallel branches in round brackets, choices in square ones."""
    return " ".join(_step(step) for step in flow)


def _step(step) -> str:
    if isinstance(step, Stage):
        return step.name
    inner = " | ".join(short(b.flow if isinstance(b, Branch) else b) for b in step.branches)
    return f"({inner})" if isinstance(step, Parallel) else f"[{inner}]"
