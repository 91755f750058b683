// The link that joins: M stands behind "#", and with it what a slip or a letter carries.
// Browsers never send that part; what is secret in it leaves the address bar at once.

const M = /^#?([0-9a-f]{64})(?:&|$)/;

// Leaves only M behind "#".
export function cleanAddress(m) {
  if (location.hash === "#" + m) return;
  history.replaceState(history.state, "", location.pathname + location.search + "#" + m);
}

// Finds M and a ticket if there is one; "broken" if there is half of one.
export function readLink(text) {
  const after = text.slice(text.indexOf("#") + 1);
  const named = M.exec(after);
  const parts = new URLSearchParams(after);
  const m = named ? named[1] : "";
  if (!parts.has("t")) return { m, ticket: null, isBroken: false };
  const ticket = checked(parts.get("t"), parts.get("g"), parts.get("i") || "1");
  return { m, ticket, isBroken: ticket === null };
}

// What somebody typed: the digits of a slip or a letter, or its whole address.
export function readTyped(text, group, issuer) {
  const typed = text.trim();
  if (typed.indexOf("t=") >= 0) return readLink(typed).ticket;
  return checked(typed, group, issuer);
}

function checked(secret, group, issuer) {
  const plain = String(secret).replace(/[\s-]/g, "").toLowerCase();
  const numbers = { group: Number(group), issuer: Number(issuer) };
  const isSound = /^[0-9a-f]{32}$/.test(plain) && isNumber(numbers.group, 0xffff);
  if (!isSound || !isNumber(numbers.issuer, 0x100)) return null;
  return Object.assign({ secret: plain }, numbers);
}

function isNumber(value, limit) {
  return Number.isInteger(value) && value > 0 && value < limit;
}
