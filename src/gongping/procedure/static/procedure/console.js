// The console: a clock from absolute server times, single keys, and a look at the line
// before a step is sent over a line that seems to be down. Without script the page
// shows the time at which it was made, and a reload brings it up to date.

const CHECK_MS = 3000;
const KEYS_OFF = "gongping-console-keys-off";
const WRITING = "input, textarea, select, [contenteditable]";
const offsets = new WeakMap();

function written(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

// The clock of this device may be wrong: only its pace is used.
function offsetOf(place) {
  if (!offsets.has(place)) offsets.set(place, Date.parse(place.dataset.now) - Date.now());
  return offsets.get(place);
}

function drawClock() {
  const place = document.querySelector("[data-clock]");
  if (!place) return;
  const { started, paused, pausedSeconds, limit } = place.dataset;
  const until = paused ? Date.parse(paused) : Date.now() + offsetOf(place);
  const spoken = Math.floor((until - Date.parse(started)) / 1000) - Number(pausedSeconds);
  const seconds = Math.max(0, spoken);
  const percent = Math.min(100, (seconds * 100) / Number(limit));
  place.querySelector("[data-clock-text]").textContent = written(seconds);
  place.classList.toggle("is-over", seconds > Number(limit));
  const bar = document.querySelector("[data-clock-bar]");
  bar.setAttribute("aria-valuenow", String(Math.round(percent)));
  bar.querySelector(".used").setAttribute("width", String(percent));
}

// --- Single keys: they work only where nobody writes, and can be switched off. ---

function areKeysOn() {
  return !window.localStorage.getItem(KEYS_OFF);
}

function isWriting(target) {
  return target instanceof Element && Boolean(target.closest(WRITING));
}

function onKey(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  if (!isPlain || event.defaultPrevented || isWriting(event.target)) return;
  if (document.querySelector("dialog[open]") || !areKeysOn()) return;
  if (event.key === "?") document.getElementById("console-keys")?.showModal?.();
  else if (event.key === "i") document.querySelector("[data-incident]")?.focus();
  else document.querySelector(`[data-key="${window.CSS.escape(event.key)}"]`)?.click();
  if (/^[a-z?]$/.test(event.key)) event.preventDefault();
}

function keepChoiceOfKeys() {
  const box = document.querySelector("[data-keys-on]");
  if (!box) return;
  box.checked = areKeysOn();
  box.addEventListener("change", () => {
    if (box.checked) window.localStorage.removeItem(KEYS_OFF);
    else window.localStorage.setItem(KEYS_OFF, "1");
  });
}

// --- The line: nothing is queued. A step either reaches the server now or is not done. ---

function seemsLost() {
  const mark = document.querySelector("[data-live-lost]");
  return !navigator.onLine || (mark !== null && !mark.hidden);
}

async function isReached() {
  const address = document.querySelector("[data-console]").dataset.liveFragment;
  const signal = AbortSignal.timeout?.(CHECK_MS);
  try {
    const answer = await fetch(address, { cache: "no-store", signal });
    return answer.ok;
  } catch {
    return false;
  }
}

async function sendIfReached(event) {
  const form = event.target;
  if (!form.matches("[data-press]") || form.dataset.reached || !seemsLost()) return;
  event.preventDefault();
  const said = document.querySelector("[data-not-reached]");
  said.hidden = true;
  if (await isReached()) {
    form.dataset.reached = "yes";
    form.requestSubmit(event.submitter);
  } else {
    said.hidden = false;
    said.scrollIntoView({ block: "nearest" });
  }
}

// --- What was unfolded stays so when the part around it is brought up to date. ---

function keepFold(event) {
  const fold = event.target;
  if (!(fold instanceof HTMLDetailsElement) || !fold.dataset.keep) return;
  window.sessionStorage.setItem(`fold-${fold.dataset.keep}`, fold.open ? "open" : "");
}

function restoreFolds() {
  for (const fold of document.querySelectorAll("[data-keep]")) {
    fold.open = window.sessionStorage.getItem(`fold-${fold.dataset.keep}`) === "open";
  }
}

document.addEventListener("keydown", onKey);
document.addEventListener("submit", sendIfReached, { capture: true });
document.addEventListener("toggle", keepFold, { capture: true });
document.querySelector("[data-console]")?.addEventListener("live:fresh", () => {
  // What just came proves that the line is back.
  document.querySelector("[data-not-reached]").hidden = true;
  restoreFolds();
  drawClock();
});
keepChoiceOfKeys();
restoreFolds();
drawClock();
window.setInterval(drawClock, 500);
