// Published totals: the count as a text, compared with the board and with the recount.

import { canonical, parseCanonical } from "./canonical.js";
import { allReceivedOf, issuedOf } from "./counts.js";
import { demand, Fault } from "./faults.js";
import { many, number, Unreadable } from "./fields.js";
import { sum } from "./numbers.js";
import { REASONS } from "./tally.js";

const NUMBERS = ["group", "issued", "received", "valid", "abstained"];
const FIELDS = [...NUMBERS, "invalid", "histogram"];
const readHistogram = many(many(many(number)));

export function readTotals(text) {
  try {
    const value = parseCanonical(text);
    const isWhole = value !== null && typeof value === "object" && sameNames(value, ["totals"]);
    demand(isWhole && Array.isArray(value.totals), "TotalsMalformed", "form");
    return value.totals.map(readGroup);
  } catch (error) {
    if (error instanceof Fault || error instanceof Unreadable) {
      throw new Fault("TotalsMalformed", error.message);
    }
    throw error;
  }
}

export function verifyTotalsFit(manifest, published, turnouts) {
  const numbers = published.map((group) => group.group);
  demand(new Set(numbers).size === numbers.length, "TotalsDiffer", "twice");
  for (const group of published) {
    const turnout = turnouts.find((row) => row.group === group.group);
    const isOnBoard =
      turnout !== undefined &&
      group.issued === issuedOf(turnout) &&
      group.received === allReceivedOf(turnout);
    const invalid = group.invalid.map(([, count]) => count);
    const holds =
      isOnBoard &&
      sum(group.valid, ...invalid) === group.received &&
      group.abstained <= group.valid &&
      group.histogram.length === manifest.units.length &&
      group.histogram.every((unit) => addsUp(manifest, unit, group.valid));
    demand(holds, "TotalsDiffer", "group " + group.group);
  }
}

// Returns for each group that was counted how many units were published as they came
// out; a unit without rows is withheld.
export function verifyTotals(published, counted) {
  const compared = [];
  for (const ours of counted) {
    const theirs = published.find((group) => group.group === ours.group);
    if (theirs === undefined) continue;
    const units = theirs.histogram;
    const histogram = ours.histogram.map((unit, place) => (units[place].length ? unit : []));
    const isSame = canonical(theirs) === canonical({ ...ours, histogram });
    demand(isSame, "TotalsDiffer", "group " + ours.group);
    compared.push([ours.group, units.filter((unit) => unit.length).length]);
  }
  return compared;
}

function addsUp(manifest, unit, valid) {
  if (!unit.length) return true;
  const width = manifest.grades.length + 1;
  const isWhole = unit.length === manifest.criteria.length;
  return isWhole && unit.every((cell) => cell.length === width && sum(...cell) === valid);
}

function readGroup(value) {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  demand(isObject && sameNames(value, FIELDS), "TotalsMalformed", "group");
  NUMBERS.forEach((name) => number(value[name]));
  const areReasons = Array.isArray(value.invalid) && value.invalid.every(isReason);
  demand(areReasons, "TotalsMalformed", "invalid");
  readHistogram(value.histogram);
  return value;
}

function isReason(row) {
  if (!Array.isArray(row) || row.length !== 2 || !REASONS.includes(row[0])) return false;
  number(row[1]);
  return true;
}

function sameNames(value, names) {
  const found = Object.keys(value);
  return found.length === names.length && names.every((name) => found.includes(name));
}
