// Keys for <table data-keys>: j/k or arrows move, Enter opens, x chooses, / searches,
// ? lists the keys. Rows are focusable only while the keys are in use.

const ROWS = "tbody tr:not([hidden], .is-opened)";

function rowsOf(table) {
  return [...table.querySelectorAll(ROWS)];
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, dialog[open]");
}

function focusRow(row) {
  row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(table, by) {
  const rows = rowsOf(table);
  const here = rows.indexOf(document.activeElement?.closest("tr"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, here + by))];
  if (next) focusRow(next);
}

function open(row) {
  const caret = row.querySelector("button.caret");
  if (caret) caret.click();
  else row.querySelector(".title a, a")?.click();
}

function choose(row) {
  row.querySelector("input[type=checkbox]")?.click();
}

const onRow = { Enter: open, x: choose };
const onTable = {
  j: (table) => step(table, 1),
  k: (table) => step(table, -1),
  ArrowDown: (table) => step(table, 1),
  ArrowUp: (table) => step(table, -1),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("table-keys")?.showModal?.(),
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const table = document.querySelector("table[data-keys]");
  if (!table) return;
  const row = document.activeElement?.matches(ROWS) ? document.activeElement : null;
  const arrow = event.key.startsWith("Arrow");
  if (arrow && !row) return;
  if (row && onRow[event.key]) onRow[event.key](row);
  else if (onTable[event.key]) onTable[event.key](table);
  else return;
  event.preventDefault();
}

// A caret opens the row that follows it; the row is in the page already.
function toggle(event) {
  const caret = event.target.closest("button.caret[aria-controls]");
  const opened = caret && document.getElementById(caret.getAttribute("aria-controls"));
  if (!opened) return;
  const isOpen = caret.getAttribute("aria-expanded") === "true";
  caret.setAttribute("aria-expanded", String(!isOpen));
  opened.hidden = isOpen;
  caret.closest("tr").classList.toggle("is-open", !isOpen);
}

function countPicked() {
  const picked = document.querySelectorAll("table[data-keys] tbody input[type=checkbox]:checked");
  for (const bar of document.querySelectorAll("[data-bulk]")) {
    bar.hidden = picked.length === 0;
    const count = bar.querySelector("[data-bulk-count]");
    if (count) count.textContent = String(picked.length);
  }
}

function pick(event) {
  const box = event.target.closest("table[data-keys] tbody input[type=checkbox]");
  if (!box) return;
  box.closest("tr").classList.toggle("is-picked", box.checked);
  countPicked();
}

function clear(event) {
  if (!event.target.closest("[data-bulk-clear]")) return;
  for (const box of document.querySelectorAll("table[data-keys] tbody input:checked")) {
    box.checked = false;
    box.closest("tr").classList.remove("is-picked");
  }
  countPicked();
}

document.addEventListener("keydown", press);
document.addEventListener("click", toggle);
document.addEventListener("click", clear);
document.addEventListener("change", pick);
countPicked();
