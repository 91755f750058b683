// A ticket typed by hand, from a slip that cannot be scanned.

import { part, piece } from "./dom.js";
import { parseTicket } from "./ticket.js";
import { nameOf } from "./words.js";

export function ticketEntry(manifest, use) {
  const form = piece("entry");
  const input = form.querySelector("input");
  const error = form.querySelector(".field-error");
  const groups = part(form, "groups");
  manifest.groups.forEach((group) => {
    const option = document.createElement("option");
    option.value = String(group.number);
    option.textContent = nameOf(group).text;
    groups.appendChild(option);
  });
  const [only] = manifest.groups;
  part(form, "group").hidden = manifest.groups.length === 1;
  if (manifest.groups.length === 1) groups.value = String(only.number);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ticket = parseTicket(input.value, groups.value);
    error.hidden = ticket !== null;
    input.setAttribute("aria-invalid", String(ticket === null));
    if (ticket) use(ticket);
    else input.focus();
  });
  return form;
}
