"""Parquet files that Lanekeeper itself exported."""
