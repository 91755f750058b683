// Criteria layout: one unit a page, with its tasks and a group of chips a criterion.

import { fill, measureBars, part, piece, toTop } from "./dom.js";
import { gradeGroup } from "./grades.js";
import { fillTasks } from "./tasks.js";
import { Head } from "./view-head.js";
import { intro } from "./view-intro.js";
import { say, writeName } from "./words.js";

export class CriteriaView {
  constructor(app) {
    this.app = app;
    this.head = new Head(app, null);
    this.foot = piece("fill-foot");
    this.foot.classList.add("is-step");
    part(this.foot, "left").textContent = say("previous");
    part(this.foot, "left").addEventListener("click", () => this.step(-1));
    part(this.foot, "right").addEventListener("click", () => this.right());
    const place = document.getElementById("foot");
    place.hidden = false;
    fill(place, this.foot);
    this.show(app.ballot.unit);
  }

  leave() {}

  show(unit) {
    const { facts, ballot } = this.app;
    const facing = facts.manifest.units[unit];
    this.unit = unit;
    ballot.unit = unit;
    ballot.save();
    const root = piece("unit");
    part(root, "number").textContent = String(unit + 1);
    writeName(part(root, "category"), facing, "category");
    writeName(part(root, "name"), facing);
    fillTasks(part(root, "tasks"), facts, facing);
    this.groups = facts.manifest.criteria.map((criterion, column) =>
      gradeGroup(ballot, unit, column, () => this.refresh()),
    );
    const above = unit === 0 || this.isFirst === undefined ? intro(this.app) : null;
    this.isFirst = false;
    fill(document.getElementById("main"), above, root, ...this.groups);
    this.refresh();
    measureBars();
  }

  refresh() {
    const { ballot } = this.app;
    const open = ballot.openIn(this.unit);
    this.head.show(this.unit);
    const here = this.groups.findIndex((group, column) => ballot.grade(this.unit, column) === null);
    this.groups.forEach((group, column) => group.classList.toggle("is-here", column === here));
    part(this.foot, "left").hidden = this.unit === 0;
    const right = part(this.foot, "right");
    right.textContent = this.label(open);
    right.classList.toggle("btn-primary", open === 0);
    if (open) right.setAttribute("aria-disabled", "true");
    else right.removeAttribute("aria-disabled");
  }

  label(open) {
    if (open) return say("items_to_go", { n: open });
    if (this.app.ballot.isComplete) {
      return say(this.app.wasReviewed ? "back_to_review" : "to_review");
    }
    return say("next");
  }

  right() {
    const { ballot } = this.app;
    const here = this.groups.find((group) => group.classList.contains("is-here"));
    if (here) {
      here.querySelector("input").focus();
      here.scrollIntoView({ block: "nearest" });
    } else if (ballot.isComplete) this.app.show("review");
    else this.goTo(ballot.nextOpen(this.unit));
  }

  step(by) {
    this.goTo(Math.max(0, this.unit + by));
  }

  goTo(unit) {
    this.show(unit);
    toTop(document.getElementById("main"));
  }
}
