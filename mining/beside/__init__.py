"""What is beside the flow on the seller's side: how long stages take, whose they are, how deals end."""
