// The menu stands open where there is room for it; on a phone it opens at a touch.
const menu = document.querySelector(".side .more");
const wide = window.matchMedia("(min-width: 761px)");
const fit = () => { if (menu) menu.open = wide.matches; };
wide.addEventListener("change", fit);
fit();

// A form that asks before a destructive act names the thing: <form data-ask="…">.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Ticks all boxes of that name, or none: <a data-tick="item" href="…">, whose page has them ticked.
document.addEventListener("click", (event) => {
  const name = event.target.dataset?.tick;
  if (!name) return;
  event.preventDefault();
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  const ticked = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = ticked;
});

// What is folded on the screen stands open on paper.
const unfolded = [];
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("main details:not([open])")) {
    fold.open = true;
    unfolded.push(fold);
  }
});
window.addEventListener("afterprint", () => {
  for (const fold of unfolded.splice(0)) fold.open = false;
});

// What could not be sent or was refused must not fail in silence.
const complain = (words) => {
  const line = document.createElement("p");
  line.className = "message error";
  line.textContent = words;
  document.querySelector("#messages").replaceChildren(line);
};
const refusals = { 403: "您没有执行该操作的权限。", 404: "没有找到，或者您无权查看。", 413: "上传的内容超过 45 MB，请分几次上传。" };
document.addEventListener("htmx:responseError", (event) => {
  complain(refusals[event.detail.xhr.status] || "操作没有成功，请刷新页面后重试。");
});
document.addEventListener("htmx:sendError", () => complain("网络不通，内容尚未保存，请稍后重试。"));

// Where scripts run, whoever looks for a person needs no button: the list follows what he types.
// Enter chooses the first of those found, once they are those he typed for; arrows lead on from there.
htmx.onLoad((part) => part.querySelectorAll(".picker button").forEach((button) => button.remove()));
const pickerOf = (event) => event.target.matches(".picker [type=search]") && event.target.closest(".picker");
const choose = (picker) => {
  const found = [...picker.querySelectorAll(".found input")].filter((one) => one.value);
  // Whoever was chosen before stays on top of what was found since.
  const one = found.find((each) => each.checked !== (picker.dataset.list === "new")) || found[0];
  delete picker.dataset.list;
  if (one) { one.checked = true; one.focus(); }
};
document.addEventListener("input", (event) => {
  const picker = pickerOf(event);
  if (picker) picker.dataset.list = "old";
});
document.addEventListener("keydown", (event) => {
  const picker = pickerOf(event);
  if (!picker || !["Enter", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  if (picker.dataset.list === "old") picker.dataset.list = "awaited"; else choose(picker);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const picker = event.detail.target.closest(".picker");
  if (!picker) return;
  const isAwaited = picker.dataset.list === "awaited";
  picker.dataset.list = "new";
  if (isAwaited) choose(picker);
});
// Words selected in a text fill the form beside it, with the page they stand on.
document.addEventListener("mouseup", () => {
  const form = document.querySelector("form[data-passage]");
  const chosen = window.getSelection();
  const words = chosen.toString().trim();
  const piece = chosen.anchorNode?.parentElement?.closest("[data-passages] .prose");
  if (!form || !words || !piece) return;
  form.elements.text.value = words.replace(/\s*\n\s*/g, "").slice(0, 300);
  form.elements.page.value = piece.dataset.page || "";
});

// A form that takes many files offers to choose a whole folder: <form data-folder="…">.
const offerFolders = () => {
  for (const form of document.querySelectorAll("form[data-folder]:not(:has([data-chooses]))")) {
    const input = form.querySelector("input[type=file]");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.dataset.chooses = "folder";
    button.textContent = form.dataset.folder;
    button.addEventListener("click", () => {
      input.webkitdirectory = true;
      input.click();
      input.webkitdirectory = false;
    });
    input.after(button);
  }
};
document.addEventListener("htmx:load", offerFolders);
offerFolders();
