// The ballot is sealed: a random wait, then it is sent until its receipt is here.

import { announce, fill, line, measureBars, part, piece, toTop } from "../ballot/dom.js";
import { say, spoken } from "../ballot/words.js";
import { PASSING, send } from "./casting.js";

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30000;

export class CastingView {
  constructor(app, wait) {
    this.app = app;
    this.until = performance.now() + wait;
    this.pause = FIRST_PAUSE;
    this.isSending = false;
    this.code = "";
    this.onOnline = () => this.code && this.go();
    window.addEventListener("online", this.onOnline);
    this.draw();
    toTop(this.root);
    this.stayAwake();
    this.timer = window.setInterval(() => this.tick(), 250);
    this.tick();
  }

  leave() {
    window.clearInterval(this.timer);
    window.clearTimeout(this.retry);
    window.removeEventListener("online", this.onOnline);
    if (this.awake) this.awake.then((lock) => lock.release()).catch(() => {});
  }

  draw() {
    this.shown = "";
    this.root = piece("casting");
    const foot = (this.foot = piece("casting-foot"));
    part(foot, "now").addEventListener("click", () => this.go());
    document.getElementById("head").textContent = "";
    fill(document.getElementById("main"), this.root);
    const place = document.getElementById("foot");
    place.hidden = false;
    fill(place, foot);
    this.refresh();
  }

  get isWaiting() {
    return this.timer !== 0;
  }

  // Until it is cast, or until sending it again by itself would not help.
  get isOnItsWay() {
    return !this.code || this.isSending || PASSING.indexOf(this.code) >= 0;
  }

  // A screen that goes dark would stop the clock of many phones.
  stayAwake() {
    if (!navigator.wakeLock) return;
    this.awake = navigator.wakeLock.request("screen");
    this.awake.catch(() => {});
  }

  tick() {
    if (performance.now() >= this.until) this.go();
    else this.refresh();
  }

  async go() {
    if (this.isSending) return;
    window.clearInterval(this.timer);
    window.clearTimeout(this.retry);
    this.timer = 0;
    this.isSending = true;
    this.refresh();
    const { code } = await send(this.app.facts, this.app.records);
    this.isSending = false;
    if (this.app.view !== this) return;
    if (!code) this.app.done();
    else if (code === "late" || code === "gone") this.app.notInTime();
    else this.failed(code);
  }

  failed(code) {
    this.code = code;
    if (PASSING.indexOf(code) >= 0) {
      this.retry = window.setTimeout(() => this.go(), this.pause);
      this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    }
    this.refresh();
    announce(this.sentence());
  }

  refresh() {
    const left = Math.max(0, Math.ceil((this.until - performance.now()) / 1000));
    const waits = this.isWaiting;
    part(this.root, "wait").hidden = !waits;
    part(this.root, "left").textContent = waits ? say("seconds_left", { n: left }) : "";
    const button = part(this.foot, "now");
    const word = this.isSending ? "casting" : waits ? "send_now" : "send_again";
    if (button.textContent !== say(word)) button.textContent = say(word);
    button.setAttribute("aria-busy", String(this.isSending));
    const shown = !waits && this.code && !this.isSending ? this.sentence() : "";
    this.problem(shown);
    measureBars();
  }

  problem(text) {
    if (text === this.shown) return;
    this.shown = text;
    fill(part(this.foot, "problem"), text ? line("problem", text) : null);
  }

  sentence() {
    const { code } = this;
    if (code === "offline" || code === "wrong_receipt") return say(code);
    if (code === "early") return say("early");
    const known = this.app.facts.sentences[spoken()] || {};
    return known[code] || known.broken || say("offline");
  }
}
