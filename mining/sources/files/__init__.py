"""Files to tables of texts: what a file really is, how it is written, and never more than the bounds allow."""
