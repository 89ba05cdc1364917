"""What is wrong with an import: one file a fault, and the report that counts them."""
