/* Leaving a page at once: it goes blank while the other site loads, and the way back does not lead to it, nor to the
   same page in another language, with English beside it, or further down. */
(function () {
  "use strict";

  var link = document.querySelector("[data-quick-exit]");
  if (!link) {
    return;
  }

  function leave(event) {
    event.preventDefault();
    document.body.hidden = true;
    document.title = "…";
    window.location.replace(link.href);
  }

  function stay(event) {
    var same = event.target.closest('a[href^="#"], [data-languages] a, a[data-swap]');
    var elsewhere = event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (same && !elsewhere) {
      event.preventDefault();
      window.location.replace(same.href);
    }
  }

  link.addEventListener("click", leave);
  document.addEventListener("click", stay);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !event.defaultPrevented) {
      leave(event);
    }
  });
})();
