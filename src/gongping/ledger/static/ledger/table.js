// What the ledger's table gains from script beside the keys of every table.

// Without script a caret asks the server for the page with its row open.
function keepOnPage(event) {
  if (event.target.closest("button.caret[aria-controls]")) event.preventDefault();
}

function pickAll(event) {
  const all = event.target.closest("[data-pick-all]");
  if (!all) return;
  for (const box of document.querySelectorAll("table[data-keys] tbody input[name=item]")) {
    if (box.checked !== all.checked) box.click();
  }
}

function followPicks(event) {
  if (!event.target.matches("input[name=item]")) return;
  const all = document.querySelector("[data-pick-all]");
  const boxes = [...document.querySelectorAll("table[data-keys] tbody input[name=item]")];
  const picked = boxes.filter((box) => box.checked).length;
  all.checked = picked === boxes.length;
  all.indeterminate = picked > 0 && picked < boxes.length;
}

document.addEventListener("click", keepOnPage);
document.addEventListener("change", pickAll);
document.addEventListener("change", followPicks);

// The address says only what was chosen, so that it can be read and sent.
function dropEmpty(event) {
  if (!event.target.matches("form.tools")) return;
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
}

document.addEventListener("formdata", dropEmpty, true);
