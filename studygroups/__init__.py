"""WHOSE: study groups, forms of study, working days, local rules, a group's year."""
