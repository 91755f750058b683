// 三 The recount and every check: a plain sentence each, and red where one fails.

import { byId, fill, make, message, saveText, shape } from "./dom.js";
import { canonical } from "./canonical.js";
import { drawGrades } from "./view-grades.js";
import { has, say } from "./say.js";

const LONG = /^[0-9a-f]{64}$/;
const SHOWN_DIGITS = 8;
const COUNTED = ["rules", "ballots", "head", "cosigned", "contents", "paper-cells"];

export class ChecksView {
  constructor(app) {
    this.app = app;
    byId("begin").addEventListener("click", () => app.verify());
    byId("save-count").addEventListener("click", () => this.saveCount());
  }

  draw() {
    const { report, progress } = this.app;
    byId("begin").hidden = report !== null || progress !== null;
    byId("save-count").hidden = !(report && report.tally && !report.error);
    fill(byId("verdict"), this.headline());
    this.drawEach(report);
    drawGrades(report && !report.error ? report : null);
  }

  // Folded while all is well; what nobody gave is named, so that nothing seems to have
  // been looked at.
  drawEach(report) {
    byId("each").hidden = !report;
    if (!report) return;
    const inState = (state) => report.outcomes.filter((outcome) => outcome.state === state);
    const [passed, failed, absent] = ["passed", "failed", "not-given"].map(inState);
    const values = { n: passed.length, rest: absent.length };
    byId("each-summary").textContent = say(failed.length ? "each_failed" : "each_check", values);
    if (failed.length) byId("each").open = true;
    byId("absent").hidden = !absent.length;
    byId("absent-public").hidden = this.app.known.hasContents;
    fill(byId("outcomes"), ...this.lines(report.outcomes));
    fill(byId("absent-list"), ...absent.map(({ check }) => make("li", "", say("check_" + check))));
  }

  headline() {
    const { report, progress, known } = this.app;
    if (progress !== null) return make("p", "board-verdict", say("checking", progress));
    if (!report) return make("p", "board-verdict", say("not_checked", { n: known.rows.length }));
    if (report.error) return this.failure(report);
    return make("p", "board-verdict", this.success(report));
  }

  success({ outcomes, manifest, tally }) {
    const passed = (check) => outcomes.some((o) => o.check === check && o.state === "passed");
    if (passed("totals")) return say("same_as_published", { n: manifest.units.length });
    return say(tally ? "counted_again" : "public_part_holds");
  }

  failure({ error, fault }) {
    const reason = has("error_" + error) ? say("error_" + error) : say("error_other");
    const detail = error + (fault.detail ? " · " + fault.detail : "");
    return message("error", say("fails"), reason, say("fails_do"), detail);
  }

  lines(outcomes) {
    return outcomes
      .filter(({ state }) => state === "passed" || state === "failed")
      .map(({ check, state, note }) => {
        const mark = shape(state);
        const sentence = make("span", "", say("check_" + check));
        const known = state === "passed" ? noteOf(check, note) : "";
        const word = make("span", "board-note", say("state_" + state) + known);
        return make("li", "board-outcome is-" + state, mark, sentence, word);
      });
  }

  // Without the groups that are too small to be shown by themselves.
  saveCount() {
    const { manifest, tally } = this.app.report;
    const k = manifest.disclosure_threshold;
    const totals = tally.filter((group) => group.received >= k);
    saveText(manifest.poll + "-count.json", canonical({ totals }));
  }
}

// Numbers that say something by themselves; groups by their numbers do not.
function noteOf(check, note) {
  if (!COUNTED.includes(check)) return "";
  return " " + (LONG.test(note) ? note.slice(0, SHOWN_DIGITS).toUpperCase() : note);
}
