// Overall layout: all units in one list, a row each.

import { announce, fill, measureBars, part, piece } from "./dom.js";
import { gradeGroup } from "./grades.js";
import { fillTasks } from "./tasks.js";
import { Head } from "./view-head.js";
import { intro } from "./view-intro.js";
import { nameOf, say, writeName } from "./words.js";

export class ListView {
  constructor(app) {
    this.app = app;
    this.head = new Head(app, (category) => this.goTo(category.start, true));
    this.rows = [];
    this.sections = app.facts.categories.map((each) => this.section(each));
    fill(document.getElementById("main"), intro(app), ...this.sections);
    this.showFoot();
    this.onScroll = () => this.markCategory();
    window.addEventListener("scroll", this.onScroll, { passive: true });
    this.refresh(Math.max(0, app.ballot.nextOpen(app.ballot.unit)));
  }

  leave() {
    window.removeEventListener("scroll", this.onScroll);
  }

  section(category) {
    const root = piece("category");
    writeName(root.querySelector("h2"), category);
    for (let unit = category.start; unit < category.end; unit += 1) {
      this.rows[unit] = this.row(unit);
      root.appendChild(this.rows[unit]);
    }
    return root;
  }

  row(unit) {
    const { facts, ballot } = this.app;
    const facing = facts.manifest.units[unit];
    const root = piece("row");
    part(root, "number").textContent = String(unit + 1);
    writeName(part(root, "name"), facing);
    this.connectTasks(root, facing, unit);
    const last = facts.manifest.criteria.length;
    for (let column = 0; column < last; column += 1) {
      const group = gradeGroup(ballot, unit, column, () => this.chosen(unit));
      if (last === 1) group.querySelector("legend").className = "vh";
      part(root, "grades").appendChild(group);
    }
    return root;
  }

  connectTasks(root, facing, unit) {
    const button = part(root, "points");
    const list = part(root, "tasks");
    const name = nameOf(facing).text;
    list.id = "tasks-" + unit;
    button.setAttribute("aria-controls", list.id);
    const show = (isOpen) => {
      const label = say(isOpen ? "hide_tasks" : "see_tasks");
      button.textContent = label;
      button.setAttribute("aria-label", label + say("comma") + name);
      button.setAttribute("aria-expanded", String(isOpen));
      list.hidden = !isOpen;
    };
    show(false);
    button.addEventListener("click", () => {
      if (list.hidden) fillTasks(list, this.app.facts, facing);
      show(list.hidden);
    });
  }

  showFoot() {
    this.foot = piece("fill-foot");
    const left = part(this.foot, "left");
    left.textContent = say("next_open");
    left.addEventListener("click", () => this.goToOpen());
    part(this.foot, "right").addEventListener("click", () => this.right());
    const place = document.getElementById("foot");
    place.hidden = false;
    fill(place, this.foot);
    measureBars();
  }

  chosen(unit) {
    const { ballot } = this.app;
    this.refresh(ballot.isScored(unit) ? ballot.nextOpen(unit) : unit);
  }

  refresh(here) {
    const { ballot } = this.app;
    this.here = here;
    this.head.show(ballot.isComplete ? -1 : here);
    this.rows.forEach((row, unit) => {
      row.classList.toggle("is-here", unit === here && !ballot.isComplete);
    });
    const missing = ballot.units - ballot.scored();
    const right = part(this.foot, "right");
    part(this.foot, "left").hidden = missing === 0;
    right.textContent = missing ? say("to_go", { n: missing }) : say("to_review");
    right.classList.toggle("btn-primary", missing === 0);
    if (missing) right.setAttribute("aria-disabled", "true");
    else right.removeAttribute("aria-disabled");
    this.markCategory();
  }

  // Pressed while something is missing, it says so and leads there.
  right() {
    if (this.app.ballot.isComplete) this.app.show("review");
    else this.goToOpen();
  }

  goToOpen() {
    const unit = this.app.ballot.nextOpen(this.app.ballot.unit);
    if (unit >= 0) this.goTo(unit);
  }

  goTo(unit, isCategory = false) {
    if (!isCategory) this.refresh(unit);
    const target = isCategory ? this.rows[unit].parentElement : this.rows[unit];
    target.scrollIntoView({ block: "start" });
    const focus = isCategory ? target : this.rows[unit].querySelector("input:checked, input");
    focus.focus({ preventScroll: true });
    if (!isCategory) announce(nameOf(this.app.facts.manifest.units[unit]).text);
  }

  markCategory() {
    const line = document.getElementById("head").getBoundingClientRect().bottom + 8;
    let current = 0;
    this.sections.forEach((section, at) => {
      if (section.getBoundingClientRect().top <= line) current = at;
    });
    this.head.mark(current);
  }
}
