// 一 Find my ballot: by words, by digits, by the receipt's code or file. What is looked
// for never leaves this device, and is in no address and no log.

import { canScan, scan } from "./camera.js";
import { wordsOf } from "./codes.js";
import { byId, cell, fill, grouped, make, message, region } from "./dom.js";
import { Fault } from "./faults.js";
import { fromText, placeOfLeaf, search } from "./search.js";
import { isEnglish, nameIn, say } from "./say.js";
import { verifyReceipt } from "./shown.js";

const SHORT_CODE = 8;

export class FindView {
  constructor(app) {
    this.app = app;
    this.sought = null;
    byId("find").addEventListener("submit", (event) => {
      event.preventDefault();
      this.look(byId("typed").value);
    });
    byId("scan").addEventListener("click", () => this.scan());
    canScan().then((can) => (byId("scan").hidden = !can));
  }

  // Called whenever more is known: the answer may have become firmer.
  draw() {
    const { rows } = this.app.known;
    byId("rows").textContent = say("rows_in_all", { n: rows.length });
    if (this.sought) this.answer();
  }

  look(typed) {
    try {
      const given = fromText(typed, this.app.known.digest);
      this.sought = given || { typed };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.sought = { fault: error };
    }
    return this.answer();
  }

  // A receipt from a file, or from behind the # of the address.
  take(given) {
    this.sought = given;
    return this.answer();
  }

  async scan() {
    const text = await scan(byId("camera"));
    if (text !== null) await this.look(text);
  }

  async answer() {
    const { sought } = this;
    if (sought.fault) return this.show(message("error", say("receipt_unreadable")));
    return sought.leaf ? this.answerLeaf(sought) : this.answerTyped(sought.typed);
  }

  async answerLeaf({ leaf, receipt }) {
    const place = placeOfLeaf(this.app.known.rows, leaf);
    if (receipt) {
      const holds = await this.holds(receipt);
      if (!holds) return this.show(message("error", say("receipt_not_ours")));
      if (place < 0) return this.show(message("error", say("missing"), say("missing_do")));
    }
    if (place < 0) return this.show(this.notFound());
    return this.show(this.good(receipt), this.table([place]));
  }

  answerTyped(typed) {
    const { found, total, near, problem, unknown } = search(this.app.known.rows, typed);
    if (found.length === 1) return this.show(this.good(), this.table(found));
    if (found.length) {
      return this.show(message("notice", say("several", { n: total })), this.table(found));
    }
    if (problem === "nothing" || problem === "short") {
      return this.show(message("notice", say("type_more")));
    }
    const unlike = (unknown || []).map((each) => this.unlike(each));
    if (near && near.length) {
      return this.show(...unlike, message("notice", say("near")), this.table(near));
    }
    return this.show(this.notFound(), ...unlike);
  }

  unlike({ word, like }) {
    const text = like.length
      ? say("word_like", { word, like: like.join(say("between")) })
      : say("word_unknown", { word });
    return message("notice", text);
  }

  notFound() {
    return message("notice", say("not_found"), say("not_found_do"));
  }

  // As firm as the checks behind it: on the board, or also unchanged since the close.
  good(receipt) {
    const { isSound, isFalse, isChecking } = this.app.verdict();
    if (isFalse) return message("error", say("found_fails"));
    const first = isSound ? "found_sound" : isChecking ? "found_checking" : "found";
    return message("success", say(first), say(receipt ? "found_receipt" : "found_only"));
  }

  async holds(receipt) {
    try {
      await verifyReceipt(this.app.known.manifest, receipt);
      return true;
    } catch (error) {
      if (error instanceof Fault) return false;
      throw error;
    }
  }

  show(...pieces) {
    fill(byId("found"), ...pieces);
  }

  // Each row that was found, with the one before and the one after it.
  table(places) {
    const { rows } = this.app.known;
    const shown = new Set(places.flatMap((place) => [place - 1, place, place + 1]));
    const listed = [...shown].filter((place) => place >= 0 && place < rows.length);
    const body = make("tbody", "", ...listed.sort((a, b) => a - b).map((place) =>
      this.row(place, places.includes(place)),
    ));
    const heads = ["row", "code", "group"].map((key) => {
      const head = make("th", "", say("column_" + key));
      head.scope = "col";
      return head;
    });
    const caption = make("caption", "vh", say("rows_found"));
    const table = make("table", "tb board-rows", caption, make("thead", "", make("tr", "", ...heads)), body);
    return region(say("rows_found"), table);
  }

  row(place, isFound) {
    const { rows, manifest } = this.app.known;
    const { leaf, group } = rows[place];
    const words = make("span", "board-words", wordsOf(leaf, isEnglish()).join(" "));
    const digits = make("span", "board-digits", grouped(leaf.slice(0, SHORT_CODE)));
    const named = manifest.groups.find((each) => each.number === group);
    const line = make(
      "tr",
      isFound ? "is-found" : "",
      cell("th", "n num", String(place + 1)),
      cell("td", "", words, " ", digits),
      cell("td", "", named ? nameIn(named) : String(group)),
    );
    return line;
  }
}
