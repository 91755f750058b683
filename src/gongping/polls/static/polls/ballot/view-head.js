// The sticky head: how many are scored, a tick for each unit, a link for each category.

import { fill, part, piece } from "./dom.js";
import { showQuotas } from "./numbers.js";
import { say, writeName } from "./words.js";

export class Head {
  constructor(app, goTo) {
    this.app = app;
    this.root = piece("head");
    this.ticks = app.facts.manifest.units.map(() => this.tick());
    const starts = app.facts.categories.map((each) => each.start);
    starts.slice(1).forEach((at) => this.ticks[at].classList.add("gap"));
    this.links = goTo ? app.facts.categories.map((each) => this.link(each, goTo)) : [];
    part(this.root, "categories").hidden = this.links.length < 2;
    if (app.facts.manifest.criteria.length === 1) part(this.root, "quotas").dataset.quotas = "0";
    fill(document.getElementById("head"), this.root);
  }

  tick() {
    const mark = document.createElement("span");
    part(this.root, "ticks").appendChild(mark);
    return mark;
  }

  link(category, goTo) {
    const link = document.createElement("a");
    const name = document.createElement("span");
    writeName(name, category);
    link.href = "#main";
    link.append(name, " ", document.createElement("span"));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(category);
    });
    part(this.root, "categories").appendChild(link);
    return link;
  }

  show(here) {
    const { ballot, facts } = this.app;
    const filled = ballot.scored();
    writeCount(this.root, ballot);
    showQuotas(ballot, this.root);
    this.ticks.forEach((mark, unit) => {
      const state = ballot.isScored(unit) ? "filled" : "open";
      mark.className = "tick is-" + (unit === here ? "here" : state);
      if (facts.categories.some((each) => each.start === unit && unit > 0)) {
        mark.classList.add("gap");
      }
    });
    const bar = part(this.root, "ticks");
    bar.setAttribute("aria-valuemax", String(ballot.units));
    bar.setAttribute("aria-valuenow", String(filled));
    bar.setAttribute("aria-valuetext", say("progress_now", { filled, total: ballot.units }));
    this.links.forEach((link, at) => {
      const { start, end } = facts.categories[at];
      link.lastChild.textContent = ballot.scored(start, end) + "/" + (end - start);
    });
  }

  mark(current) {
    this.links.forEach((link, at) => {
      if (at === current) {
        link.setAttribute("aria-current", "true");
        // Where the names do not fit side by side, the current one stays in sight.
        link.parentElement.scrollLeft = link.offsetLeft - link.parentElement.offsetLeft;
      } else link.removeAttribute("aria-current");
    });
  }
}

export function plainHead(title, ballot) {
  const root = piece("plain-head");
  part(root, "title").textContent = title;
  writeCount(root, ballot);
  fill(document.getElementById("head"), root);
}

function writeCount(root, ballot) {
  part(root, "scored").textContent = String(ballot.scored());
  part(root, "all").textContent = String(ballot.units);
}
