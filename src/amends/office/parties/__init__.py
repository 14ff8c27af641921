"""Parties of a case, their roles towards each victim, and the counts charged."""
