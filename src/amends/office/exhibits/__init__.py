"""Items of evidence: what they go to, what they depend on, and the chain of their custody."""
