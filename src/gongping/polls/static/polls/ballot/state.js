// One open ballot: its draft on this device, and what was sent of it.

import { encodeCells, newKey } from "./codec.js";
import { forget, keep, recall } from "./device.js";
import { Filling } from "./filling.js";

export class Ballot extends Filling {
  constructor(facts, ticket) {
    super(facts.manifest);
    this.digest = facts.digest;
    this.ticket = ticket;
    this.place = "draft:" + facts.poll + ":" + ticket.hash;
    // Sent without an answer: each may lie in the box already.
    this.unanswered = [];
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
