// Saves the pad after every pause and on leaving; adds lines without a reload.
// The page works without it: both buttons are plain submits.

const form = document.querySelector("[data-pad]");
const status = document.querySelector("[data-saved]");
const words = document.querySelector("[data-sentences]").dataset;
const version = form.querySelector("[data-version]");
const PAUSE = 2000;
let timer = 0;
let isDirty = false;
let running = Promise.resolve();

async function send() {
  isDirty = false;
  status.textContent = words.saving;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    const body = await answer.json();
    if (body.version) version.value = body.version;
    status.textContent = body.saved ?? body.problem;
  } catch {
    isDirty = true;
    status.textContent = words.offline;
  }
}

function save() {
  clearTimeout(timer);
  running = running.then(() => (isDirty ? send() : undefined));
  return running;
}

form.addEventListener("input", () => {
  isDirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});

// A press on either button must not meet a draft that is still on its way.
document.querySelectorAll("button[form='pad-form']").forEach((button) => {
  button.addEventListener("click", async (event) => {
    if (!isDirty && !timer) return;
    event.preventDefault();
    await save();
    timer = 0;
    if (!isDirty) form.requestSubmit(button);
  });
});

form.addEventListener("click", (event) => {
  const more = event.target.closest("[data-more]");
  if (!more) return;
  event.preventDefault();
  const section = more.closest("[data-section]");
  const last = [...section.querySelectorAll("[data-row]")].at(-1);
  const copy = last.cloneNode(true);
  const number = form.querySelectorAll("[data-row]").length;
  for (const control of copy.querySelectorAll("[name]")) {
    control.name = control.name.replace(/^p-\d+-/, `p-${number}-`);
    if (control.type === "radio") control.checked = false;
    else if (control.type !== "hidden" && control.tagName !== "SELECT") control.value = "";
  }
  last.after(copy);
  copy.querySelector("textarea").focus();
});

addEventListener("online", save);
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save();
});
