// The preview: what is being written, as a reader will see it, beside what was found.

import { Frames } from "./frames.js";

const $ = (id) => document.getElementById(id);
const get = async (path) => (await fetch(path)).json();
const TABS = ["web", "page", "epub"];

let now = { turn: -1, version: 0, sheets: 0, pages: 0, patches: [] };
let tab = "web";
let place = null; // { file, line }: what was clicked, or has changed
let page = 1; // of the PDF
let box = null;
let epubPage = "";

const web = new Frames($("web"), "The web page", listen);
const epub = new Frames($("epub"), "The EPUB’s page", (doc) => {
  // a reading program has margins of its own
  doc.documentElement.style.cssText = "max-width: 40rem; margin: 0 auto; padding: 1.5rem;";
  listen(doc);
});
const frames = { web, epub };

// --- what comes from the book ---------------------------------------------------------------

function listen(doc) {
  doc.addEventListener("click", clicked);
  doc.addEventListener("keydown", pressed);
}

function clicked(event) {
  const target = event.target.nodeType === 1 ? event.target : event.target.parentElement;
  const link = target?.closest("a[href]");
  if (link) {
    event.preventDefault();
    return follow(link);
  }
  const one = target?.closest("[data-file]");
  if (!one) return;
  point({ file: one.dataset.file, line: Number(one.dataset.line) });
  if (String(one.ownerDocument.getSelection()) === "" && now.editor) openEditor();
}

/** A link is followed within the book; one that leads out of it is only shown. */
function follow(link) {
  const href = link.getAttribute("href");
  const doc = link.ownerDocument;
  const [file, id] = href.split("#");
  if (!file && id) return doc.getElementById(decodeURIComponent(id))?.scrollIntoView();
  const address = new URL(href, doc.location.href);
  const base = new URL("epub/", location.href).href;
  if (address.origin === location.origin && address.href.startsWith(base)) {
    const name = decodeURIComponent(address.pathname.slice(new URL(base).pathname.length));
    return showEpub(name).then(() => id && epub.page?.getElementById(decodeURIComponent(id))?.scrollIntoView());
  }
  say(`This link leads to ${href}`);
}

// --- places -----------------------------------------------------------------------------------

function say(words, isPlace = false) {
  $("place").textContent = words;
  $("place").classList.toggle("at", isPlace);
}

function point(where) {
  place = where;
  say(`${where.file}:${where.line}`, true);
  $("open").hidden = !now.editor;
}

async function openEditor() {
  if (!place) return;
  const answer = await fetch("open", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(place),
  });
  const { opened, words } = await answer.json();
  if (!opened) say(`${place.file}:${place.line} — ${words}`);
}

/** Lead to a place of the source in the tab that is looked at. */
async function goTo(where, options = {}) {
  if (!where.file) return;
  if (tab === "web") return void web.show(where.file, where.line, options);
  const query = new URLSearchParams({ file: where.file, line: where.line });
  const found = await get(`place?${query}`);
  if (tab === "page") {
    [page, box] = [found.page, found.box && { page: found.page, box: found.box }];
    await showSpread();
  } else if (found.epub) {
    await showEpub(found.epub);
    applied();
    epub.show(where.file, where.line, options);
  }
}

// --- the three panes --------------------------------------------------------------------------

const MISSING = "This format is not being built. Ask for it with octavo watch --to html,epub,pdf.";

async function showEpub(name, fresh = now.version) {
  if (name === epubPage && epub.frame && epub.fresh === fresh) return;
  epub.fresh = fresh;
  epub.patched = 0;
  epubPage = name;
  await epub.load(`epub/${name.split("/").map(encodeURIComponent).join("/")}`, fresh);
}

/** The two pages that lie open where a page is: an even one and the odd one behind it. */
const spreadOf = (number) => (number % 2 ? [number - 1, number] : [number, number + 1]);

async function showSpread() {
  const [left, right] = spreadOf(page);
  const width = Math.ceil(Math.min(1000, $("spread").clientWidth || innerWidth) * Math.min(devicePixelRatio, 2));
  const leaves = await Promise.all([left, right].map((number) => leaf(number, width)));
  $("spread").dir = now.rtl ? "rtl" : "ltr";
  $("spread").replaceChildren(...leaves);
  $("spread").querySelector(".mark")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  const shown = [left, right].filter((number) => number >= 1 && number <= now.pages);
  $("folio").textContent = now.pages ? `${shown.join("–")} of ${now.pages}` : "";
  $("back").disabled = left <= 1;
  $("on").disabled = right >= now.pages;
}

async function leaf(number, width) {
  const holder = document.createElement("div");
  holder.className = "leaf";
  if (number < 1 || number > now.pages) {
    holder.classList.add("empty");
    return holder;
  }
  holder.classList.toggle("far", number !== page);
  const image = new Image();
  image.src = `page/${number}?width=${width}&v=${now.sheets}`;
  image.alt = `Page ${number} of the PDF`;
  await image.decode().catch(() => {});
  image.addEventListener("click", (event) => clickedPage(event, number));
  holder.append(image);
  if (box?.page === number) holder.append(mark(box.box));
  return holder;
}

function mark([left, top, right, bottom]) {
  const line = document.createElement("div");
  line.className = "mark";
  const percent = (value) => `${100 * value}%`;
  Object.assign(line.style, {
    left: percent(left - 0.02), top: percent(top - 0.005),
    width: percent(right - left + 0.04), height: percent(bottom - top + 0.01),
  });
  return line;
}

async function clickedPage(event, number) {
  const { left, top, width, height } = event.target.getBoundingClientRect();
  const query = new URLSearchParams({
    x: (event.clientX - left) / width,
    y: (event.clientY - top) / height,
  });
  const found = await get(`at/${number}?${query}`);
  if (!found.file) return;
  point(found);
  if (now.editor) openEditor();
}

function turn(by) {
  const next = spreadOf(page)[1] + 2 * by;
  if (next - 1 > now.pages || next < 1) return;
  page = Math.min(Math.max(by < 0 ? next : next - 1, 1), now.pages);
  box = null;
  showSpread();
}

async function select(name) {
  tab = name;
  for (const one of TABS) {
    $(one).hidden = one !== name;
    $(`tab-${one}`).setAttribute("aria-selected", String(one === name));
    $(`tab-${one}`).tabIndex = one === name ? 0 : -1;
  }
  await refresh();
  if (place) await goTo(place);
}

/** Load what the tab shows, unless it is there. */
async function refresh() {
  await loaded();
  applied();
}

const NOT_YET = "The book is being built for the first time …";
const NEVER = "There is nothing to show yet: what stands in the way is listed under Findings.";

async function loaded() {
  if (!now.version) {
    const words = now.state === "refused" ? NEVER : NOT_YET;
    for (const one of Object.values(frames)) one.say(words);
    $("spread").textContent = words;
    return;
  }
  if (tab === "web") {
    if (!now.web) return web.say(MISSING);
    if (web.fresh !== now.version) {
      web.fresh = now.version;
      web.patched = 0;
      await web.load("web", now.version);
    }
  } else if (tab === "page") {
    if (now.pages) await showSpread();
    else $("spread").textContent = MISSING;
  } else if (!now.epub) {
    epub.say(MISSING);
  } else {
    if (epubPage) await showEpub(epubPage);
    else await showEpub((await get("place?file=&line=0")).epub);
  }
}

// --- findings ---------------------------------------------------------------------------------

function element(name, className, text) {
  const one = document.createElement(name);
  if (className) one.className = className;
  if (text) one.textContent = text;
  return one;
}

async function showFindings() {
  const kinds = await get("findings");
  const open = new Set([...$("list").querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const parts = kinds.flatMap((kind) => [
    element("h3", kind.kind, `${kind.heading}: ${kind.count}`),
    ...kind.rules.map((rule) => ruleOf(kind, rule, open)),
  ]);
  $("list").replaceChildren(...(parts.length ? parts : [element("p", "", "Nothing was found.")]));
}

function ruleOf(kind, rule, open) {
  const details = element("details");
  details.dataset.key = `${kind.kind} ${rule.rule}`;
  const summary = element("summary", "", `${rule.rule} `);
  summary.append(element("span", "count", String(rule.count)), element("span", "does", rule.does));
  details.append(summary);
  const fill = () => {
    if (details.open && !details.querySelector("ul")) details.append(listOf(rule));
  };
  details.addEventListener("toggle", fill);
  details.open = open.has(details.dataset.key) || kind.kind === "errors";
  fill();
  return details;
}

function listOf(rule) {
  const list = element("ul");
  for (const finding of rule.findings) {
    const item = element("li");
    item.append(findingOf(finding));
    list.append(item);
  }
  const rest = rule.count - rule.findings.length;
  if (rest) list.append(element("li", "hint", `… and ${rest} more: dist/report.html has all of them.`));
  return list;
}

function findingOf(finding) {
  const button = element("button");
  button.append(element("span", "where", finding.place), finding.message);
  if (finding.changes) {
    const line = element("span", "hint");
    line.append(
      element("span", "context", `…${finding.left.slice(-24)}`),
      element("del", "", finding.before),
      element("ins", "", finding.after),
      element("span", "context", `${finding.right.slice(0, 24)}…`),
    );
    button.append(line);
  }
  if (finding.hint) button.append(element("span", "hint", finding.hint));
  button.addEventListener("click", () => pick(button, finding));
  return button;
}

function pick(button, finding) {
  $("list").querySelector("[aria-current]")?.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  if (!finding.file) return;
  const where = { file: finding.file, line: finding.line };
  point(where);
  goTo(where, { always: true });
}

function step(by) {
  const all = [...$("list").querySelectorAll("li button")];
  if (!all.length) {
    const first = $("list").querySelector("details");
    if (first) first.open = true;
    return;
  }
  const at = all.findIndex((one) => one.hasAttribute("aria-current"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  next.focus();
  next.click();
}

// --- keys and news ----------------------------------------------------------------------------

const KEYS = {
  1: () => select("web"), 2: () => select("page"), 3: () => select("epub"),
  j: () => step(1), k: () => step(-1), "]": () => turn(1), "[": () => turn(-1),
  e: openEditor, f: () => $("follow").click(), "?": () => $("help").showModal(),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if (event.target.getAttribute?.("role") === "tab" && event.key.startsWith("Arrow")) {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? TABS.length - 1 : 0;
    const next = TABS[(TABS.indexOf(tab) + by) % TABS.length];
    select(next).then(() => $(`tab-${next}`).focus());
  }
}

async function news(next) {
  const before = now;
  now = next;
  document.title = `${next.title} — preview`;
  $("title").textContent = next.title;
  $("status").textContent = next.words;
  $("status").className = next.state;
  if (next.state !== before.state || next.version !== before.version) showFindings();
  const isRefused = !next.version && next.state !== before.state;
  if (isRefused || next.version !== before.version || next.sheets !== before.sheets) await refresh();
  else applied();
  const changed = next.places[0];
  const isNew = JSON.stringify(next.places) !== JSON.stringify(before.places);
  if (changed && $("follow").checked && (isNew || next.sheets !== before.sheets)) {
    if (isNew) point(changed);
    await goTo(changed);
  }
}

/** Put what has changed since the pages were built into the pages that are loaded. */
function applied() {
  for (const one of Object.values(frames)) {
    if (one.fresh === now.version) for (const patch of now.patches.slice(one.patched)) one.patch(patch);
    one.patched = now.patches.length;
  }
}

for (const name of TABS) $(`tab-${name}`).addEventListener("click", () => select(name));
$("back").addEventListener("click", () => turn(-1));
$("on").addEventListener("click", () => turn(1));
$("open").addEventListener("click", openEditor);
$("help-open").addEventListener("click", () => $("help").showModal());
document.addEventListener("keydown", pressed);

let queue = Promise.resolve();
const events = new EventSource("events");
events.addEventListener("message", (event) => {
  const next = JSON.parse(event.data);
  queue = queue.then(() => news(next)).catch(() => {});
});
events.addEventListener("error", () => {
  $("status").textContent = "octavo watch has ended, or does not answer.";
  $("status").className = "refused";
});
