"""The screen of the strategy: whom to sell to, what to aim at, what is handed over to whom, what was changed when."""
