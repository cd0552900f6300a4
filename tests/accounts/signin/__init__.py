"""Signing in, and passwords."""

PASSWORD = "xinchang-2017"
