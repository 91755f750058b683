// Ticks all units, none, or those of one category at once.
// Without script the same buttons ask the server.

function choose(event) {
  const button = event.target.closest("[data-choose] button");
  if (!button) return;
  event.preventDefault();
  const members = new Set(button.dataset.units?.split(" "));
  for (const box of button.form.querySelectorAll("[name=unit_ids]")) {
    if (button.value === "none") box.checked = false;
    else if (button.value === "all" || members.has(box.value)) box.checked = true;
  }
  button.form.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", choose);
