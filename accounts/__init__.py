"""WHO: units, people and their roles, sign-in, files, notices, the log."""
