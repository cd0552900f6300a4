// Quick open: Ctrl+K or / leads to the search box; what is found while typing hangs below it.
const box = document.querySelector("#quick");
const drop = document.querySelector("#quick-drop");
const list = document.querySelector("#quick-hits");
const options = () => [...list.children];
let here = -1;

const choose = (place) => {
  const all = options();
  here = all.length && place !== null ? (place + all.length) % all.length : -1;
  all.forEach((option, at) => option.setAttribute("aria-selected", at === here));
  if (here < 0) return box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-activedescendant", all[here].id);
  all[here].scrollIntoView({ block: "nearest" });
};
const show = (isOpen) => {
  drop.hidden = !isOpen;
  list.hidden = !options().length;
  box.setAttribute("aria-expanded", isOpen && !list.hidden);
  if (!isOpen) choose(null);
};
const look = (event) => {
  if (event.isComposing) return; // the pinyin of a word not chosen yet
  if (box.value.trim()) box.dispatchEvent(new Event("look"));
  else show(false);
};

box.addEventListener("input", look);
box.addEventListener("compositionend", look);
list.addEventListener("htmx:afterSwap", () => {
  choose(null);
  show(box.value.trim() !== "" && document.activeElement === box);
});
drop.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the cursor
box.addEventListener("blur", () => show(false));
box.addEventListener("keydown", (event) => {
  if (event.isComposing || drop.hidden) return;
  const acts = {
    ArrowDown: () => choose(here + 1),
    ArrowUp: () => choose(Math.max(here, 0) - 1),
    Escape: () => show(false),
    ...(here >= 0 && { Enter: () => options()[here].click() }),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  const isSlash = event.key === "/" && !isTyping && !event.altKey && !event.ctrlKey && !event.metaKey;
  const isCtrlK = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (!isSlash && !isCtrlK) return;
  event.preventDefault();
  box.focus();
  box.select();
});
