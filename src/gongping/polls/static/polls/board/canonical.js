// Canonical JSON: one text for one value. The reader takes that one text and no other,
// so nothing that was hashed can be read in two ways.

import { Fault } from "./faults.js";

const DEEPEST = 200;
const MOST_DIGITS = 4300;
const SHORT = { '"': '"', "\\": "\\", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const LONG = /[0-9a-f]{4}/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const WHOLE = /-?(?:0|[1-9][0-9]*)/y;

export function parseCanonical(text) {
  const reader = new Reader(text);
  const value = reader.value(0);
  if (reader.at !== text.length) reader.refuse("something follows");
  return value;
}

export function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (typeof value === "bigint") return String(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort(compareText);
  const fields = names.map((name) => JSON.stringify(name) + ":" + canonical(value[name]));
  return "{" + fields.join(",") + "}";
}

// By code point, which is not how script compares texts beyond the first plane.
export function compareText(one, other) {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at += 1) {
    if (one.charCodeAt(at) !== other.charCodeAt(at)) {
      return one.codePointAt(at) - other.codePointAt(at);
    }
  }
  return one.length - other.length;
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  refuse(why) {
    throw new Fault("NotCanonical", why + " at " + this.at);
  }

  value(depth) {
    if (depth > DEEPEST) this.refuse("too deep");
    const first = this.text[this.at];
    if (first === '"') return this.string();
    if (first === "{") return this.object(depth);
    if (first === "[") return this.list(depth);
    for (const [word, value] of [["true", true], ["false", false], ["null", null]]) {
      if (this.text.startsWith(word, this.at)) return this.skip(word.length, value);
    }
    return this.number();
  }

  skip(length, value) {
    this.at += length;
    return value;
  }

  take(sign) {
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    return found ? this.skip(found[0].length, found[0]) : null;
  }

  object(depth) {
    const found = Object.create(null);
    let last = null;
    this.take("{");
    if (this.take("}")) return found;
    do {
      if (this.text[this.at] !== '"') this.refuse("no name");
      const name = this.string();
      if (last !== null && compareText(last, name) >= 0) this.refuse("names out of order");
      if (!this.take(":")) this.refuse("no colon");
      found[name] = this.value(depth + 1);
      last = name;
    } while (this.take(","));
    if (!this.take("}")) this.refuse("the object does not end");
    return found;
  }

  list(depth) {
    const found = [];
    this.take("[");
    if (this.take("]")) return found;
    do found.push(this.value(depth + 1));
    while (this.take(","));
    if (!this.take("]")) this.refuse("the list does not end");
    return found;
  }

  string() {
    let found = "";
    this.take('"');
    for (;;) {
      found += this.match(PLAIN);
      if (this.take('"')) return found;
      if (!this.take("\\")) this.refuse("the text does not end");
      found += this.escaped();
    }
  }

  escaped() {
    const sign = this.text[this.at];
    if (sign in SHORT) return this.skip(1, SHORT[sign]);
    if (!this.take("u")) this.refuse("not escaped in its one way");
    const digits = this.match(LONG);
    const code = digits === null ? 0x20 : parseInt(digits, 16);
    const made = String.fromCharCode(code);
    if (code >= 0x20 || Object.values(SHORT).includes(made)) {
      this.refuse("not escaped in its one way");
    }
    return made;
  }

  number() {
    const digits = this.match(WHOLE);
    if (digits === null || digits === "-0" || digits.length > MOST_DIGITS) {
      this.refuse("no value");
    }
    const number = Number(digits);
    return Number.isSafeInteger(number) ? number : BigInt(digits);
  }
}
