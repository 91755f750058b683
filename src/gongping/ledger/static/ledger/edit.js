// Rows of the path are added on the page, and people are offered by unit.
// Without script the same buttons ask the server.

function addRow(event) {
  const button = event.target.closest("[data-more]");
  if (!button) return;
  const box = button.closest("fieldset");
  const total = box.querySelector("[name$=TOTAL_FORMS]");
  const most = Number(box.querySelector("[name$=MAX_NUM_FORMS]").value);
  const row = box.querySelector("template[data-row]").content.firstElementChild.cloneNode(true);
  if (Number(total.value) >= most) return;
  event.preventDefault();
  row.innerHTML = row.innerHTML.replaceAll("__prefix__", total.value);
  box.querySelector("[data-rows]").append(row);
  total.value = String(Number(total.value) + 1);
  row.querySelector("input")?.focus();
}

function offerPeople() {
  const unit = document.getElementById("id_lead_unit");
  const person = document.getElementById("id_responsible_person");
  if (!unit || !person) return;
  const name = unit.value ? unit.selectedOptions[0].textContent : "";
  for (const group of person.querySelectorAll("optgroup")) {
    group.hidden = name !== "" && group.label !== name;
    group.disabled = group.hidden;
  }
  if (person.selectedOptions[0]?.closest("optgroup")?.hidden) person.value = "";
}

document.addEventListener("click", addRow);
document.getElementById("id_lead_unit")?.addEventListener("change", offerPeople);
offerPeople();
