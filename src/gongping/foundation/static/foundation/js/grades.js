// Digits 1–4 choose a grade in the group that has the focus; arrows are the browser's.

function press(event) {
  const group = event.target.closest("[data-grades]");
  const cells = group?.querySelectorAll("input[type=radio]") ?? [];
  const chosen = /^[1-4]$/.test(event.key) && cells[Number(event.key) - 1];
  if (!chosen) return;
  event.preventDefault();
  chosen.focus();
  chosen.click();
}

document.addEventListener("keydown", press);
