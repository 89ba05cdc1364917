"""The sheets of a report as a workbook: contents, words, findings."""
