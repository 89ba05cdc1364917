"""The report that is handed over: its content from the findings, and the same content as a page, slides or sheets."""
