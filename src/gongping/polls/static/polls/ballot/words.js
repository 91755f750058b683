// The sentences of the page. Both languages are in it; changing costs no request.
// A shared tablet keeps nothing, so where that matters it says the `_kiosk` sentence.

import { isKiosk } from "./device.js";

let words = new Map();
let lights = new Map();
let language = "";

export function languages() {
  return Array.from(templates(), (template) => template.dataset.language);
}

export function speak(wanted) {
  const template = templates().find((each) => each.dataset.language === wanted);
  if (!template) return;
  language = wanted;
  document.documentElement.lang = wanted;
  words = collect(template, "word", (element) => element.textContent);
  lights = collect(template, "light", (element) => element.firstElementChild);
}

export function spoken() {
  return language;
}

export function say(key, values) {
  const own = isKiosk && words.has(key + "_kiosk") ? key + "_kiosk" : key;
  const text = words.has(own) ? words.get(own) : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    values && name in values ? String(values[name]) : whole,
  );
}

export function light(state) {
  return lights.has(state) ? lights.get(state).cloneNode(true) : null;
}

// Puts words on whatever asks for them with data-say or data-say-label.
export function dress(root) {
  const asking = Array.from(root.querySelectorAll("[data-say], [data-say-label]"));
  [root, ...asking].forEach((element) => {
    const { say: text, sayLabel: label } = element.dataset;
    if (text) element.textContent = say(text);
    if (label) element.setAttribute("aria-label", say(label));
  });
  return root;
}

// A name from the rules: English where there is one, else Chinese, marked as such.
export function nameOf(row, field = "name") {
  const english = row[field + "_en"];
  if (language === "en" && english) return { text: english, lang: "en" };
  return { text: row[field], lang: "zh-hans" };
}

export function writeName(element, row, field) {
  const { text, lang } = nameOf(row, field);
  element.textContent = text;
  if (lang !== language) element.lang = lang;
}

function templates() {
  return Array.from(document.querySelectorAll("template[data-language]"));
}

function collect(template, kind, read) {
  const found = template.content.querySelectorAll("[data-" + kind + "]");
  return new Map(Array.from(found, (element) => [element.dataset[kind], read(element)]));
}
