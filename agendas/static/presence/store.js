// What waits in the browser until it is sent: marks in the order in which they were made.
const asked = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
const opened = (() => {
  const request = indexedDB.open("room", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("marks", { keyPath: "place", autoIncrement: true });
    request.result.createObjectStore("lists");
  };
  return asked(request);
})();
const store = async (name, mode = "readwrite") => (await opened).transaction(name, mode).objectStore(name);

export const keep = async (mark) => asked((await store("marks")).put(mark));
export const drop = async (place) => asked((await store("marks")).delete(place));
export const all = async () => asked((await store("marks", "readonly")).getAll());
export const keepList = async (session, rows) => asked((await store("lists")).put(rows, session));
export const listOf = async (session) => asked((await store("lists", "readonly")).get(session));
export const dropList = async (session) => asked((await store("lists")).delete(session));

// crypto.randomUUID is there only behind TLS; this page works without it too.
export const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const signs = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return signs.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
export const device = () => {
  const known = localStorage.getItem("room-device") || newKey();
  localStorage.setItem("room-device", known);
  return known;
};
