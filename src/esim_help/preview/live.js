/* The live preview: reloads the page when its content has changed, and shows what is wrong with it. */
(function () {
  "use strict";
  var shown = Number(document.currentScript.getAttribute("data-generation"));
  var events = new EventSource("/_live/events");

  function show(trouble) {
    var old = document.getElementById("live-trouble");
    if (old) old.remove();
    if (!trouble.length) return;
    var box = document.createElement("pre");
    box.id = "live-trouble";
    box.className = "live-trouble";
    box.textContent = trouble.join("\n");
    document.body.insertBefore(box, document.body.firstChild);
  }

  function told(event) {
    var state = JSON.parse(event.data);
    if (state.generation !== shown) {
      window.location.reload();
      return;
    }
    show(state.trouble);
  }

  events.addEventListener("state", told);
  events.addEventListener("change", told);
})();
