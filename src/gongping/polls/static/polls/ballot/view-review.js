// The review: own distribution, the rules, low grades first, and the one seal button.

import { NO_OPINION } from "./scale.js";
import { fill, line, measureBars, part, piece, toTop } from "./dom.js";
import { gradeName } from "./grades.js";
import { checksOf, isAbstention } from "./rules.js";
import { plainHead } from "./view-head.js";
import { nameOf, say } from "./words.js";

const NAMED_IN_FULL = 2;

export class ReviewView {
  constructor(app) {
    this.app = app;
    app.wasReviewed = true;
    plainHead(say("to_review"), app.ballot);
    const root = piece("review");
    this.shares(part(root, "shares"));
    const checks = checksOf(app.ballot);
    this.isKept = checks.every((check) => check.isKept);
    fill(part(root, "checks"), ...checks.map((check) =>
      line(check.isKept ? "passed" : "broken", check.text),
    ));
    if (isAbstention(app.ballot)) {
      fill(part(root, "notes"), line("note", say("abstains")));
    }
    fill(part(root, "groups"), ...this.order().map((grade) => this.group(grade)));
    fill(document.getElementById("main"), root);
    this.showFoot();
    toTop(root);
  }

  leave() {}

  // Worst grade first, 不了解 last.
  order() {
    const last = this.app.facts.manifest.grades.length - 1;
    const grades = this.app.facts.manifest.grades.map((grade, at) => last - at);
    return grades.concat(NO_OPINION);
  }

  shares(list) {
    const { manifest } = this.app.facts;
    const counts = this.app.ballot.counts();
    const most = Math.max(1, ...counts);
    counts.forEach((count, at) => {
      const isUnsure = at === manifest.grades.length;
      if (isUnsure && count === 0) return;
      const row = piece("share");
      row.querySelector("dt").textContent = gradeName(manifest, isUnsure ? NO_OPINION : at);
      row.querySelector(".num").textContent = String(count);
      row.querySelector(".ballot-bar-fill").style.inlineSize = (100 * count) / most + "%";
      list.appendChild(row);
    });
  }

  unitsWith(grade) {
    const { ballot, facts } = this.app;
    const found = [];
    facts.manifest.units.forEach((unit, at) => {
      const columns = facts.manifest.criteria.filter(
        (criterion, column) => ballot.grade(at, column) === grade,
      );
      if (columns.length) found.push({ unit, at, columns });
    });
    return found;
  }

  group(grade) {
    const { manifest } = this.app.facts;
    const found = this.unitsWith(grade);
    if (found.length === 0) return null;
    const root = piece("group");
    const label = gradeName(manifest, grade);
    const isLow = grade !== NO_OPINION && grade >= manifest.grades.length / 2;
    part(root, "grade").textContent = label;
    part(root, "names").textContent = names(found, isLow);
    const button = part(root, "change");
    const list = part(root, "units");
    list.id = "grade-" + grade;
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
    if (this.app.facts.manifest.criteria.length > 1) {
      const texts = columns.map((criterion) => nameOf(criterion).text);
      part(row, "grades").textContent = texts.join(say("between"));
    }
    const button = row.querySelector("button");
    button.setAttribute("aria-label", say("change_unit", { unit: name.text }));
    button.addEventListener("click", () => this.app.show("fill", at));
    return row;
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
