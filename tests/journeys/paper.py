"""What a page must hold when it is printed, and what of that it does not."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

# A4 at 96 pixels an inch, and what its margins (``@page``) leave of the width.
SHEET: ViewportSize = {"width": 794, "height": 1123}
TYPE_AREA = 673

# Words that stand on the screen and for a reader, not in what is there to be done with the page.
_SEEN = """() => {
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  const doing = ["nav, .tabs, .btn, form:not(.prints), input, select, textarea, #messages",
    ".no-print, .notice, header.bar, details:has(form:not(.prints))",
    ".card:has(> form) > :is(h2, h3, .sub, .sub *)"].join();
  const words = (one) => [...one.childNodes].some(
    (node) => node.nodeType === 3 && node.data.trim());
  window.seen = [...document.querySelectorAll("main *")].filter(
    (one) => words(one) && !one.closest(doing) && one.checkVisibility()
  );
  for (const fold of document.querySelectorAll("main details")) fold.open = false;
}"""
_TROUBLES = """(width) => {
  document.documentElement.style.width = `${width}px`;
  const found = [];
  const shown = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1;
  const say = (why, one) => found.push(
    `${why}: ${one.outerHTML.replace(/\\s+/g, " ").slice(0, 90)}`);
  const each = (what, why, bad) => [...document.querySelectorAll(what)].filter(shown)
    .filter(bad).slice(0, 3).forEach((one) => say(why, one));

  each("body *:not(svg *)", "wider than the sheet",
    (one) => one.getBoundingClientRect().right > width + 1);
  each("main *:not(svg *, .hidden)", "cut off",
    (one) => one.scrollWidth > one.clientWidth + 1
      && getComputedStyle(one).overflowX !== "visible");
  each("nav, .side, .skip, .notice, header.bar, .btn, .no-print, .tabs", "frame", () => true);
  each("form:not(.prints), button:not(.link), input, select, textarea", "form", () => true);
  each(".link", "button", (one) => !one.closest("form.prints"));
  each("main details", "empty fold", (one) => ![...one.children].some(
    (part) => part.tagName !== "SUMMARY" && shown(part) && part.innerText.trim()));
  each("main summary", "sign of a fold", (one) => getComputedStyle(one).listStyleType !== "none");
  each("main .card:has(h2, h3)", "heading over nothing",
    (one) => ![...one.querySelectorAll(":not(:has(*))")].some(
      (part) => shown(part) && !part.closest("h2, h3")));
  if (![...document.querySelectorAll("main h1")].some(shown)) found.push("no heading");
  window.seen.filter((one) => !one.checkVisibility()).slice(0, 3)
    .forEach((one) => say("not on paper", one));
  document.documentElement.style.width = "";
  return found;
}"""


def troubles(page: Page) -> list[str]:
    """Whatever is wrong with the page on paper; it is left as it stands on the screen."""
    page.set_viewport_size(SHEET)
    page.evaluate(_SEEN)
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(_TROUBLES, TYPE_AREA)
    page.emulate_media(media="screen")
    return found
