// The count: when a ballot counts, and how often each grade was given.

import { fromHex } from "./bytes.js";
import { demand } from "./faults.js";
import { issuedOf } from "./counts.js";
import { breaksQuota, mended } from "./scheme.js";

const NO_OPINION = 0xffff;
const MOST_GRADES = 255;
// In the order in which they are looked for: the first that applies is the reason.
export const REASONS = [
  ...["unopenable", "length", "range", "all_identical", "excellent_quota"],
  ...["all_best", "unfinished", "quota"],
];

// The count of one group while its ballots come in; `null` is one that did not open.
export class Counting {
  constructor(manifest) {
    const { grades, criteria, units } = manifest;
    demand(grades.length <= MOST_GRADES, "ManifestMalformed", "grades");
    this.manifest = manifest;
    this.grades = grades.length;
    this.columns = criteria.length;
    this.cells = units.length * criteria.length;
    this.counts = Array.from({ length: this.cells }, () => new Array(this.grades + 1).fill(0));
    this.failures = new Map();
    this.received = 0;
    this.valid = 0;
    this.abstained = 0;
  }

  add(bytes) {
    this.received += 1;
    const cells = this.cellsIn(bytes);
    const reason = this.failure(bytes, cells);
    if (reason !== null) {
      this.failures.set(reason, (this.failures.get(reason) || 0) + 1);
      return;
    }
    this.valid += 1;
    if (cells.every((cell) => cell === NO_OPINION)) this.abstained += 1;
    cells.forEach((cell, place) => {
      this.counts[place][cell === NO_OPINION ? this.grades : cell] += 1;
    });
  }

  addHex(text) {
    this.add(fromHex(text));
  }

  cellsIn(bytes) {
    if (bytes === null) return null;
    const cells = cellsOf(bytes);
    if (bytes.length !== this.manifest.cellBytes) return cells;
    return mended(this.manifest.scheme, cells, this.columns, this.grades);
  }

  failure(bytes, cells) {
    if (bytes === null) return "unopenable";
    if (bytes.length !== this.manifest.cellBytes) return "length";
    if (cells.some((cell) => cell >= this.grades && cell !== NO_OPINION)) return "range";
    const broken = this.manifest.rules.find((rule) => this.breaks(rule, cells));
    if (broken) return broken.name;
    return breaksQuota(this.manifest.scheme, cells, this.columns) ? "quota" : null;
  }

  breaks(rule, cells) {
    if (rule.name === "all_identical") {
      const isSame = cells.every((cell) => cell === cells[0]);
      return cells.length > 1 && isSame && cells[0] !== NO_OPINION;
    }
    if (rule.name === "all_best") {
      return cells.length > 1 && cells.every((cell) => cell === 0);
    }
    if (rule.name === "unfinished") {
      return cells.filter((cell) => cell === NO_OPINION).length > rule.limit;
    }
    for (let column = 0; column < this.columns; column += 1) {
      const best = cells.filter((cell, at) => at % this.columns === column && cell === 0);
      if (best.length > rule.limit) return true;
    }
    return false;
  }

  // The names are those of published totals.
  finish(turnout) {
    const { columns, counts } = this;
    const units = counts.length / columns;
    return {
      group: turnout.group,
      issued: issuedOf(turnout),
      received: this.received,
      valid: this.valid,
      abstained: this.abstained,
      invalid: REASONS.filter((reason) => this.failures.has(reason)).map((reason) => [
        reason,
        this.failures.get(reason),
      ]),
      histogram: Array.from({ length: units }, (_, unit) =>
        counts.slice(unit * columns, (unit + 1) * columns),
      ),
    };
  }
}

function cellsOf(bytes) {
  const cells = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) cells.push(bytes[at] * 256 + bytes[at + 1]);
  return cells;
}
