// Finding one's ballot, on this device alone: nothing of it is sent anywhere.

import { isHex, toHex } from "./bytes.js";
import { lookAlikes, placeOf, placesOf, typedWords } from "./codes.js";
import { readReceipt } from "./shown.js";

const LEAF_BYTES = 32;
const KEY_BYTES = 65;
const RECEIPT_BYTES = 161;
const FEWEST_DIGITS = 6;
const FEWEST_WORDS = 3;
const WORDS = 6;
const MOST_SHOWN = 5;

// What stands behind # in the address of a receipt's code: a whole receipt, or a leaf.
export function fromAddress(fragment, manifestDigest) {
  const text = fragment.replace(/^#/, "");
  if (text.startsWith("r=")) return fromCode(text.slice(2), manifestDigest);
  return isHex(text) && text.length === 2 * LEAF_BYTES ? { leaf: text } : null;
}

// A code of a receipt as the camera reads it, or the text of its file.
export function fromText(text, manifestDigest) {
  const at = text.indexOf("#");
  if (at >= 0) return fromAddress(text.slice(at), manifestDigest);
  return text.trim().startsWith("{") ? receiptFrom(readReceipt(text.trim())) : null;
}

// Returns the places of rows that fit, and what to say if none does.
export function search(rows, typed) {
  const digits = typed.toLowerCase().replace(/[\s-]/g, "");
  if (/^[0-9a-f]+$/.test(digits) && !typedWords(typed).every((word) => placeOf(word) >= 0)) {
    return byDigits(rows, digits);
  }
  const words = typedWords(typed);
  if (!words.length) return { found: [], problem: "nothing" };
  const unknown = words.filter((word) => placeOf(word) < 0);
  const wanted = words.map(placeOf).filter((place) => place >= 0);
  return { ...byWords(rows, wanted, unknown.length), unknown: unknown.map(withLookAlikes) };
}

export function placeOfLeaf(rows, leaf) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].leaf < leaf) low = middle + 1;
    else high = middle;
  }
  return low < rows.length && rows[low].leaf === leaf ? low : -1;
}

function byDigits(rows, digits) {
  if (digits.length < FEWEST_DIGITS) return { found: [], problem: "short" };
  const found = [];
  rows.forEach((row, place) => row.leaf.startsWith(digits) && found.push(place));
  return { found: found.slice(0, MOST_SHOWN), total: found.length };
}

// Rows that have every word, in whatever order. Where none has, those that lack one.
function byWords(rows, wanted, unknown) {
  if (wanted.length + unknown < FEWEST_WORDS) return { found: [], problem: "short" };
  const [all, near] = [[], []];
  rows.forEach((row, place) => {
    const lacking = lackingIn(placesOf(row.leaf), wanted);
    if (lacking === 0 && !unknown) all.push(place);
    else if (lacking + unknown <= 1 && wanted.length >= FEWEST_WORDS) near.push(place);
  });
  const isWhole = wanted.length === WORDS;
  return {
    found: all.slice(0, MOST_SHOWN),
    total: all.length,
    near: all.length ? [] : near.slice(0, MOST_SHOWN),
    problem: !all.length && !isWhole ? "incomplete" : undefined,
  };
}

function lackingIn(places, wanted) {
  const rest = [...places];
  return wanted.filter((place) => {
    const at = rest.indexOf(place);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  }).length;
}

function withLookAlikes(word) {
  return { word, like: lookAlikes(word) };
}

function fromCode(text, manifestDigest) {
  const bytes = fromBase64Url(text);
  if (bytes === null || bytes.length !== RECEIPT_BYTES) return null;
  const cut = (from, to) => toHex(bytes.subarray(from, to));
  const keyEnd = LEAF_BYTES + KEY_BYTES;
  return receiptFrom({
    key: cut(LEAF_BYTES, keyEnd),
    leaf: cut(0, LEAF_BYTES),
    manifest: manifestDigest,
    receipt: cut(keyEnd, RECEIPT_BYTES),
  });
}

function receiptFrom(receipt) {
  return { leaf: receipt.leaf, receipt };
}

function fromBase64Url(text) {
  try {
    const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

