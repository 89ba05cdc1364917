"""Wide tables: one row a deal, one column of dates a stage."""
