"""Corrections applied to plans that do not exist."""
