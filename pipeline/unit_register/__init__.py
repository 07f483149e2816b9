"""Compiles the register of administrative units, `extractors/units/register.csv`, from the published lists.

`extractors/units/README.md` says how to run it and what the register's columns mean.
"""
