// Which page is shown, and that it can be drawn again in another language.

import { ListView } from "../ballot/view-list.js";
import { CriteriaView } from "../ballot/view-criteria.js";
import { showNotice } from "../ballot/view-notice.js";
import { ReviewView } from "../ballot/view-review.js";
import { say, spoken } from "../ballot/words.js";

export class Screen {
  constructor() {
    this.view = null;
    this.ballot = null;
    this.wasReviewed = false;
    this.isSealing = false;
    this.step = "none";
    this.redraw = () => {};
  }

  put(view) {
    if (this.view) this.view.leave();
    this.view = view;
    this.redraw = () => view && view.draw();
  }

  notice(content) {
    this.put(null);
    const draw = () => {
      showNotice(Object.assign({}, content, { actions: content.make ? content.make() : [] }));
    };
    draw();
    this.redraw = draw;
  }

  // Units or review; the device's own way back leads from the one to the other, too.
  show(name, unit, isFirst = false) {
    if (name === "review" && !isAtReview()) history.pushState({ view: "review" }, "");
    if (name === "fill") this.ballot.isRestored = this.ballot.isRestored && isFirst;
    this.drawBallot(name, unit);
    this.redraw = () => this.drawBallot(name, unit);
  }

  drawBallot(name, unit) {
    if (this.view) this.view.leave();
    this.view = null;
    document.getElementById("foot").hidden = false;
    if (name === "review") {
      this.view = new ReviewView(this);
      return;
    }
    if (unit !== undefined) this.ballot.unit = unit;
    const isList = this.facts.manifest.layout === "overall";
    this.view = isList ? new ListView(this) : new CriteriaView(this);
    if (unit !== undefined && isList) this.view.goTo(unit);
  }

  back() {
    if (isAtReview()) history.back();
    else this.show("fill");
  }

  // At the top of every page: the words of the rules, and whether nothing hangs on them.
  dressFacts() {
    this.facts.ruleCode = this.facts.words[spoken()].join(" ");
    const label = document.getElementById("rehearsal");
    label.textContent = say("rehearsal");
    label.hidden = !this.facts.manifest.is_rehearsal;
  }

  reword() {
    if (this.facts) {
      this.dressFacts();
      this.showWhoKnows(this.facts.whoKnows);
    }
    this.redraw();
  }

  // At the top of every page.
  showWhoKnows(address) {
    const link = document.getElementById("who-knows");
    link.href = address + "?lang=" + spoken();
    link.hidden = false;
  }
}

function isAtReview() {
  return Boolean(history.state) && history.state.view === "review";
}
