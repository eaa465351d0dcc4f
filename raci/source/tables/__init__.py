"""Tables of responsibilities in Markdown, HTML, CSV and workbooks, read as definitions."""
