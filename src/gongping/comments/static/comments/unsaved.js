// What a leader wrote and the server has not taken, kept on this device page by page.
// A later page of the same pad shows it beside the sheet, until it is used or dropped.

import { clear, lay, rescue } from "./vault.js";

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

// False where there is no room: the page itself still holds the words.
export function keep(draft) {
  try {
    put(OWN, draft);
    return true;
  } catch {
    return false;
  }
}

function put(name, draft) {
  const text = JSON.stringify({ ...draft, at: Date.now() });
  lay(name, text);
  store.setItem(name, text);
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

// Drafts with words that stand nowhere on this page; the others have done their duty.
export async function leftovers() {
  if (store) await rescue(PAD, store);
  const known = words();
  const names = Object.keys(store ?? {}).filter((name) => name.startsWith(PAD) && name !== OWN);
  const drafts = names.sort().map((name) => ({ name, ...JSON.parse(store.getItem(name)) }));
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
