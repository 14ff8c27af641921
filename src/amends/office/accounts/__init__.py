"""Accounts, units, roles, leave and tokens: who works in the office."""
