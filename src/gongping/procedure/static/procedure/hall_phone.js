// Draws the clock of the hall's phone page from absolute server times.

const SECOND = 1000;
const page = document.querySelector("[data-hall]");
let offset = 0;

function setClock() {
  const now = page.querySelector("[data-server-now]");
  if (now) offset = Date.parse(now.dataset.serverNow) - Date.now();
}

function draw() {
  const clock = page.querySelector("[data-clock]");
  if (!clock) return;
  const { started, paused, pausedSeconds, limit } = clock.dataset;
  const until = paused ? Date.parse(paused) : Date.now() + offset;
  const spoken = Math.floor((until - Date.parse(started)) / SECOND) - Number(pausedSeconds);
  const seconds = Math.max(0, spoken);
  const parts = [Math.floor(seconds / 60), seconds % 60];
  const text = parts.map((part) => String(part).padStart(2, "0")).join(":");
  clock.querySelector("[data-clock-text]").textContent = text;
  clock.classList.toggle("is-over", seconds > Number(limit));
}

page.addEventListener("live:fresh", () => {
  setClock();
  draw();
});
setClock();
draw();
window.setInterval(draw, SECOND);
