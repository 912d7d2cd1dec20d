// The pages of the book, each in a frame in which nothing can run: it is this side that looks in.

const PLACED = "[data-file]";

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The paragraph of a page that stands at a line of a file, or the last before it. */
export function paragraphAt(page, file, line) {
  let best = null;
  let bestLine = -1;
  for (const one of page.querySelectorAll(PLACED)) {
    const own = Number(one.dataset.line);
    if (one.dataset.file === file && own <= line && own > bestLine) [best, bestLine] = [one, own];
  }
  return best ?? [...page.querySelectorAll(PLACED)].find((one) => one.dataset.file === file) ?? null;
}

/** What stands at the top of a frame now, so that it can stand there again. */
function topOf(frame) {
  const page = frame.contentDocument;
  for (const one of page?.querySelectorAll(PLACED) ?? []) {
    const { bottom, top } = one.getBoundingClientRect();
    if (bottom > 0) return { file: one.dataset.file, line: Number(one.dataset.line), top };
  }
  return null;
}

function restore(frame, kept, across) {
  const view = frame.contentWindow;
  if (!kept) return view.scrollTo(0, across);
  const one = paragraphAt(frame.contentDocument, kept.file, kept.line);
  if (one) view.scrollBy({ top: one.getBoundingClientRect().top - kept.top, behavior: "instant" });
}

/** One kind of page: a new one is loaded behind the old, set to the same place, and then shown. */
export class Frames {
  constructor(panel, title, listen) {
    Object.assign(this, { panel, title, listen, frame: null, address: "", turn: 0 });
  }

  get page() {
    return this.frame?.contentDocument ?? null;
  }

  say(words) {
    const p = document.createElement("p");
    p.textContent = words;
    this.panel.replaceChildren(p);
    this.frame = null;
    this.address = "";
  }

  /** Show the page at an address; `fresh` is what makes it anew: a build's number. */
  async load(address, fresh) {
    const mine = ++this.turn;
    const next = document.createElement("iframe");
    next.setAttribute("sandbox", "allow-same-origin");
    next.title = this.title;
    next.className = "waiting";
    next.src = `${address}?v=${fresh}`;
    const loaded = new Promise((done) => next.addEventListener("load", done, { once: true }));
    this.panel.append(next);
    await loaded;
    if (mine !== this.turn) return next.remove();
    const old = this.frame;
    const same = this.address === address;
    if (old && same) restore(next, topOf(old), old.contentWindow.scrollY);
    this.frame = next;
    this.address = address;
    this.listen(next.contentDocument);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    next.classList.remove("waiting");
    for (const one of [...this.panel.children]) if (one !== next && !one.matches(".waiting")) one.remove();
  }

  /** Bring a paragraph into view, unless it is; mark it for a moment. */
  show(file, line, { always = false } = {}) {
    const one = this.page && paragraphAt(this.page, file, line);
    if (!one) return false;
    const { top, bottom } = (this.caretIn(one) ?? one).getBoundingClientRect();
    const high = this.frame.clientHeight;
    if (always || bottom < 0 || top > high - 40) {
      const middle = bottom - top > high ? top : (top + bottom - high) / 2;
      this.frame.contentWindow.scrollBy({ top: middle, behavior: "instant" });
    }
    if (!calm()) one.animate([{ backgroundColor: "#1f5f8b38" }, { backgroundColor: "#1f5f8b00" }], 1600);
    return true;
  }

  /** The line of a paragraph in which its words have changed: of a long one, most is not in view. */
  caretIn(one) {
    const { element, at } = this.caret ?? {};
    if (one !== element || !one.isConnected) return null;
    const walker = one.ownerDocument.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let node, rest = at; (node = walker.nextNode()); rest -= node.length) {
      if (rest > node.length) continue;
      const range = one.ownerDocument.createRange();
      range.setStart(node, Math.max(0, Math.min(rest, node.length - 1)));
      range.setEnd(node, Math.min(node.length, rest + 1));
      return range;
    }
    return null;
  }

  /** Put the paragraphs that have changed in the place of those that stood there. */
  patch({ file, start, end, moved, html }) {
    const page = this.page;
    if (!page) return;
    const own = [...page.querySelectorAll(PLACED)].filter((one) => one.dataset.file === file);
    const old = outermost(own.filter((one) => inside(one, start, end)));
    const before = own.filter((one) => Number(one.dataset.line) < start && !one.closest("[role=doc-endnotes]"));
    const made = html.map((text) => page.createRange().createContextualFragment(text).firstElementChild);
    if (!old.length && !before.length) return;
    old.forEach((one, at) => {
      if (made[at]) made[at] = keepLevel(one, made[at]);
      if (made[at]) keepApparatus(one, made[at]);
    });
    for (const one of own) {
      const line = Number(one.dataset.line);
      if (line >= end) one.dataset.line = line + moved;
    }
    this.caret = null;
    const changed = made.find((one, at) => one.textContent !== old[at]?.textContent);
    if (changed) {
      const [was, is] = [old[made.indexOf(changed)]?.textContent ?? "", changed.textContent];
      let at = 0;
      while (at < is.length && is[at] === was[at]) at += 1;
      this.caret = { element: changed, at };
    }
    if (old.length) {
      old[0].replaceWith(...made);
      old.slice(1).forEach((one) => one.remove());
    } else {
      outermost(before).at(-1).after(...made);
    }
  }
}

const inside = (one, start, end) => {
  const line = Number(one.dataset.line);
  return line >= start && line < end && !one.closest("[role=doc-endnotes]");
};

/** The blocks of a page that hold some paragraphs: what stands directly in a section. */
function outermost(paragraphs) {
  const blocks = paragraphs.map((one) => {
    let block = one;
    while (block.parentElement && !block.parentElement.matches("section, main, body, main > div")) {
      block = block.parentElement;
    }
    return block;
  });
  return [...new Set(blocks)];
}

/** A heading has the level that the whole book gives it. */
function keepLevel(old, made) {
  if (!old.matches("h1, h2, h3, h4, h5, h6") || !made.matches("h1, h2, h3, h4, h5, h6")) return made;
  const one = old.cloneNode(false);
  one.append(...made.childNodes);
  return one;
}

/** Numbers of notes and of the chapter stay as they are until the whole book has been built. */
function keepApparatus(old, made) {
  for (const kind of ["[role=doc-noteref]", ".division-number"]) {
    const were = old.querySelectorAll(kind);
    const are = made.querySelectorAll(kind);
    if (were.length === are.length) are.forEach((one, at) => one.replaceWith(were[at].cloneNode(true)));
  }
}
