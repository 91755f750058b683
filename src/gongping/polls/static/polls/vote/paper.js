// The ballot while it is filled: each choice goes to the device by itself, so that two
// tabs do not undo each other's.

import { Filling } from "../ballot/filling.js";

export class Paper extends Filling {
  constructor(facts, records) {
    super(facts.manifest);
    this.records = records;
    this.ticket = { group: records.current.group };
    this.refill();
    this.isRestored = this.grades.some((grade) => grade !== null);
  }

  refill() {
    const { grades, unit } = this.records.current;
    if (grades && grades.length === this.grades.length) this.grades = grades;
    this.unit = Math.min(unit, this.units - 1);
  }

  choose(unit, column, grade) {
    this.grades[unit * this.columns + column] = grade;
    this.unit = unit;
    this.records.change((record) => {
      record.grades = record.grades || this.grades.map(() => null);
      record.grades[unit * this.columns + column] = grade;
      record.unit = unit;
    });
  }

  save() {
    this.records.change((record) => {
      record.unit = this.unit;
    });
  }
}
