// The room page: names found while one types, marked by one key, kept until they are sent.
import { all, device, drop, dropList, keep, keepList, listOf, newKey } from "./store.js";
import { nameClock, prepareReload, tidy } from "./offline.js";

const room = document.querySelector("#room");
const find = document.querySelector("#find");
const names = document.querySelector("#names");
const lines = [...names.querySelectorAll("li[data-row]")];
const lineOf = new Map(lines.map((line) => [Number(line.dataset.row), line]));
const { session, user } = room.dataset;
const isOver = "over" in room.dataset;
const words = { arrived: "到会", late: "迟到", left: "早退", absent: "缺席" };
const means = { arrived: "present", late: "late", left: "left_early", absent: "absent" };
const labels = { expected: "未答复", coming: "参加", leave_asked: "请假待批", leave: "请假", present: "到会", late: "迟到", left_early: "早退", absent: "缺席" };
const kinds = { present: "ok", coming: "ok", absent: "red", leave_asked: "lag", late: "lag", left_early: "lag" };
const keys = { Enter: "arrived", 1: "arrived", 2: "late", 3: "left", 4: "absent", 0: "undo" };
const pressed = []; // what was pressed on this page, newest last
let waiting = [], sending = null, here = 0;

// --- finding -------------------------------------------------------------------------------------
const texts = new Map(lines.map((line) => {
  const text = line.querySelector("span").textContent.replace(/[\s　]+/g, "");
  return [line, { text, spelt: ` ${line.dataset.find}` }];
}));
const shown = () => lines.filter((line) => !line.hidden);
const point = (place) => {
  const list = shown();
  here = list.length ? (place + list.length) % list.length : 0;
  for (const line of lines) if (line.hasAttribute("aria-current")) line.removeAttribute("aria-current");
  if (!list.length) return;
  list[here].setAttribute("aria-current", "true");
  list[here].scrollIntoView({ block: "nearest" });
};
const filter = () => {
  const typed = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const line of lines) {
    const { text, spelt } = texts.get(line);
    line.hidden = !typed.every((word) => text.includes(word) || spelt.includes(` ${word}`));
  }
  point(0);
};

// --- what a line shows: the list's word, or what waits to be sent ----------------------------------
const draw = (line) => {
  const mine = waiting.filter((mark) => mark.attendance === Number(line.dataset.row) && !mark.refusal);
  const last = mine[mine.length - 1];
  const status = last && last.said !== "undo" ? means[last.said] : line.dataset.status;
  const tag = line.querySelector(".tag");
  tag.textContent = labels[status] + (last ? "（待提交）" : "");
  tag.className = `tag ${kinds[status] || ""}`;
};
const tell = (state) => {
  const open = waiting.filter((mark) => !mark.refusal && mark.user === user);
  const others = waiting.length - waiting.filter((mark) => mark.user === user).length;
  const count = open.length ? `${open.length} 条登记等待提交，保存在本机。` : "登记已全部提交。";
  const foreign = others ? `另有 ${others} 条是他人在本机登记的，须由其本人登录后提交。` : "";
  const line = document.querySelector("#room-state");
  line.textContent = `${state}${count}${foreign}`;
  line.hidden = false;
  room.dataset.waiting = open.length;
};
const listRefused = () => {
  const list = document.querySelector("#room-refused");
  const refused = waiting.filter((mark) => mark.refusal);
  list.replaceChildren(...refused.map((mark) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.className = "link";
    button.textContent = "知道了";
    button.addEventListener("click", async () => { await drop(mark.place); await reload(); });
    item.append(`${mark.name}“${words[mark.said] || "撤销"}”没有登记：${mark.refusal} `, button);
    return item;
  }));
  list.hidden = !refused.length;
};
const reload = async () => {
  waiting = (await all()).filter((mark) => mark.session === session);
  lines.forEach(draw);
  listRefused();
};

// --- marking -------------------------------------------------------------------------------------
const say = (text) => { document.querySelector("#room-said").textContent = text; };
const seenOn = (line) => {
  const mine = waiting.filter((mark) => mark.attendance === Number(line.dataset.row) && !mark.refusal);
  const last = mine.filter((mark) => mark.said !== "undo").pop();
  return last ? means[last.said] : line.dataset.status;
};
const mark = async (line, said, undoes = null) => {
  if (isOver) return;
  const heads = line.querySelector(".heads input");
  const made = {
    key: newKey(), session, user, name: line.querySelector("b").textContent, undoes,
    attendance: Number(line.dataset.row), said, seen: seenOn(line), marked_at: new Date().toISOString(),
    headcount: heads && said !== "undo" ? Number(heads.value) || null : null,
  };
  await keep(made);
  if (said !== "undo") pressed.push({ line, key: made.key });
  say(`${made.name} ${words[said] || "撤销"}`);
  await reload();
  tell("");
  send();
};
const undo = async () => {
  const last = pressed.pop();
  if (!last) return;
  const kept = waiting.find((one) => one.key === last.key);
  if (!kept || sending) return mark(last.line, "undo", last.key);
  await drop(kept.place);
  await reload();
  tell("");
  say(`${kept.name} 已撤销`);
};

// --- sending ---------------------------------------------------------------------------------------
const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.split("=")[1] || "";
const post = (marks) => fetch(room.dataset.marks, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
  body: JSON.stringify({ session: Number(session), device: device(), sent_at: new Date().toISOString(), marks }),
});
const take = async (batch, reply) => {
  const became = new Map(reply.marks.map((one) => [one.key, one]));
  for (const one of batch) {
    const { outcome, detail } = became.get(one.key);
    if (outcome === "refused") await keep({ ...one, refusal: detail });
    else await drop(one.place);
  }
  for (const row of reply.rows) {
    const line = lineOf.get(row.id);
    if (line) line.dataset.status = row.status;
    const button = line?.querySelector("[name=row]");
    if (button) button.value = `${row.id}:${row.status}`;
  }
  await keepList(session, reply.rows);
  if (reply.conflicts !== document.querySelectorAll("#room-conflicts > section").length) await showConflicts();
};
const showConflicts = async () => {
  const page = new DOMParser().parseFromString(await (await fetch(window.location.pathname)).text(), "text/html");
  const found = page.querySelector("#room-conflicts");
  if (found) document.querySelector("#room-conflicts").replaceWith(found);
};
const exchange = async () => {
  const batch = waiting.filter((one) => !one.refusal && one.user === user).slice(0, 200);
  const marks = batch.map(({ key, attendance, said, seen, marked_at, headcount, undoes }) => ({ key, attendance, said, seen, marked_at, headcount, undoes }));
  const asked = Date.now();
  const answer = await post(marks);
  nameClock(answer, asked, Number(room.dataset.tolerance));
  if (answer.status === 401 || answer.status === 403) return "登录已失效，请重新登录后再打开本页。";
  if (!answer.ok) return "服务器暂时没有接受，稍后自动重试。";
  await take(batch, await answer.json());
  return "";
};
const send = async () => {
  if (sending) return sending;
  const work = async () => {
    let state = "";
    try { state = await exchange(); } catch { state = "网络不通，恢复后自动提交。"; }
    await reload();
    tell(state);
    return state;
  };
  sending = work();
  const state = await sending;
  sending = null;
  // What was marked meanwhile goes at once; what could not be sent is tried again by the clock.
  if (!state && waiting.some((one) => !one.refusal && one.user === user)) send();
  return state;
};

// --- the page --------------------------------------------------------------------------------------
find.addEventListener("input", (event) => { if (!event.isComposing) filter(); });
find.addEventListener("compositionend", filter);
find.addEventListener("keydown", async (event) => {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    return point(here + (event.key === "ArrowDown" ? 1 : -1));
  }
  const said = keys[event.key];
  if (!said) return;
  event.preventDefault();
  if (said === "undo") return undo();
  const line = shown()[here];
  if (!line) return;
  find.value = "";
  await mark(line, said);
  filter();
});
names.addEventListener("submit", (event) => {
  event.preventDefault();
  const line = event.submitter?.closest("li");
  if (line) mark(line, names.elements.said.value);
});
document.querySelector("#room-find").addEventListener("submit", (event) => event.preventDefault());
document.querySelector("#room-find button").remove();
document.querySelector("#room-keys").hidden = isOver;
window.addEventListener("online", send);
window.setInterval(send, 10_000);

await reload();
if (isOver && !waiting.length) { await tidy(room.dataset.worker); await dropList(session); }
else await prepareReload(room.dataset.worker);
filter();
if (await send()) {
  // Opened again without a network: the list as it was last known.
  for (const row of (await listOf(session)) || []) if (lineOf.has(row.id)) lineOf.get(row.id).dataset.status = row.status;
  await reload();
}
room.dataset.ready = "";
