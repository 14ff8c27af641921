"""Charging within a case: the conduct alleged, the counts it supports, and what was decided."""
