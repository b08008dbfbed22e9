"""Address books as tables: the CSV files of Google, Outlook and Thunderbird, and any other CSV with a person a row."""
