// Asks the box whether ballots are taken, and now and then whether the poll still holds.

import { Watch } from "../ballot/watch.js";
import { stateOf } from "./joining.js";

const BEFORE_COLLECTING = 30000;
const ONE_IN = 5;

export class VoteWatch extends Watch {
  constructor(facts, changed) {
    super(facts, changed);
    this.looks = 0;
  }

  // A poll that is void keeps its box waiting for ever; only the site knows.
  async look(isAsked = false) {
    const phase = await super.look();
    this.looks += 1;
    if (phase !== "waiting" || !(isAsked || this.looks % ONE_IN === 0)) return phase;
    if ((await stateOf(this.facts.digest)) !== "void") return phase;
    this.stop();
    this.changed("void", phase);
    return "void";
  }

  untilCollecting(recheck) {
    this.stop();
    if (this.facts.state !== "frozen") return;
    const wait = BEFORE_COLLECTING + Math.random() * 5000;
    this.timer = window.setTimeout(async () => {
      await recheck();
      this.untilCollecting(recheck);
    }, wait);
  }
}
