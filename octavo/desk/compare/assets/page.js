(function () {
  "use strict";
  var changes = Array.prototype.slice.call(document.querySelectorAll("[tabindex]"));
  var shown = document.querySelector(".scripted");
  if (shown) shown.hidden = false;
  function visible(one) { return one.getClientRects().length > 0; }
  function near(step) {
    var at = changes.indexOf(document.activeElement);
    if (at < 0) {
      at = changes.findIndex(function (one) { return one.getBoundingClientRect().top > 0; });
      at = step > 0 ? at - 1 : at;
    }
    for (at += step; at >= 0 && at < changes.length; at += step) {
      if (visible(changes[at])) return changes[at];
    }
    return null;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var step = { n: 1, p: -1 }[event.key];
    var one = step && near(step);
    if (!one) return;
    event.preventDefault();
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "center" });
  });
})();
