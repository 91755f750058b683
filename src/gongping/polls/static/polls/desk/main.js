// The scrutineers' desk: looks what is to be done now, shows it, does it when asked.

import * as gp1 from "../gp1/scrutineer.js";
import { announce } from "../ballot/dom.js";
import { languages, say, speak, spoken } from "../ballot/words.js";
import { ceremonyHash, openHandovers, scannedLock, takeLock } from "./ceremony.js";
import { draw, showProblem } from "./panel.js";
import { Refused, ask } from "./site.js";
import { stepOf } from "./steps.js";
import * as store from "./store.js";

const EVERY = 4000;

class Desk {
  constructor() {
    this.root = document.getElementById("desk");
    this.place = this.root.dataset.poll + ":" + document.documentElement.dataset.who;
    this.language = spoken() === "en" ? "en" : "zh";
    this.record = null;
    this.memory = {};
    this.shown = "";
    this.isBusy = false;
    this.isLooking = false;
  }

  async start() {
    const possible = gp1.isPossible();
    if (!possible.secure || !possible.crypto || !possible.bigint) return this.stop("insecure");
    this.scanned = scannedLock();
    try {
      this.record = await store.recall(this.place);
    } catch (error) {
      return this.stop("no_store");
    }
    await this.look();
    window.setInterval(() => document.hidden || this.isBusy || this.look(), EVERY);
    return undefined;
  }

  // Looking may keep a lock that has come, an act one that was made: side by side, in
  // this tab or in another, the later would undo the earlier, and a key would be lost.
  alone(work) {
    if (navigator.locks) return navigator.locks.request("gongping-desk:" + this.place, work);
    this.last = (this.last || Promise.resolve()).then(work, work);
    return this.last;
  }

  async look() {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      await this.alone(() => this.seen());
      this.connection("");
    } catch (error) {
      this.connection(error instanceof Refused ? error.message : "no_contact");
    }
    this.isLooking = false;
  }

  async seen(isAsked = false) {
    await this.refresh();
    this.record = await store.recall(this.place);
    await this.receive();
    await this.show(isAsked);
  }

  async refresh() {
    this.facts = withOffices(await ask("facts"));
  }

  async receive() {
    const { facts, record } = this;
    if (!record || facts.state !== "draft") return;
    this.compared = await ceremonyHash(facts, record);
    if (record.compared !== this.compared) return;
    this.broken = await openHandovers(this);
    if (!this.scanned) return;
    const { number, secret } = this.scanned;
    this.scanned = null;
    await takeLock(this, number, secret).catch((error) => this.problem(error));
  }

  async show(isAsked = false) {
    const step = stepOf(this.facts, this.record, this.compared);
    const sight = this.sightOf(step);
    if (sight === this.shown) return;
    const isFirst = !this.shown;
    const sentence = await draw(this, step);
    this.shown = sight;
    if (isAsked) document.getElementById("now").focus();
    else if (!isFirst) announce(sentence);
    if (window.htmx) window.htmx.trigger("#desk-people", "desk-changed");
  }

  // All on which the panel rests: when some of it changes, it is drawn and checked anew.
  sightOf(step) {
    const { head, head_signature: signature, manifest_digest: m, people } = this.facts;
    const told = [head, signature, m, this.facts.paper_digest, this.facts.cosignatures];
    const present = people.map((one) => one.present);
    return JSON.stringify([step, this.memory.view, this.broken, this.compared, told, present]);
  }

  // One act at a time; what it says when it fails stands beside its button.
  async act(work) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.root.setAttribute("aria-busy", "true");
    showProblem("");
    try {
      await this.alone(async () => {
        this.record = await store.recall(this.place);
        await work();
        await this.seen(true);
      });
    } catch (error) {
      this.problem(error);
    }
    this.isBusy = false;
    this.root.removeAttribute("aria-busy");
  }

  problem(error) {
    const word = error.code || error.message;
    const text = error.detail && word === "word_unknown" ? { word: error.detail } : undefined;
    showProblem(say(word, text));
  }

  // The same step in another light: after a press that asks the site for nothing.
  async turn(view) {
    this.memory.view = view;
    await this.show(true);
  }

  async keep(record) {
    await store.keep(this.place, record);
    this.record = record;
  }

  change(changes) {
    return this.keep(Object.assign({}, this.record, changes));
  }

  async forget() {
    await store.forget(this.place);
    this.record = null;
    this.memory = {};
  }

  connection(word) {
    const line = document.getElementById("connection");
    line.hidden = !word;
    line.querySelector("span").textContent = word ? say(word) : "";
  }

  async stop(word) {
    await draw(this, { name: word });
  }
}

// Who holds which lock and who makes it follows from t and n, not from the site.
function withOffices(facts) {
  const { threshold, people, number } = facts;
  const isPossible = threshold >= 1 && threshold <= people.length;
  const holders = isPossible ? gp1.holdersOfLocks(threshold, people.length) : [];
  const numbers = holders.map((_holders, at) => at + 1);
  const makerOf = (n) => holders[n - 1][(n - 1) % holders[n - 1].length];
  return Object.assign(facts, {
    holders,
    locks: numbers.filter((n) => holders[n - 1].indexOf(number) >= 0),
    making: numbers.filter((n) => makerOf(n) === number),
    makerOf,
  });
}

speak(languages()[0]);
new Desk().start();
