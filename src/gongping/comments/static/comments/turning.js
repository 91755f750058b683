// Turns the pad to the next unit by link, key or swipe, once what is typed is kept, and
// draws the hall's clock. The hall itself never turns the page.

const SWIPE = { far: 96, slope: 2.5, slow: 700, edge: 24 };
const TYPING = "textarea, input, select, [contenteditable]";
const STILL = `${TYPING}, button, dialog, .tb-region`;
const clocks = new WeakMap();
let start = null;

function link(rel) {
  return document.querySelector(`.pad-turn a[rel="${rel}"]`);
}

// Whoever holds something unsaved has a word in it: false keeps the page.
async function mayLeave() {
  const waits = [];
  document.dispatchEvent(new CustomEvent("pad:leave", { detail: { waits } }));
  return (await Promise.all(waits)).every(Boolean);
}

async function follow(event) {
  const to = event.target.closest("a[href]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!to || !isPlain || event.defaultPrevented || to.target) return;
  if (to.getAttribute("href").startsWith("#") || "remedy" in to.dataset) return;
  event.preventDefault();
  if (await mayLeave()) window.location.assign(to.href);
}

function turn(rel) {
  link(rel)?.click();
}

// On a Mac, Alt and an arrow move by a word in a text: there it stays the text's.
function isTextsOwn(event) {
  return /Mac|iPad|iPhone/.test(navigator.platform) && event.target.closest(TYPING);
}

function press(event) {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?" && !event.target.closest(TYPING)) {
    document.getElementById("pad-keys").showModal();
    event.preventDefault();
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const arrows = { ArrowLeft: "prev", ArrowRight: "next" };
  const pages = { PageUp: "prev", PageDown: "next" };
  const rel = isTextsOwn(event) ? pages[event.key] : (arrows[event.key] ?? pages[event.key]);
  if (!rel) return;
  event.preventDefault();
  turn(rel);
}

function touch(event) {
  const { clientX: x, clientY: y } = event.touches[0];
  const isEdge = x < SWIPE.edge || x > window.innerWidth - SWIPE.edge;
  const isFree = event.touches.length === 1 && !event.target.closest(STILL) && !isEdge;
  start = isFree ? { x, y, at: event.timeStamp } : null;
}

function lift(event) {
  const from = start;
  start = null;
  if (!from || !window.getSelection().isCollapsed) return;
  const { clientX, clientY } = event.changedTouches[0];
  const [across, along] = [clientX - from.x, clientY - from.y];
  const isSwipe =
    Math.abs(across) >= SWIPE.far &&
    Math.abs(across) >= SWIPE.slope * Math.abs(along) &&
    event.timeStamp - from.at <= SWIPE.slow;
  if (isSwipe) turn(across < 0 ? "next" : "prev");
}

function written(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

// The clock of this device may be wrong: only its pace is used.
function draw() {
  for (const clock of document.querySelectorAll("[data-pad-clock]")) {
    const { now, started, paused, pausedSeconds, limit } = clock.dataset;
    if (!clocks.has(clock)) clocks.set(clock, Date.parse(now) - Date.now());
    const until = paused ? Date.parse(paused) : Date.now() + clocks.get(clock);
    const spoken = Math.floor((until - Date.parse(started)) / 1000) - Number(pausedSeconds);
    const seconds = Math.max(0, spoken);
    clock.textContent = written(seconds);
    clock.classList.toggle("is-over", seconds > Number(limit));
  }
}

document.addEventListener("click", follow);
document.addEventListener("keydown", press);
document.addEventListener("touchstart", touch, { passive: true });
document.addEventListener("touchend", lift, { passive: true });
document.addEventListener("touchcancel", () => {
  start = null;
});
window.setInterval(draw, 500);
draw();
