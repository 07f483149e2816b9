"""The files that a store was fed with: whether they are still there, and what they held when they were
read."""
