"""Questions to a store: what is due, how two plans differ, workbooks and files for other tools."""
