// The voter's page: join, collect, fill, review, seal, cast, receipt. Whatever is to be
// sent lies on the device before it goes, and the same bytes go again until answered.

import * as device from "../ballot/device.js";
import { announce, watchBars } from "../ballot/dom.js";
import { chooseByDigit } from "../ballot/grades.js";
import { watchIdleness } from "../ballot/kiosk.js";
import { startReading } from "../ballot/reading.js";
import { action } from "../ballot/view-notice.js";
import { ReviewView } from "../ballot/view-review.js";
import { showNotes } from "../ballot/view-intro.js";
import { say } from "../ballot/words.js";
import * as gp1 from "../gp1/voter.js";
import { randomWait, seal } from "./casting.js";
import { collect, forgetPrepared, prepare } from "./collecting.js";
import { join, stateOf } from "./joining.js";
import { cleanAddress, readLink } from "./link.js";
import { Paper } from "./paper.js";
import { Records } from "./records.js";
import { saveText } from "./saving.js";
import { Screen } from "./screen.js";
import { CastingView } from "./view-casting.js";
import { letterOf } from "./view-entry.js";
import { JoinView } from "./view-join.js";
import { ReceiptView } from "./view-receipt.js";
import { VoteWatch } from "./vote-watch.js";

// Long enough for the page to be drawn first, in milliseconds.
const DRAWN = 100;
const ENDED = ["closed", "unsealed"];

class App extends Screen {
  async start() {
    this.stop();
    const link = readLink(location.hash);
    const { secure, crypto, bigint } = gp1.isPossible();
    if (!secure) return this.notice({ title: "insecure_title", text: "insecure" });
    if (!crypto || !bigint) return this.notice({ title: "insecure_title", text: "too_old" });
    link.m = link.m || device.recall("vote-last");
    if (!link.m) return this.notice({ title: "no_poll_title", text: "no_link" });
    // First of all the ticket: without the rules even, it must not be lost.
    this.records = new Records(link.m);
    if (link.ticket) await this.records.layDown(link.ticket);
    device.keep("vote-last", link.m);
    cleanAddress(link.m);
    try {
      this.facts = await join(link.m);
    } catch (error) {
      return this.notJoined(error);
    }
    await this.prepare();
    return this.enter(link.isBroken);
  }

  stop() {
    if (this.watch) this.watch.stop();
    this.put(null);
    this.ballot = null;
  }

  notJoined(error) {
    const make = () => [action("try_again", () => this.start())];
    const title = error.word === "no_poll" ? "no_poll_title" : "not_loaded_title";
    const more = error.word === "not_loaded" ? "not_loaded_more" : "";
    return this.notice({ title, text: error.word || "not_loaded", more, make });
  }

  async prepare() {
    const { facts } = this;
    facts.words = await this.wordsOf(facts.digest);
    this.dressFacts();
    this.watch = new VoteWatch(facts, (phase, before) => this.phaseChanged(phase, before));
    this.showWhoKnows(facts.whoKnows);
  }

  async wordsOf(hex) {
    return { "zh-hans": await gp1.words(hex, "zh"), en: await gp1.words(hex, "en") };
  }

  // Leads to the page that fits what the device holds.
  async enter(isBroken = false) {
    const record = this.records.current;
    this.step = stepOf(record);
    if (this.step === "cast") return this.showReceipt();
    if (this.facts.state === "void") return this.notice({ title: "void_title", text: "void" });
    const isOver = ENDED.indexOf(this.facts.state) >= 0;
    if (this.step === "casting") return this.waitToSend(isOver ? 0 : randomWait());
    if (isOver) return this.ended();
    if (this.step !== "collected") return this.joinPage(isBroken);
    await this.watch.look();
    if (this.watch.phase === "closed") return this.ended();
    this.ballot = new Paper(this.facts, this.records);
    return this.show("fill", undefined, true);
  }

  // --- Collecting -------------------------------------------------------------

  joinPage(isBroken) {
    this.put(new JoinView(this, isBroken));
    this.watch.untilCollecting(() => this.recheck());
    if (this.step === "collecting") this.collect();
    else window.setTimeout(() => prepare(this.facts, this.records), DRAWN);
  }

  async recheck() {
    const state = await stateOf(this.facts.digest);
    if (!state || state === this.facts.state || !(this.view instanceof JoinView)) return;
    this.facts.state = state;
    this.enter();
  }

  async useTicket(ticket) {
    await this.records.layDown(ticket);
    this.step = stepOf(this.records.current);
    if (this.step === "ticket") this.joinPage(false);
    else this.enter();
  }

  async collect() {
    const { view } = this;
    if (view.isBusy) return;
    view.busy(true);
    const { code, issuer } = await collect(this.facts, this.records).catch(notKept);
    if (this.view !== view) return;
    if (!code) {
      announce(say("collected"));
      this.enter();
    } else this.notCollected(code, issuer);
  }

  notCollected(code, issuer) {
    if (code === "ended") this.facts.state = "closed";
    if (code === "not_opened") this.facts.state = "frozen";
    if (code === "unknown_ticket") this.records.dropTicket(issuer);
    if (code === "already_collected") this.records.dropBallot();
    this.step = stepOf(this.records.current);
    if (code === "ended") return this.ended();
    const office = issuer > 1 ? letterOf(this.facts.manifest, issuer) + say("colon") : "";
    return this.view.problem(office + say("collect_" + code));
  }

  turnToAnother() {
    this.records.turnTo(this.records.others()[0]);
    this.enter();
  }

  // --- Filling ----------------------------------------------------------------

  phaseChanged(phase, before) {
    if (phase === "void") {
      this.facts.state = "void";
      this.enter();
      return;
    }
    if (!this.ballot || this.isSealing || !this.view) return;
    if (phase === "closed") this.ended();
    else if (this.view instanceof ReviewView) {
      this.view.refresh();
      if (before === "waiting") this.view.tell(say("open_now"));
    } else showNotes(this);
    if (before === "waiting" && phase === "casting") announce(say("open_now"));
  }

  async lookNow() {
    const phase = await this.watch.look(true);
    if (!(this.view instanceof ReviewView)) return;
    if (!phase) this.view.tell(say("no_contact"));
    else if (phase === "waiting") this.view.tell(say("still_waiting"));
  }

  // --- Sealing and casting ----------------------------------------------------

  // The review's one button.
  async cast() {
    const { view } = this;
    if (this.isSealing) return;
    if (!view.mayCast) {
      announce(document.getElementById("cast-reason").textContent);
      return;
    }
    this.isSealing = true;
    view.problem("");
    view.refresh();
    try {
      await seal(this.facts, this.records);
    } catch (error) {
      this.isSealing = false;
      view.refresh();
      view.problem(say("seal_failed"));
      return;
    }
    this.isSealing = false;
    this.enter();
  }

  get isCasting() {
    return this.isSealing;
  }

  waitToSend(wait) {
    this.watch.stop();
    this.ballot = null;
    this.put(new CastingView(this, wait));
  }

  done() {
    announce(say("cast_done"));
    this.enter();
  }

  async showReceipt() {
    this.watch.stop();
    this.ballot = null;
    const words = await this.wordsOf(this.records.current.receipt.leaf);
    this.put(new ReceiptView(this, words));
  }

  // Sent too late, or wiped by another tab.
  notInTime() {
    this.facts.state = "closed";
    if (this.records.current) this.ended();
    else this.enter();
  }

  async ended() {
    this.watch.stop();
    this.ballot = null;
    const state = await stateOf(this.facts.digest);
    if (state === "void") return this.notice({ title: "void_title", text: "void" });
    const step = stepOf(this.records.current);
    const hasBallot = step === "collected" || step === "casting";
    const maySave = hasBallot && !device.isKiosk;
    if (hasBallot) {
      this.records.change((record) => {
        record.grades = null;
      });
    }
    const make = () => (maySave ? [action("save_uncast", () => this.saveUncast())] : []);
    const text = hasBallot ? "closed_uncast" : "closed_plain";
    return this.notice({ title: "closed_title", text, more: maySave ? "uncast_use" : "", make });
  }

  // Collected and not cast: what proves it, so that nobody can say otherwise.
  async saveUncast() {
    const { facts, records } = this;
    const text = await gp1.showUncast(facts.rules, records.current.state);
    saveText("uncast-" + facts.poll + ".json", text);
    announce(say("saved_uncast"));
  }

  clear() {
    forgetPrepared();
    this.records.dropBallot();
    this.enter();
  }

  // A shared tablet forgets everything and waits for the next slip, without a request:
  // it must not strand on a server that is down.
  finish() {
    device.forgetEverything();
    forgetPrepared();
    this.stop();
    this.records = new Records(this.facts.digest);
    this.enter();
  }

  get isInUse() {
    if (!this.records || !this.records.current) return false;
    // A ballot on its way stays; one that cannot be cast any more leaves with its voter.
    const isOnItsWay = this.view instanceof CastingView ? this.view.isOnItsWay : this.isSealing;
    return !isOnItsWay;
  }

  // Another tab of this device went on.
  movedElsewhere(key) {
    if (!this.records || (key && !this.records.isOwnPlace(key))) return;
    if (stepOf(this.records.current) !== this.step) this.enter();
    else if (this.ballot && this.records.current.grades) {
      this.ballot.refill();
      this.redraw();
    }
  }
}

function stepOf(record) {
  if (!record) return "none";
  if (record.receipt) return "cast";
  return record.state ? record.state.step : "ticket";
}

function notKept() {
  return { code: "not_kept" };
}

const app = new App();
startReading(() => app.reword());
window.addEventListener("hashchange", () => readLink(location.hash).m && app.start());
window.addEventListener("popstate", () => {
  if (app.ballot && app.view instanceof ReviewView) app.show("fill");
});
window.addEventListener("storage", (event) => app.movedElsewhere(event.key));
watchBars();
document.addEventListener("keydown", chooseByDigit);
watchIdleness(() => app.isInUse, () => app.finish());
app.start();
