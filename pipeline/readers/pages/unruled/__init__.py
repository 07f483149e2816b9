"""Tables drawn without ruling lines, or with some of them: columns, rows and cells told from where the texts
stand."""
