/* Side by side: going to the page with the English beside each text, and back, keeps the reader's place.
   Both are pages of their own, so that without this script only the place is lost. */
(function () {
  "use strict";

  var KEY = "place-in-page";
  var link = document.querySelector("a[data-swap]");
  if (!link) {
    return;
  }

  function blocks() {
    return Array.prototype.slice.call(document.querySelectorAll(".prose h2, .prose h3, .prose p, .prose li, .prose td"));
  }

  function restore() {
    var kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
    sessionStorage.removeItem(KEY);
    if (!kept || kept.url !== location.href) {
      return;
    }
    link.focus({ preventScroll: true });
    var block = blocks()[kept.block];
    if (block) {
      window.scrollBy(0, block.getBoundingClientRect().top - kept.top);
    }
  }

  function keep() {
    var all = blocks();
    for (var block = 0; block < all.length; block += 1) {
      var top = all[block].getBoundingClientRect().top;
      if (top >= 0) {
        sessionStorage.setItem(KEY, JSON.stringify({ url: link.href, block: block, top: top }));
        return;
      }
    }
  }

  try {
    restore();
    link.addEventListener("click", keep);
  } catch (blocked) {
    /* The browser keeps nothing for this site: the page starts at its top. */
  }
})();
