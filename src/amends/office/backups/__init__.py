"""Backups of the office on another disk, sealed to a key kept elsewhere, and restoring them."""
