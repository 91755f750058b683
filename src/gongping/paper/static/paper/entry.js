// The clerk's grid: a key fills a cell and moves on; all is kept while it is typed.

const KEEP_AFTER_MS = 700;
const AGAIN_AFTER_MS = 4000;
const FULL_WIDTH = 0xfee0;

const form = document.querySelector("[data-paper-entry]");
const cells = [...form.querySelectorAll(".paper-cell")];
const said = form.querySelector("[data-paper-said]");
const isVoid = form.elements.void;
const next = form.querySelector("button[value=next]");
let waiting = 0;
let sending = 0;
let isLeaving = false;
let runs = Promise.resolve();

const tidy = (typed) => {
  const code = typed.charCodeAt(0);
  const plain =
    code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - FULL_WIDTH) : typed;
  return plain.toLowerCase();
};

const go = (at) => {
  const cell = cells[at];
  (cell ?? (at < 0 ? cells[0] : next)).focus();
  cell?.select();
};

// A number stands as soon as no further digit could belong to it.
const { lowest, highest } = form.dataset;
const isNumeric = highest !== undefined;
const isWhole = (text) => Number(text) >= Number(lowest) && Number(text) <= Number(highest);
const isStart = (text) => Number(text) <= Number(highest);
const isFinal = (text) => text !== "" && (text === "0" || Number(text) * 10 > Number(highest));

const send = async () => {
  said.value = said.dataset.keeping;
  sending += 1;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      keepalive: true,
    });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    said.value = said.dataset.kept;
  } catch {
    said.value = said.dataset.unkept;
    keepSoon(AGAIN_AFTER_MS);
  } finally {
    sending -= 1;
  }
};

const keepSoon = (wait = KEEP_AFTER_MS) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = 0;
    if (!isLeaving) runs = runs.then(send);
  }, wait);
};

// One row of the grid is as many cells as there are criteria.
const width = form.querySelector(".paper-row").querySelectorAll(".paper-cell").length;
const MOVES = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: width, ArrowUp: -width };

const fill = (cell, at, typed) => {
  const sign = tidy(typed);
  const isKnown = form.dataset.signs.includes(sign);
  cell.classList.toggle("is-wrong", !isKnown);
  cell.value = isKnown ? sign : "";
  if (!isKnown) return;
  cell.removeAttribute("aria-invalid");
  keepSoon();
  go(at + 1);
};

const fillNumber = (cell, at) => {
  const text = [...cell.value].map(tidy).join("");
  const isDigits = /^[0-9]+$/.test(text);
  const isSign = text.length === 1 && form.dataset.signs.includes(text);
  const isKnown = isSign || (isDigits && isStart(text));
  cell.value = isKnown ? text : "";
  cell.classList.toggle("is-wrong", !isKnown || (isFinal(text) && !isWhole(text)));
  if (!isKnown) return;
  cell.removeAttribute("aria-invalid");
  keepSoon();
  if (isSign || (isFinal(text) && isWhole(text))) go(at + 1);
};

cells.forEach((cell, at) => {
  cell.addEventListener("focus", () => cell.select());
  cell.addEventListener("input", () => {
    if (cell.value && isNumeric) fillNumber(cell, at);
    else if (cell.value) fill(cell, at, cell.value.slice(-1));
    else keepSoon();
  });
  cell.addEventListener("keydown", (event) => {
    if (event.key in MOVES) {
      event.preventDefault();
      go(Math.min(Math.max(at + MOVES[event.key], 0), cells.length - 1));
    } else if (event.key === "Backspace" && !cell.value) {
      event.preventDefault();
      go(at - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isNumeric) go(at + 1);
      else form.requestSubmit(next);
    }
  });
});

isVoid.addEventListener("change", () => {
  for (const cell of cells) cell.readOnly = isVoid.checked;
  keepSoon();
});

// What is on its way must not arrive after what is pressed now.
form.addEventListener("submit", (event) => {
  isLeaving = true;
  clearTimeout(waiting);
  if (!sending) return;
  event.preventDefault();
  runs.then(() => form.requestSubmit(event.submitter));
});

// A page that the browser kept for going back is typed in again.
window.addEventListener("pageshow", () => {
  isLeaving = false;
});

window.addEventListener("pagehide", () => {
  if (waiting && !isLeaving) send();
});

const open = cells.findIndex((cell) => !cell.value);
if (!isVoid.checked) go(open < 0 ? 0 : open);
