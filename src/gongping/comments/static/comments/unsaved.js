// What a leader wrote and the server has not taken, kept on this device page by page.
// A later page of the same pad shows it beside the sheet, until it is used or dropped.

import { clear, laid, lay } from "./vault.js";

const who = document.documentElement.dataset.who || "nobody";
const sheet = document.querySelector("[data-pad-key]");
const panel = document.querySelector("[data-unsaved]");
const PAD = `gongping-pad:${who}:${sheet.dataset.padKey}:`;
// Every page keeps under a name of its own: two tabs never write over each other.
const OWN = PAD + Date.now().toString(36) + "-" + Math.floor(performance.now() * 1000);
const store = usable();

function usable() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

// False where neither place has room: the page itself still holds the words.
export function keep(draft) {
  return put(OWN, draft);
}

// Either place will do: one is full or forbidden where the other is not.
async function put(name, draft) {
  const text = JSON.stringify({ ...draft, at: Date.now() });
  const lying = lay(name, text);
  return stored(name, text) || lying;
}

function stored(name, text) {
  try {
    store.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  remove(OWN);
}

function remove(name) {
  clear(name);
  store?.removeItem(name);
}

function words() {
  const said = document.querySelectorAll("[data-pad-key] textarea, [data-said]");
  return new Set([...said].map((each) => (each.value ?? each.textContent).trim()));
}

// What its page found there and left alone, nobody wrote on it.
function isOwn(draft, row) {
  const said = row.text.trim();
  return said && !draft.found.includes(said);
}

// The later of what both places hold under a name: a crash takes it out of the one,
// and where the one is full an older text stands in it.
async function kept() {
  const found = new Map();
  const names = Object.keys(store ?? {}).filter((name) => name.startsWith(PAD));
  const texts = [...names.map((name) => [name, store.getItem(name)]), ...(await laid(PAD))];
  for (const [name, text] of texts) {
    const draft = { name, ...JSON.parse(text) };
    if (name !== OWN && !(found.get(name)?.at >= draft.at)) found.set(name, draft);
  }
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

// Drafts with words that stand nowhere on this page; the others have done their duty.
export async function leftovers() {
  const drafts = await kept();
  const known = words();
  for (const draft of drafts) {
    draft.left = draft.rows.filter((row) => isOwn(draft, row) && !known.has(row.text.trim()));
    if (!draft.left.length) remove(draft.name);
  }
  return drafts.filter((draft) => draft.left.length);
}

export function drop(draft) {
  remove(draft.name);
}

function leave(draft, row, line) {
  draft.rows = draft.rows.filter((each) => each !== row);
  const { version, rows, found, name } = draft;
  if (rows.some((each) => isOwn(draft, each))) {
    put(name, { version, rows, found });
  } else drop(draft);
  line.remove();
  fold();
}

function fold() {
  panel.hidden = !panel.querySelector("li");
}

// Another tab has saved after all what it had kept.
addEventListener("storage", ({ key, newValue }) => {
  if (newValue !== null) return;
  const lines = [...panel.querySelectorAll("li")];
  lines.filter((each) => each.dataset.draft === key).forEach((each) => each.remove());
  fold();
});

function line(draft, row, use) {
  const shown = panel.querySelector("template").content.firstElementChild.cloneNode(true);
  const name = panel.querySelector(`[data-name-of="${row.section}"]`);
  shown.querySelector("[data-section-name]").textContent = name?.textContent ?? "";
  shown.dataset.draft = draft.name;
  shown.querySelector("[data-words]").textContent = row.text;
  shown.querySelector("[data-drop]").addEventListener("click", () => leave(draft, row, shown));
  const taking = shown.querySelector("[data-use]");
  if (!use) taking?.remove();
  else taking.addEventListener("click", () => {
    use(row);
    leave(draft, row, shown);
  });
  return shown;
}

export function show(drafts, use) {
  const seen = new Set();
  for (const draft of drafts) {
    for (const row of draft.left) {
      const same = `${row.section} ${row.text.trim()}`;
      if (!seen.has(same)) panel.querySelector("ul").append(line(draft, row, use));
      seen.add(same);
    }
  }
  fold();
}

// A signed sheet takes nothing more: the words can only be read and dropped.
if (!document.querySelector("form[data-pad]")) leftovers().then((drafts) => show(drafts));
