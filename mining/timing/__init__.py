"""Where time goes: bottlenecks, the performance spectrum of a step, and the dotted chart of a log."""
