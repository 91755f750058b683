// A ticket typed by hand, from a slip or a letter that cannot be scanned.

import { part, piece } from "../ballot/dom.js";
import { nameOf, say } from "../ballot/words.js";
import { readTyped } from "./link.js";

// `group` is 0 where it is not known yet; `use` gets the ticket.
export function ticketEntry(facts, { issuer, group, use }) {
  const form = piece("entry");
  const input = form.querySelector("input");
  const error = form.querySelector(".field-error");
  const groups = part(form, "groups");
  const { manifest } = facts;
  const offered = issuer > 1 ? manifest.groups : withSlips(facts);
  offered.forEach((each) => groups.appendChild(choice(each)));
  const known = group || (offered.length === 1 ? offered[0].number : 0);
  part(form, "group").hidden = Boolean(known);
  if (known) groups.value = String(known);
  if (issuer > 1) form.querySelector("[for=ticket-entry]").textContent = letterOf(manifest, issuer);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ticket = readTyped(input.value, groups.value, issuer);
    error.hidden = ticket !== null;
    input.setAttribute("aria-invalid", String(ticket === null));
    if (ticket) use(ticket);
    else input.focus();
  });
  return form;
}

// Of groups without slips nobody has a slip to type; letters there are of every group.
function withSlips({ manifest, slipGroups }) {
  const found = manifest.groups.filter((each) => slipGroups.indexOf(each.number) >= 0);
  return found.length ? found : manifest.groups;
}

function choice(group) {
  const option = document.createElement("option");
  option.value = String(group.number);
  option.textContent = nameOf(group).text;
  return option;
}

export function letterOf(manifest, issuer) {
  const office = nameOf(manifest.seal.issuers[issuer - 1]).text;
  return say("letter_label", { office });
}
