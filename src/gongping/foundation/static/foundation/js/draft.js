// Keeps what is typed into <form data-draft="key"> on this device until the server
// has taken it, so that a session that ends in the middle of typing loses nothing.

const who = document.documentElement.dataset.who || "nobody";
const PREFIX = `gongping-draft:${who}:`;
// Not a name of any control: says that files were chosen, which nothing can keep.
const FILES = " files";
const SENT = "gongping-draft-sent:";
const SKIPPED = new Set(["csrfmiddlewaretoken", "next", "path"]);
const SKIPPED_TYPES = new Set(["hidden", "password", "file", "submit", "button"]);

function controls(form) {
  return [...form.elements].filter(
    (control) =>
      control.name && !SKIPPED.has(control.name) && !SKIPPED_TYPES.has(control.type),
  );
}

function isTick(control) {
  return control.type === "checkbox" || control.type === "radio";
}

function read(form) {
  const typed = controls(form)
    .filter((control) => !isTick(control) || control.checked)
    .map((control) => [control.name, control.value]);
  const hasFiles = [...form.elements].some((control) => control.files?.length);
  return hasFiles ? [...typed, [FILES, ""]] : typed;
}

function write(form, pairs) {
  const values = new Map();
  for (const [name, value] of pairs) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const control of controls(form)) {
    const kept = values.get(control.name) ?? [];
    if (isTick(control)) control.checked = kept.includes(control.value);
    else if (kept.length) control.value = kept.shift();
  }
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

const store = storage();

function notice(form, hadFiles) {
  const template = document.getElementById("draft-restored");
  const shown = template?.content.firstElementChild?.cloneNode(true);
  if (!shown) return;
  shown.querySelector("[data-had-files]")?.toggleAttribute("hidden", !hadFiles);
  shown.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    store.removeItem(PREFIX + form.dataset.draft);
    form.reset();
    shown.remove();
  });
  form.prepend(shown);
}

function restore(form) {
  const kept = JSON.parse(store.getItem(PREFIX + form.dataset.draft) ?? "[]");
  const typed = kept.filter(([name]) => name !== FILES);
  const hadFiles = typed.length < kept.length && !form.querySelector("[data-error-summary]");
  const isSame = JSON.stringify(typed) === JSON.stringify(read(form));
  if (!kept.length || (isSame && !hadFiles)) return;
  write(form, typed);
  notice(form, hadFiles);
}

function keep(form) {
  const now = JSON.stringify(read(form));
  if (now !== form.dataset.clean) store.setItem(PREFIX + form.dataset.draft, now);
}

// The form left for the server. Only the next page's message proves that it was taken:
// an error page, the sign-in page or no page at all leaves the draft where it is.
function markSent(event) {
  const key = event.target.dataset?.draft;
  if (key && !event.defaultPrevented) window.sessionStorage.setItem(SENT + key, "1");
}

function wasTaken() {
  const refused =
    "[data-refused], [data-sign-in], form [data-error-summary], form [aria-invalid]";
  if (document.querySelector(refused)) return false;
  return document.querySelector("[data-messages] :is(.msg-success, .msg-warning)") !== null;
}

function forgetTaken() {
  const taken = wasTaken();
  for (const name of Object.keys(window.sessionStorage)) {
    if (!name.startsWith(SENT)) continue;
    if (taken) store.removeItem(PREFIX + name.slice(SENT.length));
    window.sessionStorage.removeItem(name);
  }
}

function start() {
  forgetTaken();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    form.dataset.clean = JSON.stringify(read(form));
    restore(form);
    form.addEventListener("input", () => keep(form));
    form.addEventListener("change", () => keep(form));
  }
  document.addEventListener("submit", markSent);
}

if (store) start();
