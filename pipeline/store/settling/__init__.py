"""What belongs together in a store, decided without touching a file: copies of one content, the form of a
plan that counts, the annexes of a plan.

Functions here get documents and give documents. What they must know of the disk they are told.
"""
