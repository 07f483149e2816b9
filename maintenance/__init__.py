"""Scripts for those who keep kehoach up to date: run by hand from the repository, not installed with it."""
