"""The search over one's own cases: its index, kept with every write, and its page."""
