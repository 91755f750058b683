// The lines of a board file, version 1: each kind with its fields, and their order.

import { parseCanonical } from "./canonical.js";
import { demand, Fault } from "./faults.js";
import * as field from "./fields.js";
import { POINT_BYTES, SCALAR_BYTES } from "./primitives.js";

const VERSION = 1;
const TICKET_BYTES = 16;
const PREFIX_BYTES = 32;
const digits = field.digits;

const FORMS = {
  board: { manifest: field.digest, poll: field.text, version: field.number },
  manifest: { signatures: field.signatures, text: field.text },
  ballot: { body: digits(), signature: field.signature },
  counts: { groups: field.many(field.turnout) },
  slips: {
    printed: field.many(field.byGroup),
    redeemed: field.many(field.many(field.byGroup)),
    undrawn: field.many(field.row(field.group, digits(TICKET_BYTES))),
  },
  paper: { digests: field.many(field.byGroup), signatures: field.signatures },
  head: {
    counts: field.digest,
    paper: field.digest,
    root: field.digest,
    signature: field.signature,
    size: field.number,
  },
  cosignatures: { signatures: field.signatures },
  uncast: {
    group: field.group,
    key: digits(POINT_BYTES),
    signature: field.signature,
    tokens: field.many(field.row(digits(PREFIX_BYTES), digits())),
  },
  contents: { head: field.digest, locks: field.many(digits(SCALAR_BYTES)) },
  sealed: { contents: digits(), leaf: field.digest },
  "paper-cells": { ballots: field.many(digits()), group: field.group, salt: field.digest },
};
const KINDS = Object.keys(FORMS);
const OF_ANY_NUMBER = new Set(["ballot", "uncast", "sealed", "paper-cells"]);
const CONTENTS_AT = KINDS.indexOf("contents");
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

// Returns a line as an object with its kind and number; a fault names the line.
export function decodeLine(raw, number) {
  const place = "line " + number;
  const value = parsed(raw, place);
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  demand(isObject && typeof value.kind === "string", "LineMalformed", place);
  const kind = value.kind;
  demand(KINDS.includes(kind), "LineUnknown", place);
  const form = FORMS[kind];
  const names = Object.keys(value).filter((name) => name !== "kind");
  const surplus = names.filter((name) => !(name in form)).sort()[0];
  demand(surplus === undefined, "FieldUnknown", `${place}: ${kind}.${surplus}`);
  const lacking = Object.keys(form).filter((name) => !(name in value)).sort()[0];
  demand(lacking === undefined, "FieldMissing", `${place}: ${kind}.${lacking}`);
  const line = { kind, number };
  for (const name of names) {
    line[name] = read(form[name], value[name], `${place}: ${kind}.${name}`);
  }
  return line;
}

// Where in the fixed order a file is; throws at the first line out of it.
export class LineOrder {
  constructor() {
    this.next = 0;
  }

  take(line) {
    const place = KINDS.indexOf(line.kind);
    const where = `line ${line.number}: ${line.kind}`;
    if (place < this.next) {
      throw new Fault(OF_ANY_NUMBER.has(line.kind) ? "LineMisplaced" : "LineDoubled", where);
    }
    this.refuseGap(place, line.number);
    this.next = OF_ANY_NUMBER.has(line.kind) ? place : place + 1;
    const isKnown = line.kind !== "board" || line.version === VERSION;
    demand(isKnown, "VersionUnknown", where);
  }

  // The contents part may be lacking; everything before it may not.
  finish(number) {
    this.refuseGap(CONTENTS_AT, number);
  }

  refuseGap(place, number) {
    const missing = KINDS.slice(this.next, place).find((kind) => !OF_ANY_NUMBER.has(kind));
    demand(missing === undefined, "LineMissing", `line ${number}: ${missing}`);
  }
}

function parsed(raw, place) {
  demand(raw.isEnded, "LineMalformed", place);
  try {
    return parseCanonical(DECODER.decode(raw.bytes));
  } catch (error) {
    if (error instanceof Fault || error instanceof TypeError) {
      throw new Fault("LineMalformed", place);
    }
    throw error;
  }
}

function read(entry, value, place) {
  try {
    return entry(value);
  } catch (error) {
    if (error instanceof field.Unreadable) throw new Fault("FieldMalformed", place);
    throw error;
  }
}
