"""The bar above every screen that says which deals are looked at, and changes it."""
