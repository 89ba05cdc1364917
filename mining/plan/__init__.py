"""The written change plan: what is proposed from the findings, measured how, and how it leaves the program."""
