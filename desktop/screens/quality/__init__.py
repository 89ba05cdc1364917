"""The screen of data quality: what an import holds, what is wrong with it, and what the analysis does about it."""
