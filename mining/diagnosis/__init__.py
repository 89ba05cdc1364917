"""What deviations cost, and whose they are: effects, habits and verdicts, each with what speaks for and against it."""
