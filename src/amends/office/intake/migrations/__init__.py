"""Migrations of the application of reports."""
