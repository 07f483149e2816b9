"""What people decided about pairs of tasks, kept in matches.csv in the store's folder."""


class Choices:
    """Decisions on pairs of tasks that count in the next run of `match_plans`."""
