"""Corrections that people give back in files of other programs."""
