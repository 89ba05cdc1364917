"""Before and after: what is measured is kept as snapshots, and any two times are held against each other."""
