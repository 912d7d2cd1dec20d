// Walks a site by keyboard in Firefox and prints what it met, as JSON: tests/test_site_firefox.py.
import { createRequire } from "node:module";
const [modules, program, at] = process.argv.slice(2);
const puppeteer = createRequire(modules + "/")("puppeteer-core");
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
const seen = {};
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  const focused = () => page.evaluate(() => document.activeElement.className);
  const come = async (name) => {
    for (let turn = 0; turn < 100; turn += 1) {
      if (page.url().includes(name)) { return true; }
      await new Promise((done) => setTimeout(done, 100));
    }
    return false;
  };
  await page.goto(at + "/hand.html");
  await page.keyboard.press("Tab");
  seen.skip = await focused();
  await page.keyboard.press("Enter");
  seen.text = page.url().endsWith("#_text");
  await page.goto(at + "/hand.html");
  await page.keyboard.press("ArrowLeft");
  seen.before = await come("/loomings.html");
  await page.goto(at + "/noted.html");
  seen.notes = await page.evaluate(() => [...document.querySelectorAll(".notes > ol > li")].map((one) => {
    const mark = document.getElementById("fnref" + one.id.slice(2)).getBoundingClientRect();
    const box = one.getBoundingClientRect();
    return [mark.top, box.top, box.bottom, box.left];
  }));
  seen.end = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().right);
  seen.anchors = await page.evaluate(() => CSS.supports("anchor-name: --a"));
  seen.wide = [];
  for (const width of [320, 768, 1280, 3840]) {
    await page.setViewport({ width, height: 900 });
    for (const name of ["index", "noted", "loomings", "whole"]) {
      await page.goto(at + "/" + name + ".html");
      const root = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      if (root[0] > root[1]) { seen.wide.push(name + " " + width); }
    }
  }
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(at + "/index.html");
  await page.focus("input[type=search]");
  await page.keyboard.type("kelmscott5");
  await page.waitForSelector(".results a");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  seen.found = await come("/noted.html");
  await page.goto(at + "/hand.html");
  await page.focus("details.type summary");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await size();
  await page.keyboard.press("Enter");
  await page.goto(at + "/preface.html");
  seen.larger = (await size()) / before;
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
