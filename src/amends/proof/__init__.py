"""Evidence: what an item is, what must survive for it to be used, and the chain of its custody."""
