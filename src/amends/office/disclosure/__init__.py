"""Disclosure: the schedule of material, redacted copies, bundles, and what the defence had when."""
