"""The screen of time: bottlenecks, the performance spectrum and the dotted chart."""
