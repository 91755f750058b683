// Arrow keys walk the cells of <table data-matrix>; Enter opens what the cell holds.
// Without script the links in the cells are reached with Tab as usual.

const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function cellsOf(table) {
  return [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-cell]")]);
}

function move(table, cell, by) {
  const cells = cellsOf(table);
  const row = cells.findIndex((line) => line.includes(cell));
  const column = cells[row].indexOf(cell);
  const target = cells[row + by[0]]?.[column + by[1]];
  if (!target) return;
  cell.tabIndex = -1;
  target.tabIndex = 0;
  target.focus();
}

function press(event) {
  const cell = event.target.closest("[data-cell]");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = STEPS[event.key];
  if (by) {
    event.preventDefault();
    move(cell.closest("table"), cell, by);
  } else if (event.key === "Enter" && event.target === cell) {
    cell.querySelector("a")?.click();
  }
}

for (const table of document.querySelectorAll("table[data-matrix]")) {
  const cells = cellsOf(table).flat();
  for (const cell of cells) {
    cell.tabIndex = -1;
    const link = cell.querySelector("a");
    if (link) link.tabIndex = -1;
  }
  const first = cells.find((cell) => cell.querySelector("a")) ?? cells[0];
  if (first) first.tabIndex = 0;
  table.addEventListener("keydown", press);
}
