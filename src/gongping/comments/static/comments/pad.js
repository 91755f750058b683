// Saves the pad after every pause and on leaving; adds lines without a reload.
// The page works without it: both buttons are plain submits.

import { drop, forget, keep, leftovers, show } from "./unsaved.js";

const form = document.querySelector("[data-pad]");
const status = document.querySelector("[data-saved]");
const words = document.querySelector("[data-sentences]").dataset;
const version = form.querySelector("[data-version]");
const PAUSE = 2000;
const FIELDS = ["section", "text", "track", "disposition", "due_on"];
const found = [...form.querySelectorAll("textarea")].map((area) => area.value.trim());
let timer = 0;
let isDirty = false;
let running = Promise.resolve();

function controlsOf(row, field) {
  return [...row.querySelectorAll(`[name$="-${field}"]`)];
}

function valueOf(row, field) {
  const controls = controlsOf(row, field);
  const ticked = controls[0].type === "radio" ? controls.find((each) => each.checked) : controls[0];
  return ticked?.value ?? "";
}

function write(row, field, value) {
  for (const control of controlsOf(row, field)) {
    if (control.type === "radio") control.checked = control.value === value;
    else control.value = value;
  }
}

function rowsOf(section) {
  return [...section.querySelectorAll("[data-row]")];
}

function read() {
  const rows = [...form.querySelectorAll("[data-row]")].map((row) =>
    Object.fromEntries(FIELDS.map((field) => [field, valueOf(row, field)])),
  );
  return { version: version.value, rows, found };
}

function tell(sentence, isProblem) {
  status.textContent = sentence;
  status.classList.toggle("is-problem", isProblem);
}

async function send() {
  isDirty = false;
  tell(words.saving, false);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    const body = await answer.json();
    if (answer.ok) taken(body);
    else refused(body.problem ?? body.message);
  } catch {
    refused(words.offline);
  }
}

function taken(body) {
  version.value = body.version;
  tell(body.saved, false);
  if (!isDirty) forget();
}

// What was refused stays on the page and on the device; the next press tries again.
function refused(sentence) {
  isDirty = true;
  tell(sentence, true);
}

function save() {
  clearTimeout(timer);
  running = running.then(() => (isDirty ? send() : undefined));
  return running;
}

function changed() {
  isDirty = true;
  keep(read());
  settle();
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

// A sentence about what was empty goes once nothing is.
function settle() {
  const asked = [...form.querySelectorAll("[data-asked]")];
  if (!asked.length) return;
  for (const field of asked.filter(isMended)) {
    field.removeAttribute("aria-invalid");
    delete field.dataset.asked;
  }
  if (form.querySelector("[data-asked]")) return;
  document.querySelector(".pad-sheet [data-messages]")?.remove();
}

function isMended(asked) {
  const row = asked.closest("[data-row]");
  return asked.matches("fieldset") ? valueOf(row, "disposition") : asked.value.trim();
}

// A press on either button must not meet a draft that is still on its way.
document.querySelectorAll("button[form='pad-form']:not([data-dialog])").forEach((button) => {
  button.addEventListener("click", async (event) => {
    if (!isDirty && !timer) return;
    event.preventDefault();
    await save();
    event.target.closest("dialog")?.close();
    if (isDirty) return;
    timer = 0;
    form.requestSubmit(button);
  });
});

function addRow(section) {
  const last = rowsOf(section).at(-1);
  const copy = last.cloneNode(true);
  const number = form.querySelectorAll("[data-row]").length;
  for (const control of copy.querySelectorAll("[name]")) {
    control.name = control.name.replace(/^p-\d+-/, `p-${number}-`);
    if (control.type === "radio") control.checked = false;
    else if (control.type !== "hidden" && control.tagName !== "SELECT") control.value = "";
  }
  last.after(copy);
  return copy;
}

form.addEventListener("click", (event) => {
  const more = event.target.closest("[data-more]");
  if (!more) return;
  event.preventDefault();
  addRow(more.closest("[data-section]")).querySelector("textarea").focus();
});

function sectionOf(name) {
  return form.querySelector(`[data-section="${name}"]`);
}

function use(kept) {
  const section = sectionOf(kept.section);
  const free = rowsOf(section).find((row) => !valueOf(row, "text").trim());
  const row = free ?? addRow(section);
  FIELDS.forEach((field) => write(row, field, kept[field]));
  changed();
  row.querySelector("textarea").focus();
}

function putBack(draft) {
  for (const section of form.querySelectorAll("[data-section]")) {
    const kept = draft.rows.filter((row) => row.section === section.dataset.section);
    kept.forEach((each, place) => {
      const row = rowsOf(section)[place] ?? addRow(section);
      FIELDS.forEach((field) => write(row, field, each[field]));
    });
  }
  drop(draft);
  changed();
}

// Nobody saved in between: the page goes on where it broke off. Otherwise both stand.
function begin() {
  const drafts = leftovers();
  const isSame = drafts.length === 1 && drafts[0].version === version.value;
  if (isSame) putBack(drafts[0]);
  else show(drafts, use);
}

form.addEventListener("input", changed);
addEventListener("online", save);
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save();
});
begin();
