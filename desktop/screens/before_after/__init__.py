"""The screen of before and after: two times held against each other, by metric, by team, and over time."""
