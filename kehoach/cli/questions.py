"""The commands that ask a store, with their arguments. What a command needs is imported when it runs, so that
`--help` is quick."""
