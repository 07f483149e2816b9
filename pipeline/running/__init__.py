"""Many files read side by side: the batch, its workers on this machine or on a cluster, and their limits."""
