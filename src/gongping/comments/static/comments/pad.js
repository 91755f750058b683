// Saves the pad after every pause and on leaving; adds lines without a reload.
// The page works without it: both buttons are plain submits.

import { drop, forget, keep, leftovers, show } from "./unsaved.js";

const form = document.querySelector("[data-pad]");
const status = document.querySelector("[data-saved]");
const remedy = document.querySelector("[data-remedy]");
const waits = document.querySelector("[data-sign-waits]");
const seals = document.querySelectorAll("[data-seal]");
const words = document.querySelector("[data-sentences]").dataset;
const version = form.querySelector("[data-version]");
const PAUSE = 2000;
const LONGEST = 30000;
const PATIENCE = 15000;
const FIELDS = ["section", "text", "track", "disposition", "due_on"];
const found = [...form.querySelectorAll("textarea")].map((area) => area.value.trim());
let timer = 0;
let retry = 0;
let tries = 0;
let isDirty = false;
let isKept = true;
// The last sending did not come through: signing waits, and turning the page too.
let isLost = false;
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

function tell(sentence, isProblem, way = {}) {
  status.textContent = sentence;
  status.classList.toggle("is-problem", isProblem);
  remedy.hidden = !way.href;
  remedy.href = way.href ?? "";
  remedy.textContent = way.name ?? "";
}

function reload() {
  return { href: window.location.pathname, name: words.reload };
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
      // The page may be on its way out.
      keepalive: document.visibilityState === "hidden",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const body = await answer.json().catch(() => null);
    if (answer.ok && body) taken(body);
    else if (body && answer.status < 500) refused(answer.status, body);
    else if (answer.status === 403) stopped(words.stale, reload());
    else lost(words.broken);
  } catch {
    lost(isKept ? words.offline : words.unkept);
  }
}

function taken(body) {
  version.value = body.version;
  tries = 0;
  block(false);
  tell(body.saved, false);
  if (!isDirty) forget();
}

// What was refused stays on the page and on the device; the next press tries again.
function refused(code, body) {
  isDirty = true;
  block(false);
  if (body.sign_in) stopped(body.message, { href: body.sign_in, name: words.signIn });
  else tell(body.problem ?? body.message, true, code === 409 ? reload() : {});
}

function stopped(sentence, way) {
  isDirty = true;
  block(true);
  tell(sentence, true, way);
}

function lost(sentence) {
  stopped(sentence);
  clearTimeout(retry);
  const pause = Math.min(LONGEST, PAUSE * 2 ** tries++);
  retry = setTimeout(check, pause * (0.5 + Math.random() / 2));
}

function block(isBlocked) {
  isLost = isBlocked;
  waits.hidden = !isBlocked;
  for (const seal of seals) {
    seal.disabled = isBlocked;
    if (isBlocked) seal.setAttribute("aria-describedby", waits.id);
    else seal.removeAttribute("aria-describedby");
  }
}

function save() {
  clearTimeout(timer);
  running = running.then(() => (isDirty ? send() : undefined));
  return running;
}

// Sends even what is saved already: that is how one knows that the line holds.
function check() {
  isDirty = true;
  return save();
}

function changed() {
  isDirty = true;
  hold();
  settle();
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

// Not before one of the places on the device has said so.
async function hold() {
  isKept = false;
  isKept = await keep(read());
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

// A press on either button must not meet a draft that is still on its way, nor a line
// that is down: a page of the browser's own would stand where the words were.
document.querySelectorAll("button[form='pad-form']:not([data-dialog])").forEach((button) => {
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    event.target.closest("dialog")?.close();
    await check();
    if (!isDirty && !isLost) form.requestSubmit(button);
  });
});

document.addEventListener("pad:leave", ({ detail }) => {
  if (isDirty || isLost) detail.waits.push(leave());
});

// Words that were refused are on the device; only a line that is down keeps the page.
async function leave() {
  await check();
  if (isLost && remedy.hidden) tell(words.stays, true);
  return !isLost;
}

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
async function begin() {
  const drafts = await leftovers();
  const isSame = drafts.length === 1 && drafts[0].version === version.value;
  if (isSame) putBack(drafts[0]);
  else show(drafts, use);
}

form.addEventListener("input", changed);
addEventListener("online", () => isLost && check());
addEventListener("offline", () => lost(isKept ? words.offline : words.unkept));
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save();
});
// Taken out of the browser's memory, the page does not know what was saved since.
addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
begin();
