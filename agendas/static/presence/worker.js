// Keeps the room page of this address and what it loads, so that it opens again without a network.
const kept = `room ${self.registration.scope}`;
const own = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isOurs = (request) => {
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return false;
  if (request.mode === "navigate") return address.pathname === own && !address.search;
  return ["style", "script", "image"].includes(request.destination);
};
const fresh = async (request) => {
  const answer = await fetch(request);
  const cache = await caches.open(kept);
  if (answer.ok && !answer.redirected) await cache.put(request.url, answer.clone());
  // Whoever is signed out, or may not see it any more, leaves no names behind.
  else if (request.mode === "navigate" && answer.status < 500) await caches.delete(kept);
  return answer;
};
self.addEventListener("fetch", (event) => {
  if (!isOurs(event.request)) return;
  const stored = async () => (await caches.match(event.request.url, { cacheName: kept })) || Response.error();
  event.respondWith(fresh(event.request).catch(stored));
});
