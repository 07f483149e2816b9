"""The geometry of any page, whoever gave its ink: lines, paragraphs, tables, footnotes, furniture."""
