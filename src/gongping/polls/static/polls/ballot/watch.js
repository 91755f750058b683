// Asks the box every half minute, not all phones at once, whether ballots are taken.

import { phaseOf } from "./net.js";

const PERIOD = 30000;
const JITTER = 10000;

export class Watch {
  constructor(facts, changed) {
    this.facts = facts;
    this.changed = changed;
    this.phase = "";
    this.timer = 0;
  }

  async look() {
    window.clearTimeout(this.timer);
    const phase = await phaseOf(this.facts);
    const before = this.phase;
    if (phase) this.phase = phase;
    if (this.phase !== "closed") this.again();
    if (this.phase !== before) this.changed(this.phase, before);
    return phase;
  }

  again() {
    window.clearTimeout(this.timer);
    const wait = PERIOD + Math.random() * JITTER - JITTER / 2;
    this.timer = window.setTimeout(() => this.look(), wait);
  }

  stop() {
    window.clearTimeout(this.timer);
  }
}
