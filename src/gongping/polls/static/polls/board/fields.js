// How the fields of a board file read: each has a single way, and anything else throws.

import { isHex } from "./bytes.js";
import { isWhole } from "./numbers.js";
import { HASH_BYTES, SIGNATURE_BYTES } from "./primitives.js";

const NUMBER_LIMIT = 1n << 63n;
export const GROUP_LIMIT = 0xffff;

export class Unreadable extends Error {}

function want(holds, what) {
  if (!holds) throw new Unreadable(what);
}

export function number(value) {
  want(isWhole(value) && value >= 0 && BigInt(value) < NUMBER_LIMIT, "not a number that counts");
  return value;
}

export function group(value) {
  number(value);
  want(value > 0 && value < GROUP_LIMIT, "not a number of a group");
  return value;
}

export function text(value) {
  want(typeof value === "string", "not text");
  return value;
}

export function digits(size) {
  return (value) => {
    want(isHex(value), "not lower-case hexadecimal");
    want(size === undefined || value.length === 2 * size, "not " + size + " bytes");
    return value;
  };
}

export function many(entry) {
  return (value) => {
    want(Array.isArray(value), "not a list");
    return value.map(entry);
  };
}

export function row(...entries) {
  return (value) => {
    want(Array.isArray(value) && value.length === entries.length, "not " + entries.length);
    return entries.map((entry, place) => entry(value[place]));
  };
}

export const digest = digits(HASH_BYTES);
export const signature = digits(SIGNATURE_BYTES);
export const signatures = many(row(number, signature));
export const byGroup = row(group, digest);

const TURNOUT = [
  ["group", number],
  ["roll", number],
  ["late", number],
  ["collected", many(number)],
  ["paper", number],
  ["paperReceived", number],
  ["printed", number],
  ["drawn", number],
  ["undrawn", number],
  ["received", number],
];
const readTurnout = row(...TURNOUT.map(([, entry]) => entry));

// The ten numbers of a group, by their names.
export function turnout(value) {
  const numbers = readTurnout(value);
  return Object.fromEntries(TURNOUT.map(([name], place) => [name, numbers[place]]));
}

export function turnoutRow(found) {
  return TURNOUT.map(([name]) => found[name]);
}
