/* What the reader of a site may choose, kept on the reader's machine; search; keys.
   The pages are whole without it. It runs before the page is drawn, so that nothing flashes. */
(function () {
  "use strict";
  var root = document.documentElement;
  var SMALLEST = 75, LARGEST = 200, STEP = 10;

  function get(name) {
    try { return window.localStorage.getItem("octavo." + name) || ""; } catch (fault) { return ""; }
  }
  function keep(name, value) {
    try {
      if (value) { window.localStorage.setItem("octavo." + name, value); }
      else { window.localStorage.removeItem("octavo." + name); }
    } catch (fault) { /* a browser that keeps nothing: the choice holds for this page */ }
  }
  function size() {
    var number = parseInt(get("size"), 10);
    return number >= SMALLEST && number <= LARGEST ? number : 100;
  }
  function show(name, value) {
    if (value) { root.setAttribute("data-" + name, value); } else { root.removeAttribute("data-" + name); }
  }
  function apply() {
    show("face", get("face") === "sans" ? "sans" : "");
    show("paper", /^(light|dark)$/.test(get("paper")) ? get("paper") : "");
    show("links", get("links") ? "on" : "");
    root.style.setProperty("--scale", String(size() / 100));
  }
  apply();
  window.addEventListener("storage", apply);

  function choices(panel) {
    panel.querySelectorAll("button").forEach(function (button) {
      button.addEventListener("click", function () {
        var next = size() + STEP * Number(button.getAttribute("data-step"));
        keep("size", String(Math.min(Math.max(next, SMALLEST), LARGEST)));
        apply();
      });
    });
    panel.querySelectorAll("input").forEach(function (input) {
      var now = get(input.name);
      input.checked = input.type === "radio" ? input.value === now : Boolean(now);
      input.addEventListener("change", function () {
        keep(input.name, input.type === "radio" ? input.value : input.checked ? "on" : "");
        apply();
        links(panel);
      });
    });
    links(panel);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && panel.open) {
        panel.open = false;
        panel.querySelector("summary").focus();
      }
    });
  }

  /* A quiet link from each paragraph to itself. */
  function mark() {
    document.querySelectorAll("main p[id]").forEach(function (paragraph) {
      var link = document.createElement("a");
      link.className = "here";
      link.href = "#" + paragraph.id;
      paragraph.append(link);
    });
  }
  /* These links are among those of the Tab key only if asked for. */
  function links(panel) {
    var label = panel.querySelector("input[name=links]").getAttribute("data-label");
    var asked = Boolean(get("links"));
    document.querySelectorAll("a.here").forEach(function (link) {
      if (asked) {
        link.removeAttribute("tabindex");
        link.removeAttribute("aria-hidden");
        link.setAttribute("aria-label", label);
      } else {
        link.setAttribute("tabindex", "-1");
        link.setAttribute("aria-hidden", "true");
        link.removeAttribute("aria-label");
      }
    });
  }

  function search(form) {
    var input = form.querySelector("input"), list = form.querySelector("ol");
    var engine = null, asked = 0;
    form.hidden = false;
    function load() {
      if (!engine) { engine = import("./pagefind/pagefind.js"); }
      return engine;
    }
    function clear() { list.replaceChildren(); }
    function find() {
      var words = input.value.trim(), turn = ++asked;
      if (!words) { clear(); return; }
      load().then(function (index) { return index.search(words); }).then(function (answer) {
        return Promise.all(answer.results.slice(0, 20).map(function (one) { return one.data(); }));
      }).then(function (pages) {
        if (turn === asked) { fill(list, pages); }
      });
    }
    input.addEventListener("focus", load);
    input.addEventListener("input", find);
    form.addEventListener("submit", function (event) { event.preventDefault(); find(); });
    form.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { input.value = ""; clear(); input.focus(); }
    });
  }
  function fill(list, pages) {
    list.replaceChildren();
    if (!pages.length) {
      var none = document.createElement("li");
      none.textContent = list.getAttribute("data-nothing");
      list.append(none);
    }
    pages.forEach(function (page) {
      var item = document.createElement("li"), link = document.createElement("a");
      var words = document.createElement("span");
      link.href = place(page);
      link.textContent = page.meta.title;
      /* The words come as HTML in which what was found is marked; only these marks are kept. */
      new DOMParser().parseFromString(page.excerpt, "text/html").body.childNodes.forEach(function (node) {
        var part = document.createElement(node.nodeName === "MARK" ? "mark" : "span");
        part.textContent = node.textContent;
        words.append(part);
      });
      item.append(link, words);
      list.append(item);
    });
  }
  /* The address of the paragraph in which the words were found first. */
  function place(page) {
    var first = Math.min.apply(null, page.locations), near = "";
    (page.anchors || []).forEach(function (anchor) {
      if (anchor.element === "p" && anchor.location <= first) { near = anchor.id; }
    });
    return page.url.split("#")[0] + (near ? "#" + near : "");
  }

  /* The arrows lead to the pages before and after, but where they have another use. */
  function turn(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") { return; }
    if (event.target.closest && event.target.closest("input, select, textarea, details.type, [tabindex='0'], audio, video")) { return; }
    if (root.scrollWidth > root.clientWidth) { return; }
    var onward = (event.key === "ArrowRight") !== (root.dir === "rtl");
    var way = document.querySelector("link[rel=" + (onward ? "next" : "prev") + "]");
    if (way) { window.location.href = way.href; }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var tools = document.querySelector(".tools");
    if (!tools) { return; }
    tools.hidden = false;
    mark();
    choices(tools.querySelector("details.type"));
    var form = tools.querySelector("form.search");
    if (form && /^https?:$/.test(window.location.protocol)) { search(form); }
    document.addEventListener("keydown", turn);
  });
}());
