"""What is measured: speed as a ratio to a reference in the same run, and what did not help."""
