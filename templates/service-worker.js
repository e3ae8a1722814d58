/* Keeps some pages of one language, and those that were read last, for when the device is offline.

   Pages come from the network where it answers in time, since health advice must be new; a saved copy says that it is
   one, and its date.  Files under assets/ change their names with their bytes, so a saved one is as good as a new one.
   All copies are of one version of the site: a new version deletes them. */
"use strict";

const VERSION = {{ version | tojson }};
const ADDRESSES = {{ addresses | tojson }};
const OFFLINE = new URL({{ offline | tojson }}, self.registration.scope).href;
const MINE = self.registration.scope + "|";
const KEPT = MINE + "kept|" + VERSION;
const READ = MINE + "read|" + VERSION;
const PARTS = MINE + "parts|" + VERSION;
const SECRET = {{ secret | tojson }};
const LIMITS = {[READ]: 30, [PARTS]: 100};
const PATIENCE = 3000;

/* Pages of which no copy is kept, since somebody else may look at the device. */
function isSecret(address) {
  return SECRET.some((page) => address.startsWith(self.registration.scope + page));
}

async function save(name, address, response) {
  if (isSecret(address)) return;
  const headers = new Headers(response.headers);
  headers.set("x-saved", new Date().toISOString());
  const cache = await caches.open(name);
  await cache.delete(address);
  await cache.put(address, new Response(await response.blob(), {headers}));
  const all = await cache.keys();
  const spare = Math.max(0, all.length - (LIMITS[name] || all.length));
  await Promise.all(all.slice(0, spare).map((oldest) => cache.delete(oldest)));
}

async function keep(name, address) {
  const response = await fetch(address, {cache: "no-cache"});
  if (response.status !== 200 || response.redirected) throw new Error(address);
  await save(name, address, response);
}

async function saved(address) {
  for (const name of [READ, KEPT, PARTS]) {
    const found = await (await caches.open(name)).match(address, {ignoreSearch: true, ignoreVary: true});
    if (found) return found;
  }
  return undefined;
}

/* The page's own script tells the reader of the copy in the page's language. */
async function marked(copy, reason) {
  const page = await copy.text();
  const mark = `<html data-saved="${copy.headers.get("x-saved")}" data-saved-reason="${reason}" `;
  return new Response(page.replace("<html ", mark), {headers: copy.headers});
}

async function answerPage(event) {
  const fresh = fetch(event.request, {cache: "no-cache"});
  event.waitUntil(fresh.then((response) => {
    if (response.status === 200) return save(READ, event.request.url.split(/[?#]/)[0], response.clone());
  }).catch(() => {}));
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE, "slow"));
  try {
    return await Promise.race([fresh.catch(() => Promise.reject("offline")), late]);
  } catch (reason) {
    const copy = await saved(event.request.url);
    if (copy) return marked(copy, reason);
    return fresh.catch(() => Response.redirect(OFFLINE + "?page=" + encodeURIComponent(event.request.url)));
  }
}

async function answerPart(event) {
  const lasting = event.request.url.includes("/assets/");
  const copy = await saved(event.request.url);
  if (copy && lasting) return copy;
  try {
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(save(PARTS, event.request.url, response.clone()));
    return response;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  const scope = self.registration.scope;
  event.waitUntil(Promise.all(ADDRESSES.map((address) => keep(KEPT, new URL(address, scope).href))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const current = [KEPT, READ, PARTS];
    const old = (await caches.keys()).filter((name) => name.startsWith(MINE) && !current.includes(name));
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
    const open = await self.clients.matchAll();
    await Promise.all(open.map((page) => keep(READ, page.url.split(/[?#]/)[0]).catch(() => {})));
  })());
});

self.addEventListener("fetch", (event) => {
  const {method, mode, url} = event.request;
  if (method !== "GET" || new URL(url).origin !== self.location.origin) return;
  event.respondWith(mode === "navigate" ? answerPage(event) : answerPart(event));
});
