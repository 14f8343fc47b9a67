/* The live preview: reloads the page when its content has changed, keeps the place, and shows what is wrong. */
(function () {
  "use strict";
  var events = new EventSource("/_live/events");
  var first = null;

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
    if (first === null) first = state.generation;
    if (state.generation !== first) {
      window.location.reload();
      return;
    }
    show(state.trouble);
  }

  events.addEventListener("state", told);
  events.addEventListener("change", told);
})();
