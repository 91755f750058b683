// Keeps the hall's screen running: draws the clock from absolute server times, and looks
// after the picture itself where the live line does not. A failed look keeps the last
// picture; the clock goes on by itself.

import { swap } from "../../foundation/live_swap.js";

const SECOND = 1000;
const TICK = 500;
// Tens may move twice a minute; a lost line is made up for sooner.
const CALM = 30 * SECOND;
const LOST = 5 * SECOND;
const GONE = 404;
const LAST_MINUTE = 60;

const all = document.querySelector("[data-screen]");
const lost = document.querySelector("[data-live-lost]");
let looked = Date.now();
let isCut = false;
let offset = 0;

function written(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

// The clock of this machine may be wrong: only its pace is used.
function setClock() {
  const now = all.querySelector("[data-server-now]");
  if (now) offset = Date.parse(now.dataset.serverNow) - Date.now();
}

function spokenSeconds({ started, paused, pausedSeconds }) {
  const until = paused ? Date.parse(paused) : Date.now() + offset;
  const spoken = Math.floor((until - Date.parse(started)) / SECOND) - Number(pausedSeconds);
  return Math.max(0, spoken);
}

function show(place, selector, isShown) {
  const mark = place.querySelector(selector);
  if (mark) mark.hidden = !isShown;
}

function draw() {
  const clock = all.querySelector("[data-clock]");
  if (!clock) return;
  const seconds = spokenSeconds(clock.dataset);
  const left = Number(clock.dataset.limit) - seconds;
  clock.querySelector("[data-clock-text]").textContent = written(seconds);
  clock.classList.toggle("is-over", left < 0);
  show(clock, "[data-clock-last]", left >= 0 && left <= LAST_MINUTE);
  show(clock, "[data-clock-over]", left < 0);
  const label = clock.querySelector("[data-clock-label]");
  label.dataset.usual ??= label.textContent;
  label.textContent = lost.hidden ? label.dataset.usual : all.dataset.clockLost;
}

async function look() {
  looked = Date.now();
  try {
    const answer = await fetch(all.dataset.liveFragment, { cache: "no-store" });
    // Taken back, or renewed: the page itself says so.
    if (answer.status === GONE) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    swap(all, await answer.text());
    setClock();
    if (isCut) lost.hidden = true;
    isCut = false;
  } catch {
    isCut = true;
    lost.hidden = false;
  }
  return draw();
}

function tick() {
  draw();
  if (Date.now() - looked > (lost.hidden ? CALM : LOST)) look();
}

all.addEventListener("live:fresh", () => {
  looked = Date.now();
  setClock();
  draw();
});
setClock();
draw();
window.setInterval(tick, TICK);
