"""Declared events, stages of each defendant, clocks and working days."""
