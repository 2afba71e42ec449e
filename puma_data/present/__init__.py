"""From a verified problem to words and pictures: typesetting, drawing, wording and views."""
