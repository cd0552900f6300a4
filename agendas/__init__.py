"""WHAT: one study session through its five stages, a room for each part of the work."""
