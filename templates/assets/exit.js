/* Leaving a page at once: it goes blank while the other site loads, and the way back does not lead to it. */
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

  link.addEventListener("click", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      leave(event);
    }
  });
})();
