"""Japanese text in and out: dates, numbers, spelling and line breaks; no files, no frames."""
