// What rules may add to the weighted mean: its form, and what a ballot must keep.
//
// Scores are nothing to the voter's page, so only their form is held here.

import { decimal, flag, integer, oneOf, text } from "./shapes.js";

const FORMULA = "scheme/1";
const SHARE = { parts: integer, of: integer };

export const SCHEME = {
  version: integer,
  scale: oneOf("grades", "numbers"),
  method: oneOf("mean", "trimmed", "bands"),
  best: integer,
  trim_each: integer,
  trim_above: integer,
  worth: decimal,
  quorum_parts: integer,
  quorum_of: integer,
  is_by_row: flag,
  marks: [{ name: text, name_en: text, steps: integer }],
  bands: [{ ...SHARE, points: decimal }],
  overrides: [{ steps: integer, ...SHARE, points: decimal }],
  quotas: [{ first: integer, last: integer, least: integer, most: integer }],
  pools: [
    { number: integer, name: text, name_en: text, weight: decimal, parent: integer },
  ],
  members: [{ group: integer, pool: integer }],
};

export function wrongInScheme({ scheme, formula, grades }) {
  if (scheme === undefined) {
    return { formula: formula === FORMULA };
  }
  const { quorum_parts: parts, quorum_of: of } = scheme;
  return {
    formula: formula !== FORMULA,
    "scheme.version": scheme.version !== 1,
    "scheme.quorum": !(parts > 0 && parts <= of),
    "scheme.quotas": scheme.quotas.some(
      ({ first, last }) => first < 0 || first > last || last >= grades.length,
    ),
  };
}

// The share of the roll that must take part, as two whole numbers.
export function quorumShare({ scheme, quorum_percent: percent }) {
  return scheme ? [scheme.quorum_parts, scheme.quorum_of] : [percent, 100];
}

export function breaksQuota({ first, last, least, most }, cells, columns) {
  const found = new Array(columns).fill(0);
  cells.forEach((cell, at) => {
    if (cell >= first && cell <= last) {
      found[at % columns] += 1;
    }
  });
  return found.some((n) => n < least || n > most);
}
