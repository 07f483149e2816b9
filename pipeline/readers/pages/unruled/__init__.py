"""Tables drawn without rules, or ruled in part: columns, rows and cells told from where the texts stand."""
