// Canonical JSON: UTF-8, keys sorted by code points, no spaces, no fractions.

import { Gp1Error, refuse } from "./errors.js";

// JSON.stringify would write one as an escape, which is not its canonical form.
const LONE_SURROGATE =
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/;

export function canonicalJson(value) {
  if (value === null || typeof value === "boolean") {
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    return writeNumber(value);
  }
  if (typeof value === "string") {
    return writeText(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(",")}]`;
  }
  if (typeof value === "object") {
    return writeObject(value);
  }
  return refuse("malformed", `${typeof value} has no canonical form`);
}

// The value of a text that is its own canonical form; anything else is refused.
export function parseCanonical(text, code = "malformed") {
  let value;
  let written;
  try {
    value = JSON.parse(text);
    written = canonicalJson(value);
  } catch (error) {
    throw new Gp1Error(code, error.message);
  }
  if (written !== text) {
    refuse(code, "the text differs from its canonical form");
  }
  return value;
}

function writeNumber(value) {
  if (!Number.isSafeInteger(value)) {
    refuse("malformed", "a number has no canonical form");
  }
  return JSON.stringify(value);
}

function writeText(value) {
  if (LONE_SURROGATE.test(value)) {
    refuse("malformed", "half a character");
  }
  return JSON.stringify(value);
}

function writeObject(value) {
  const keys = Object.keys(value).sort(byCodePoints);
  const fields = keys.map((key) => `${writeText(key)}:${canonicalJson(value[key])}`);
  return `{${fields.join(",")}}`;
}

function byCodePoints(one, other) {
  const a = Array.from(one, (character) => character.codePointAt(0));
  const b = Array.from(other, (character) => character.codePointAt(0));
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    if (a[at] !== b[at]) {
      return a[at] - b[at];
    }
  }
  return a.length - b.length;
}
