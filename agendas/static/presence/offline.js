// What the page can do without a network, said plainly, and what it thinks of the device's clock.
const say = (id, words) => {
  const line = document.querySelector(id);
  line.textContent = words;
  line.hidden = !words;
};
const nameOf = (worker) => `room ${new URL(".", new URL(worker, window.location))}`;

// The page and all it loads are put by; a worker then opens them where there is no network.
export const prepareReload = async (worker) => {
  if (!window.isSecureContext || !("serviceWorker" in navigator)) {
    return say("#room-reload", "断网时本页可以继续登记，但不要刷新或关闭：当前地址没有加密连接（TLS），断网后不能重新打开。");
  }
  try {
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    const cache = await caches.open(nameOf(worker));
    const loaded = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => /\.(css|js|svg)(\?|$)/.test(name) && name.startsWith(window.location.origin));
    if (navigator.onLine) await cache.addAll([...new Set([window.location.pathname, ...loaded])]);
    say("#room-reload", "断网时本页可以继续登记，也可以刷新、关闭后重新打开。名单保存在本机浏览器中，请勿在公用电脑上使用。");
  } catch {
    say("#room-reload", "断网时本页可以继续登记，但不要刷新或关闭：浏览器没有允许保存本页。");
  }
};

// Once presence is no longer recorded, nothing of the list stays in the browser.
export const tidy = async (worker) => {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const registered = await navigator.serviceWorker.getRegistration(worker);
  if (registered) await registered.unregister();
  await caches.delete(nameOf(worker));
};

// The Date header says what time it is at the server, to the second.
export const nameClock = (answer, asked, tolerance) => {
  const theirs = Date.parse(answer.headers.get("Date") || "");
  if (Number.isNaN(theirs)) return;
  const off = Math.round(((asked + Date.now()) / 2 - theirs) / 1000);
  const minutes = Math.round(Math.abs(off) / 60);
  const span = minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟`;
  say("#room-clock", Math.abs(off) > tolerance ? `本机时钟${off > 0 ? "快" : "慢"} ${span}，登记时间按服务器时间折算；请校正本机时钟。` : "");
};
