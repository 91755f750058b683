// The ballot, from the ticket to the receipt. Everything chosen stays on this device
// until it is cast; only then one message goes to the box.

import { castBallot, recoverReceipt, sentenceFor } from "./casting.js";
import * as device from "./device.js";
import { announce, watchBars } from "./dom.js";
import { chooseByDigit } from "./grades.js";
import { watchIdleness } from "./kiosk.js";
import { loadFacts } from "./manifest.js";
import { startReading } from "./reading.js";
import { Ballot } from "./state.js";
import { layDown, takeFromAddress, ticketFor } from "./ticket.js";
import { CriteriaView } from "./view-criteria.js";
import { ticketEntry } from "./view-entry.js";
import { showNotes } from "./view-intro.js";
import { ListView } from "./view-list.js";
import { action, showNotice } from "./view-notice.js";
import { ReceiptView } from "./view-receipt.js";
import { ReviewView } from "./view-review.js";
import { Watch } from "./watch.js";
import { say } from "./words.js";

const ENDED = ["closed", "unsealed"];
const NEEDS_OTHER_TICKET = ["unknown_ticket", "wrong_group"];

class App {
  constructor() {
    this.poll = document.body.dataset.poll;
    this.isCasting = false;
    this.wasReviewed = false;
    this.redraw = () => {};
  }

  async start() {
    this.forgetPage();
    const fresh = takeFromAddress(this.poll);
    try {
      this.facts = await loadFacts(document.body.dataset.manifest);
    } catch (error) {
      this.notice(notLoaded(error, () => this.start()));
      return;
    }
    this.watch = new Watch(this.facts, (phase, before) => this.phaseChanged(phase, before));
    await this.enter(fresh);
  }

  forgetPage() {
    if (this.watch) this.watch.stop();
    this.ballot = null;
    this.receipt = null;
    this.wasReviewed = false;
  }

  async enter(fresh) {
    const ticket = ticketFor(this.poll);
    const receipt = device.recallReceipt(this.poll);
    if (receipt && (!ticket || receipt.ticket === ticket.hash)) return this.showReceipt(receipt);
    if (this.facts.state === "void") return this.notice({ title: "void_title", text: "void" });
    if (ticket && device.recall("cast:" + ticket.hash)) return this.wasCastHere();
    if (ENDED.indexOf(this.facts.state) >= 0) this.watch.phase = "closed";
    else await this.watch.look();
    if (!ticket) return this.withoutTicket(fresh === "broken");
    this.ballot = new Ballot(this.facts, ticket);
    if (this.watch.phase === "closed") return this.ended();
    return this.show("fill", undefined, true);
  }

  // --- Which page is shown ---------------------------------------------------

  show(name, unit, isFirst = false) {
    if (name === "review" && !isAtReview()) history.pushState({ view: "review" }, "");
    if (name === "fill") this.ballot.isRestored = this.ballot.isRestored && isFirst;
    this.redraw = () => this.draw(name, unit);
    this.draw(name, unit);
  }

  draw(name, unit) {
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

  notice(content) {
    if (this.view) this.view.leave();
    this.view = null;
    this.redraw = () => this.notice(content);
    showNotice(Object.assign({}, content, { actions: content.make ? content.make() : [] }));
  }

  // The device's own way back leads from the review to the units, too.
  back() {
    if (isAtReview()) history.back();
    else this.show("fill");
  }

  withoutTicket(isBroken) {
    if (this.watch.phase !== "closed") return this.askForTicket(isBroken);
    this.watch.stop();
    return this.notice({ title: "closed_title", text: "closed_plain" });
  }

  askForTicket(isBroken) {
    const use = (ticket) => {
      layDown(this.poll, ticket);
      this.enter("");
    };
    this.notice({
      title: "no_ticket_title",
      text: isBroken ? "broken_link" : "no_ticket",
      more: "no_ticket_more",
      make: () => [ticketEntry(this.facts.manifest, use)],
    });
  }

  wasCastHere() {
    device.forgetTicket(this.poll);
    const make = () => [action("other_ticket", () => this.askForTicket(false))];
    this.notice({ title: "cast_here_title", text: "cast_here", make });
  }

  // --- The box ----------------------------------------------------------------

  phaseChanged(phase, before) {
    if (!this.ballot || this.receipt || this.isCasting) return;
    if (!this.view) return;
    if (phase === "closed") this.ended();
    else if (this.view instanceof ReviewView) {
      this.view.refresh();
      if (before === "waiting") this.view.tell(say("open_now"));
    } else showNotes(this);
    if (before === "waiting" && phase === "casting") announce(say("open_now"));
  }

  async lookNow() {
    const phase = await this.watch.look();
    if (!(this.view instanceof ReviewView)) return;
    if (!phase) this.view.tell(say("no_contact"));
    else if (phase === "waiting") this.view.tell(say("still_waiting"));
  }

  // Closed while filling: a send without an answer may still have arrived in time.
  async ended() {
    const outcome = await recoverReceipt(this.facts, this.ballot);
    if (outcome) return this.done(outcome);
    this.watch.stop();
    this.ballot = null;
    device.forgetPoll(this.poll);
    return this.notice({ title: "closed_title", text: "closed_uncast", more: "closed_more" });
  }

  async cast() {
    const { view } = this;
    if (this.isCasting) return;
    if (!view.mayCast) {
      announce(document.getElementById("cast-reason").textContent);
      return;
    }
    this.isCasting = true;
    view.problem("");
    view.refresh();
    const outcome = await castBallot(this.facts, this.ballot);
    this.isCasting = false;
    if (outcome.receipt) this.done(outcome);
    else this.notCast(outcome.code);
  }

  notCast(code) {
    if (code === "late") return void this.ended();
    if (code === "early") this.watch.phase = "waiting";
    this.show("review");
    const makesSense = NEEDS_OTHER_TICKET.indexOf(code) >= 0 || code === "spent";
    const other = makesSense ? action("other_ticket", () => this.changeTicket()) : null;
    return this.view.problem(sentenceFor(this.facts, code), other);
  }

  // The grades go over to another ticket, typed from another slip.
  changeTicket() {
    const use = (ticket) => {
      layDown(this.poll, ticket);
      this.ballot.moveTo(ticket);
      this.show("review");
    };
    this.notice({
      title: "other_ticket",
      text: "other_ticket_more",
      make: () => [ticketEntry(this.facts.manifest, use), action("back", () => this.show("review"))],
    });
  }

  done(outcome) {
    const { ticket } = this.ballot;
    const receipt = Object.assign({ ticket: ticket.hash }, outcome);
    this.watch.stop();
    this.ballot.wipe();
    this.ballot = null;
    device.forgetTicket(this.poll);
    device.keep("cast:" + ticket.hash, true);
    device.keepReceipt(this.poll, receipt);
    this.showReceipt(receipt);
    announce(say("cast_done"));
  }

  showReceipt(receipt) {
    if (this.view) this.view.leave();
    this.receipt = receipt;
    this.redraw = () => (this.view = new ReceiptView(this));
    this.redraw();
  }

  // A shared tablet forgets everything and waits for the next slip.
  finish() {
    device.forgetEverything();
    location.replace(location.pathname + location.search);
  }
}

function isAtReview() {
  return Boolean(history.state) && history.state.view === "review";
}

function notLoaded(error, again) {
  const word = error.word || "not_loaded";
  const make = () => [action("try_again", again)];
  if (word === "sealed") return { title: "sealed_title", text: word };
  if (word === "no_poll") return { title: "no_poll_title", text: word, make };
  return { title: "not_loaded_title", text: word, more: "not_loaded_more", make };
}

const app = new App();
startReading(() => app.redraw());
window.addEventListener("hashchange", () => location.hash.indexOf("t=") >= 0 && app.start());
window.addEventListener("popstate", () => {
  if (app.ballot && app.view instanceof ReviewView) app.show("fill");
});
watchBars();
document.addEventListener("keydown", chooseByDigit);
watchIdleness(() => Boolean(app.ballot || app.receipt), () => app.finish());
app.start();
