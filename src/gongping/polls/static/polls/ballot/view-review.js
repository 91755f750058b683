// The review: own distribution, the rules, low grades first, and the one seal button.

import { fill, line, measureBars, part, piece, toTop } from "./dom.js";
import { gradeName } from "./grades.js";
import { checksOf, isAbstention } from "./rules.js";
import { bandsOf, isNumeric, NO_OPINION, stepsName } from "./scale.js";
import { plainHead } from "./view-head.js";
import { nameOf, say } from "./words.js";

const NAMED_IN_FULL = 2;

export class ReviewView {
  constructor(app) {
    this.app = app;
    app.wasReviewed = true;
    plainHead(say("to_review"), app.ballot);
    this.isNumeric = isNumeric(app.facts.manifest);
    this.bands = bandsOf(app.facts.manifest).concat({ first: NO_OPINION, last: NO_OPINION });
    const root = piece("review");
    if (this.isNumeric) part(root, "own").textContent = say("your_numbers");
    this.shares(part(root, "shares"));
    const checks = checksOf(app.ballot);
    this.isKept = checks.every((check) => check.isKept);
    fill(part(root, "checks"), ...checks.map((check) =>
      line(check.isKept ? "passed" : "broken", check.text),
    ));
    if (isAbstention(app.ballot)) {
      fill(part(root, "notes"), line("note", say("abstains")));
    }
    fill(part(root, "groups"), ...this.order().map((at) => this.group(at)));
    fill(document.getElementById("main"), root);
    this.showFoot();
    toTop(root);
  }

  leave() {}

  // Worst grade first, 不了解 last.
  order() {
    const last = this.bands.length - 1;
    return this.bands.slice(0, last).map((band, at) => last - 1 - at).concat(last);
  }

  bandName({ first, last }) {
    if (first === NO_OPINION) return say("unsure");
    return stepsName(this.app.facts.manifest, first, last);
  }

  shares(list) {
    const { grades } = this.app.ballot;
    const counts = this.bands.map(
      ({ first, last }) => grades.filter((grade) => grade >= first && grade <= last).length,
    );
    const most = Math.max(1, ...counts);
    counts.forEach((count, at) => {
      const isUnsure = at === counts.length - 1;
      if (isUnsure && count === 0) return;
      const row = piece("share");
      row.querySelector("dt").textContent = this.bandName(this.bands[at]);
      row.querySelector(".num").textContent = String(count);
      row.querySelector(".ballot-bar-fill").style.inlineSize = (100 * count) / most + "%";
      list.appendChild(row);
    });
  }

  unitsWith({ first, last }) {
    const { ballot, facts } = this.app;
    const found = [];
    facts.manifest.units.forEach((unit, at) => {
      const columns = facts.manifest.criteria.filter(
        (criterion, column) => {
          const grade = ballot.grade(at, column);
          return grade !== null && grade >= first && grade <= last;
        },
      );
      if (columns.length) found.push({ unit, at, columns });
    });
    return found;
  }

  group(place) {
    const band = this.bands[place];
    const found = this.unitsWith(band);
    if (found.length === 0) return null;
    const root = piece("group");
    const label = this.bandName(band);
    const graded = this.bands.length - 1;
    const isLow = place < graded && place >= graded / 2;
    part(root, "grade").textContent = label;
    part(root, "names").textContent = names(found, isLow);
    const button = part(root, "change");
    const list = part(root, "units");
    list.id = "grade-" + place;
    button.setAttribute("aria-controls", list.id);
    button.setAttribute("aria-label", say("change_these", { grade: label }));
    found.forEach((entry) => list.appendChild(this.unitRow(entry)));
    button.addEventListener("click", () => {
      list.hidden = !list.hidden;
      button.setAttribute("aria-expanded", String(!list.hidden));
      if (!list.hidden) list.querySelector("button").focus();
    });
    return root;
  }

  unitRow({ unit, at, columns }) {
    const row = piece("group-unit");
    const name = nameOf(unit);
    part(row, "name").textContent = name.text;
    const isPlain = this.app.facts.manifest.criteria.length === 1;
    if (this.isNumeric || !isPlain) {
      const texts = columns.map((criterion) => this.given(at, criterion, isPlain));
      part(row, "grades").textContent = texts.join(say("between"));
    }
    const button = row.querySelector("button");
    button.setAttribute("aria-label", say("change_unit", { unit: name.text }));
    button.addEventListener("click", () => this.app.show("fill", at));
    return row;
  }

  // A criterion by its name; of numbers with the number.
  given(at, criterion, isPlain) {
    const { ballot, facts } = this.app;
    const name = nameOf(criterion).text;
    if (!this.isNumeric) return name;
    const grade = gradeName(facts.manifest, ballot.grade(at, facts.manifest.criteria.indexOf(criterion)));
    return isPlain ? grade : say("of_criterion", { criterion: name, line: grade });
  }

  showFoot() {
    this.foot = piece("review-foot");
    part(this.foot, "left").addEventListener("click", () => this.app.back());
    part(this.foot, "right").addEventListener("click", () => this.app.cast());
    part(this.foot, "look").addEventListener("click", () => this.app.lookNow());
    fill(document.getElementById("foot"), this.foot);
    this.refresh();
  }

  // What the box says now decides whether the button can be pressed, and why not.
  refresh() {
    const isWaiting = this.app.watch.phase === "waiting";
    const right = part(this.foot, "right");
    const reason = isWaiting ? "wait_to_cast" : this.isKept ? "final" : "mend_first";
    const mayCast = this.isKept && !isWaiting;
    part(this.foot, "reason").textContent = say(reason);
    part(this.foot, "look").hidden = !isWaiting;
    right.textContent = say(this.app.isCasting ? "casting" : "cast");
    right.setAttribute("aria-busy", String(this.app.isCasting));
    if (mayCast) right.removeAttribute("aria-disabled");
    else right.setAttribute("aria-disabled", "true");
    this.mayCast = mayCast;
    measureBars();
  }

  problem(text, action) {
    const place = part(this.foot, "problem");
    fill(place, text ? line("problem", text) : null, action);
    measureBars();
  }

  tell(text) {
    fill(part(this.foot, "problem"), line("note", text));
    measureBars();
  }
}

function names(found, isLow) {
  const all = found.map(({ unit }) => nameOf(unit).text);
  if (isLow || all.length <= NAMED_IN_FULL) return all.join(say("between"));
  const first = all.slice(0, NAMED_IN_FULL).join(say("between"));
  return say("names_and_more", { names: first, n: all.length });
}
