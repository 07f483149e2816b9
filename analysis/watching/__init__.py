"""What a department watches in a store: who has how much to do, what is due when, targets, what to check."""
