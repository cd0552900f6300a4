"""What all templates keep to, whatever page they make."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("accounts", "studygroups", "agendas", "deploy")
FORM = re.compile(r'<form[^>]*hx-boost="true".*?</form>', re.DOTALL)
LINK = re.compile(r"<a\b[^>]*>")


def test_a_link_in_a_boosted_form_leads_to_its_own_page():
    """A form swaps one panel of the page; a link that did so too would leave the panel empty."""
    pages = [page for room in ROOMS for page in ROOT.glob(f"{room}/**/*.html")]
    forms = [(page.name, form) for page in pages for form in FORM.findall(page.read_text("utf-8"))]

    swapped = [
        (name, link)
        for name, form in forms
        for link in LINK.findall(form)
        if 'hx-boost="false"' not in link
    ]

    assert forms
    assert swapped == []
