"""The process sellers actually follow: counted, discovered, drawn."""
