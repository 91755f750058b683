// The sentences of the page. Both languages are in it; changing costs no request.

let words = new Map();
let language = "";

export function languages() {
  return templates().map((template) => template.dataset.language);
}

export function speak(wanted) {
  const template = templates().find((each) => each.dataset.language === wanted);
  if (!template) return;
  language = wanted;
  document.documentElement.lang = wanted;
  const found = template.content.querySelectorAll("[data-word]");
  words = new Map(Array.from(found, (each) => [each.dataset.word, each.textContent]));
}

export function isEnglish() {
  return language === "en";
}

export function has(key) {
  return words.has(key);
}

export function say(key, values) {
  const text = words.has(key) ? words.get(key) : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    values && name in values ? String(values[name]) : whole,
  );
}

// Puts words on whatever asks for them with data-say.
export function dress(root) {
  root.querySelectorAll("[data-say]").forEach((element) => {
    element.textContent = say(element.dataset.say);
  });
}

// A name from the rules: English where there is one, else Chinese, marked as such.
export function nameIn(row, field = "name") {
  const isTranslated = isEnglish() && row[field + "_en"];
  const element = document.createElement("span");
  element.textContent = isTranslated ? row[field + "_en"] : row[field];
  if (isEnglish() && !isTranslated) element.lang = "zh-hans";
  return element;
}

function templates() {
  return Array.from(document.querySelectorAll("template[data-language]"));
}
