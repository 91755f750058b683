// Draws the running clock from absolute server times. Without script the page shows
// the time at which it was made, and a reload brings it up to date.

const clock = document.querySelector("[data-clock]");

function written(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

function run(place) {
  const { now, started, paused, pausedSeconds, limit } = place.dataset;
  // The clock of this device may be wrong: only its pace is used.
  const offset = Date.parse(now) - Date.now();
  const text = place.querySelector("[data-clock-text]");
  const bar = document.querySelector("[data-clock-bar]");

  function draw() {
    const until = paused ? Date.parse(paused) : Date.now() + offset;
    const spoken = Math.floor((until - Date.parse(started)) / 1000) - Number(pausedSeconds);
    const seconds = Math.max(0, spoken);
    text.textContent = written(seconds);
    place.classList.toggle("is-over", seconds > Number(limit));
    bar.value = Math.min(100, (seconds * 100) / Number(limit));
  }

  draw();
  if (!paused) window.setInterval(draw, 500);
}

if (clock) run(clock);
