"""Dates, amounts, sources and package data: what every other room rests on."""
