"""Taking parties and events into a case from sheets: CSV and XLSX."""
