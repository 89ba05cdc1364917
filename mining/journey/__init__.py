"""The buyer's side: which events are signals, how far the buyer was when, and how stages stand to that."""
