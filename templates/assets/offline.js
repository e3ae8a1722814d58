/* Starts the service worker that keeps pages for when the device is offline, and says so on a page that is a saved
   copy.  The worker marks such a page on its root element; the words stand in the page. */
(function () {
  "use strict";

  const root = document.documentElement;
  const worker = document.currentScript.dataset.worker;

  function tellOfCopy(template) {
    const notice = template.content.querySelector('[data-reason="' + root.dataset.savedReason + '"]');
    const words = document.createTreeWalker(notice, NodeFilter.SHOW_TEXT);
    const english = notice.querySelector('[lang="en"]');
    const locale = english ? "en-GB" : template.dataset.locale;
    const format = new Intl.DateTimeFormat(locale, {day: "numeric", month: "long", year: "numeric"});
    const date = format.format(new Date(root.dataset.saved));
    while (words.nextNode()) words.currentNode.data = words.currentNode.data.replace("{date}", date);
    notice.setAttribute("role", "status");
    template.replaceWith(notice);
  }

  const copy = document.querySelector("[data-saved-copy]");
  if (copy && root.dataset.saved) tellOfCopy(copy);

  const again = document.querySelector("[data-try-again]");
  const wanted = new URLSearchParams(location.search).get("page");
  if (again && wanted) {
    const address = new URL(wanted, location.href);
    const here = new URL(worker, location.href);
    if (address.href.startsWith(new URL("./", here).href)) {
      again.querySelector("a").href = address.href;
      again.hidden = false;
    }
  }

  const near = location.protocol === "https:" || location.hostname === "localhost" || location.hostname === "127.0.0.1";
  if (near && "serviceWorker" in navigator) {
    addEventListener("load", () => {
      navigator.serviceWorker.register(worker).catch(() => {});
    });
  }
})();
