/* Takes the place of an earlier worker: deletes all copies that it saved for this language, and then itself. */
"use strict";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(self.registration.scope + "|"));
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.registration.unregister();
  })());
});
