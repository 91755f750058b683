// The bytes of the protocol core (src/ballotbox), written again for the browser.

import { sha256 } from "./sha256.js";

const TICKET = "gp1/ticket\0";
const MANIFEST = "gp1/manifest\0";
const BALLOT = "gp1/ballot\0";

export function toHex(bytes) {
  return Array.from(bytes, (byte) => (byte + 0x100).toString(16).slice(1)).join("");
}

export function fromHex(text) {
  const pairs = text.match(/../g) || [];
  return Uint8Array.from(pairs, (pair) => parseInt(pair, 16));
}

export function newKey() {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}

export function encodeCells(grades) {
  return grades.map((grade) => (grade + 0x10000).toString(16).slice(1)).join("");
}

export function hashTicket(secret) {
  return labelled(TICKET, fromHex(secret));
}

export function digestOf(manifestText) {
  return labelled(MANIFEST, new TextEncoder().encode(manifestText));
}

export function leafOf(digest, ballot) {
  const group = fromHex((ballot.group + 0x10000).toString(16).slice(1));
  const parts = [fromHex(digest), group, fromHex(ballot.key), fromHex(ballot.cells)];
  return labelled(BALLOT, ...parts);
}

export function shortCode(hex) {
  return hex.slice(0, 16).toUpperCase().match(/.{4}/g).join("-");
}

function labelled(label, ...parts) {
  const all = [new TextEncoder().encode(label), ...parts];
  const joined = new Uint8Array(all.reduce((size, bytes) => size + bytes.length, 0));
  let at = 0;
  all.forEach((bytes) => {
    joined.set(bytes, at);
    at += bytes.length;
  });
  return toHex(sha256(joined));
}
