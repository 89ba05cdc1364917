"""Declarative rules beside the documented flow: checked on deals, discovered from them, told in words."""
