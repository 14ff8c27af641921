"""Template tags of the complicity channel."""
