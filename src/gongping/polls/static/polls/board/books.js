// How a verification keeps its books: what passed, what failed, what was not given.

import { Fault, isOfForm } from "./faults.js";

// The checks, in the order in which a reader follows them.
export const CHECKS = [
  ...["rules", "rules-expected", "rules-signed", "ballots", "order", "counts", "slips"],
  ...["paper", "head", "head-signed", "head-expected", "cosigned", "one-view", "uncast"],
  ...["receipts", "quorum", "release", "locks", "contents", "paper-cells", "count"],
  ...["form", "totals-fit", "totals"],
];

// A check failed; those after it would build on sand.
export class Stopped extends Error {}

export class Books {
  constructor() {
    this.fault = null;
    this.entries = new Map();
  }

  // Enters the check as passed, or as failed and then stops. A fault in the form of the
  // file is entered as such, whatever was being read.
  async promise(check, act, note = "") {
    let found = null;
    try {
      found = await act();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.fault = error;
      this.enter(isOfForm(error) ? "form" : check, "failed", error.detail);
      throw new Stopped(error.message);
    }
    this.passed(check, note);
    return found;
  }

  passed(check, note = "") {
    this.enter(check, "passed", note);
  }

  absent(...checks) {
    checks.forEach((check) => this.enter(check, "not-given", ""));
  }

  enter(check, state, note) {
    this.entries.set(check, { check, state, note });
  }

  outcomes() {
    const rest = { state: "not-reached", note: "" };
    return CHECKS.map((check) => this.entries.get(check) || { check, ...rest });
  }
}
