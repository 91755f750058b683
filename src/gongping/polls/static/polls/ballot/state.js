// One ballot while it is filled: a grade for each unit × criterion, null while open.

import { NO_OPINION, encodeCells, newKey } from "./codec.js";
import { forget, keep, recall } from "./device.js";

export class Ballot {
  constructor(facts, ticket) {
    this.manifest = facts.manifest;
    this.digest = facts.digest;
    this.ticket = ticket;
    this.units = this.manifest.units.length;
    this.columns = this.manifest.criteria.length;
    this.place = "draft:" + facts.poll + ":" + ticket.hash;
    this.grades = new Array(this.units * this.columns).fill(null);
    // Sent without an answer: each may lie in the box already.
    this.unanswered = [];
    this.unit = 0;
    this.isRestored = this.restore();
  }

  restore() {
    const draft = recall(this.place);
    if (!draft || draft.digest !== this.digest) return false;
    if (draft.grades.length !== this.grades.length) return false;
    this.grades = draft.grades;
    this.unanswered = draft.unanswered;
    this.unit = Math.min(draft.unit, this.units - 1);
    return this.grades.some((grade) => grade !== null);
  }

  save() {
    const { digest, grades, unanswered, unit } = this;
    keep(this.place, { digest, grades, unanswered, unit });
  }

  wipe() {
    forget(this.place);
    this.grades.fill(null);
    this.unanswered = [];
  }

  // The same grades for another ticket: nothing that was chosen is lost.
  moveTo(ticket) {
    forget(this.place);
    this.place = this.place.replace(this.ticket.hash, ticket.hash);
    this.ticket = ticket;
    this.unanswered = [];
    this.save();
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

  // What is sent: the same bytes again for the same grades, so that a lost reply can
  // be asked for once more.
  sealed() {
    if (!this.isComplete) throw new Error("an open cell has no code");
    const cells = encodeCells(this.grades);
    const again = this.unanswered.find((sent) => sent.cells === cells);
    if (again) return again;
    const fresh = { group: this.ticket.group, key: newKey(), cells };
    this.unanswered.push(fresh);
    this.save();
    return fresh;
  }
}
