/* What a reader chooses stays on the device, and nowhere else: reading settings and the language.  Also the two ways of
   sharing that need a script.  Every page works without this; all words that it shows stand in the page. */
(function () {
  "use strict";

  const root = document.documentElement;
  const DEFAULTS = {size: "normal", contrast: "normal", spacing: "normal", font: "normal"};

  /* Storage can be switched off; then a choice holds for the page. */
  function recall(name) {
    try {
      return localStorage.getItem(name);
    } catch (error) {
      return null;
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(name, value);
      return true;
    } catch (error) {
      return false;
    }
  }

  function chosen() {
    let stored = null;
    try {
      stored = JSON.parse(recall("reading"));
    } catch (error) {
      /* Not ours; as if nothing was chosen. */
    }
    return Object.assign({}, DEFAULTS, stored);
  }

  function apply(settings) {
    for (const name of Object.keys(DEFAULTS)) {
      const value = String(settings[name]);
      if (value === DEFAULTS[name]) root.removeAttribute("data-" + name);
      else root.setAttribute("data-" + name, value);
      for (const radio of document.querySelectorAll('[data-setting="' + name + '"]')) radio.checked = radio.value === value;
    }
  }

  let settings = chosen();
  apply(settings);

  /* Another tab, or a page that comes back from the browser's memory. */
  function refresh() {
    settings = chosen();
    apply(settings);
  }
  addEventListener("storage", refresh);
  addEventListener("pageshow", (event) => {
    if (event.persisted) refresh();
  });

  function tell(place, template) {
    place.textContent = "";
    place.append(template.content.cloneNode(true));
  }

  function change(panel, next, words) {
    settings = next;
    apply(settings);
    const kept = remember("reading", JSON.stringify(settings));
    const template = panel.querySelector(kept ? words : "[data-reading-unsaved]");
    tell(panel.querySelector("[data-reading-status]"), template);
  }

  function open(template) {
    const panel = template.parentNode;
    template.replaceWith(template.content);
    apply(settings);
    panel.addEventListener("change", (event) => {
      const name = event.target.dataset.setting;
      if (name) change(panel, Object.assign({}, settings, {[name]: event.target.value}), "[data-reading-saved]");
    });
    panel.querySelector("[data-reading-reset]").addEventListener("click", () => {
      change(panel, Object.assign({}, DEFAULTS), "[data-reading-back]");
    });
  }

  const fold = document.querySelector("[data-reading-fold]");
  if (fold) {
    document.querySelector("[data-reading-link]").hidden = true;
    fold.hidden = false;
  }
  for (const template of document.querySelectorAll("[data-reading-panel]")) open(template);

  /* A printed question has its answer, also where the style sheet cannot open it. */
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("main details:not([open])"));
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
    closed = [];
  });

  /* On a wide screen an opened list of languages lies over what is below it: whoever goes elsewhere closes it.  On a
     phone it takes room, and to close it would move what is about to be touched. */
  const lies = matchMedia("(min-width: 48em)");
  for (const list of document.querySelectorAll("[data-languages] details")) {
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !list.open) return;
      event.preventDefault();
      list.open = false;
      list.querySelector("summary").focus();
    });
    list.addEventListener("focusout", (event) => {
      if (lies.matches && event.relatedTarget && !list.contains(event.relatedTarget)) list.open = false;
    });
    document.addEventListener("pointerdown", (event) => {
      if (lies.matches && !list.contains(event.target)) list.open = false;
    });
  }

  /* A page that nobody has reviewed in time says so where it begins. */
  const due = document.querySelector("[data-review-due]");
  if (due && new Date().toISOString().slice(0, 10) > due.dataset.reviewDue) {
    document.querySelector("main").parentNode.before(due.content);
  }

  /* The language: remembered when it is picked, offered where a person chooses one, never forced. */
  for (const list of document.querySelectorAll("[data-languages]")) {
    list.addEventListener("click", (event) => {
      const link = event.target.closest("a[hreflang]");
      if (link) remember("language", link.hreflang);
    });
  }

  const offers = document.querySelector("[data-continue]");
  if (offers) {
    const language = recall("language");
    const offer = Array.from(offers.content.children).find((item) => item.dataset.language === language);
    if (offer) offers.replaceWith(offer);
  }

  const share = document.querySelector("[data-share]");
  if (share) {
    const data = {title: share.dataset.title, url: share.dataset.url};
    const send = share.querySelector("[data-share-send]");
    const copy = share.querySelector("[data-share-copy]");
    send.hidden = !navigator.share;
    copy.hidden = !(navigator.clipboard && navigator.clipboard.writeText);
    send.addEventListener("click", () => navigator.share(data).catch(() => {}));
    copy.addEventListener("click", () => {
      navigator.clipboard.writeText(data.url).then(() => {
        tell(share.querySelector("[data-share-status]"), share.querySelector("[data-share-copied]"));
      }, () => {});
    });
  }
})();
