"""The panel beside the process that is edited: what is selected, in fields to type into."""
