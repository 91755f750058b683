// The ticket comes in the fragment of the address, which no server ever sees. It is
// read once and then taken out of the address bar.

import { hashTicket } from "./codec.js";
import { keepTicket, recallTicket } from "./device.js";

// Accepts "#t=…&g=…", a whole address, or the digits of a slip with its group beside.
export function parseTicket(text, group) {
  const parts = new URLSearchParams(text.slice(text.indexOf("#") + 1));
  if (parts.has("t")) return checked(parts.get("t"), parts.get("g"));
  return checked(text, group);
}

function checked(secret, group) {
  const plain = String(secret).replace(/[\s-]/g, "").toLowerCase();
  const number = Number(group);
  const isSound = /^[0-9a-f]{32}$/.test(plain) && number > 0 && number < 0xffff;
  return isSound ? { secret: plain, group: number, hash: hashTicket(plain) } : null;
}

// Says "broken" if there was a fragment with half a ticket.
export function takeFromAddress(poll) {
  if (location.hash.indexOf("t=") < 0) return "";
  const ticket = parseTicket(location.hash);
  history.replaceState(history.state, "", location.pathname + location.search);
  if (!ticket) return "broken";
  layDown(poll, ticket);
  return "taken";
}

export function layDown(poll, ticket) {
  keepTicket(poll, { ticket: ticket.secret, group: ticket.group });
}

export function ticketFor(poll) {
  const kept = recallTicket(poll);
  return kept ? checked(kept.ticket, kept.group) : null;
}
