// What every page gains from script. Each page also works without it.

document.documentElement.classList.add("scripted");

function submitOnChange(event) {
  const control = event.target.closest("[data-submit-on-change]");
  control?.form?.requestSubmit();
}

function openDialog(event) {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
}

function closeDialog(event) {
  event.target.closest("[data-close]")?.closest("dialog")?.close();
}

function dismissMessage(event) {
  event.target.closest("[data-dismiss]")?.closest(".msg")?.remove();
}

function printPage(event) {
  if (event.target.closest("[data-print]")) window.print();
}

// A pressed button says what it is doing and ignores a second press.
function markBusy(event) {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.dataset.busy === "true") {
    event.preventDefault();
    return;
  }
  form.dataset.busy = "true";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-busy", "true");
  if (button.dataset.busy) {
    button.dataset.label = button.textContent;
    button.textContent = button.dataset.busy;
  }
}

function markIdle() {
  for (const form of document.querySelectorAll("form[data-busy='true']")) {
    delete form.dataset.busy;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      if (button.dataset.label) button.textContent = button.dataset.label;
    }
  }
}

function focusFirstProblem() {
  document.querySelector("form [data-error-summary]")?.focus();
}

// One menu open at a time; Escape or a press elsewhere folds it.
function foldMenus(event) {
  for (const menu of document.querySelectorAll(".menu[open], .bottom details[open]")) {
    if (event.key === "Escape" || (event.type === "click" && !menu.contains(event.target))) {
      menu.removeAttribute("open");
    }
  }
}

document.addEventListener("change", submitOnChange);
document.addEventListener("click", openDialog);
document.addEventListener("click", closeDialog);
document.addEventListener("click", dismissMessage);
document.addEventListener("click", printPage);
document.addEventListener("click", foldMenus);
document.addEventListener("keydown", foldMenus);
document.addEventListener("submit", markBusy);
// A download answers a form without leaving the page, and Back restores old state.
window.addEventListener("pageshow", markIdle);
window.addEventListener("focus", markIdle);
focusFirstProblem();
