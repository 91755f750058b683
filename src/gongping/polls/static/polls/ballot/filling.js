// A ballot while it is filled: a grade for each unit × criterion, null while open.

import { NO_OPINION } from "./scale.js";

// Whoever extends it says in save() where the grades are kept.
export class Filling {
  constructor(manifest) {
    this.manifest = manifest;
    this.units = manifest.units.length;
    this.columns = manifest.criteria.length;
    this.grades = new Array(this.units * this.columns).fill(null);
    this.unit = 0;
  }

  grade(unit, column) {
    return this.grades[unit * this.columns + column];
  }

  choose(unit, column, grade) {
    this.grades[unit * this.columns + column] = grade;
    this.unit = unit;
    this.save();
  }

  openIn(unit) {
    const start = unit * this.columns;
    return this.grades.slice(start, start + this.columns).filter((g) => g === null).length;
  }

  isScored(unit) {
    return this.openIn(unit) === 0;
  }

  scored(start = 0, end = this.units) {
    let count = 0;
    for (let unit = start; unit < end; unit += 1) if (this.isScored(unit)) count += 1;
    return count;
  }

  get isComplete() {
    return this.scored() === this.units;
  }

  // The next unit that is not scored, from here on and then from the beginning.
  nextOpen(from = 0) {
    for (let step = 0; step < this.units; step += 1) {
      const unit = (from + step) % this.units;
      if (!this.isScored(unit)) return unit;
    }
    return -1;
  }

  counts() {
    const steps = this.manifest.grades.length;
    const found = new Array(steps + 1).fill(0);
    this.grades.forEach((grade) => {
      if (grade !== null) found[grade === NO_OPINION ? steps : grade] += 1;
    });
    return found;
  }
}
