// The receipt: six words, the same as a code and as a file, and what they are for.

import { isKiosk } from "../ballot/device.js";
import { announce, fill, line, measureBars, part, piece, toTop } from "../ballot/dom.js";
import { action } from "../ballot/view-notice.js";
import { nameOf, say, spoken } from "../ballot/words.js";
import * as gp1 from "../gp1/voter.js";
import { drawCode } from "./qr.js";
import { saveText } from "./saving.js";

export class ReceiptView {
  constructor(app, words) {
    this.app = app;
    this.words = words;
    this.receipt = app.records.current.receipt;
    this.draw();
    toTop(this.root);
  }

  leave() {}

  draw() {
    const { facts } = this.app;
    const root = (this.root = piece("receipt"));
    this.code = part(root, "code");
    this.words[spoken()].forEach((word) => {
      const each = document.createElement("span");
      each.textContent = word;
      part(root, "words").append(each, " ");
    });
    part(root, "full").textContent = this.receipt.leaf.match(/.{8}/g).join(" ");
    part(root, "qr").appendChild(drawCode(receiptAddress(facts, this.receipt), say("qr_label")));
    const board = part(root, "board");
    board.href = facts.board;
    board.hidden = isKiosk;
    this.notes = part(root, "notes");
    const rules = say("rule_code", { code: facts.ruleCode });
    part(root, "poll").textContent = nameOf(facts.manifest, "title").text + say("comma") + rules;
    document.getElementById("head").textContent = "";
    fill(document.getElementById("main"), root);
    fill(part(root, "actions"), ...this.actions());
    this.showFoot();
  }

  actions() {
    if (isKiosk) return [];
    const found = [action("clear_device", () => this.app.clear())];
    if (this.app.records.others().length) {
      found.unshift(action("other_ballot", () => this.app.turnToAnother()));
    }
    return found;
  }

  showFoot() {
    const foot = piece("receipt-foot");
    const left = part(foot, "left");
    const right = part(foot, "right");
    left.textContent = say(isKiosk ? "print_receipt" : "copy_down");
    left.addEventListener("click", () => (isKiosk ? window.print() : this.copyDown(left)));
    right.textContent = say(isKiosk ? "done" : "save_receipt");
    right.addEventListener("click", () => (isKiosk ? this.app.finish() : this.save()));
    const place = document.getElementById("foot");
    place.hidden = false;
    fill(place, foot);
    measureBars();
  }

  // Large, one word a line, for copying by hand.
  copyDown(button) {
    const isLarge = this.code.classList.toggle("is-large");
    button.textContent = say(isLarge ? "copied" : "copy_down");
    this.code.scrollIntoView({ block: "center" });
  }

  async save() {
    saveText("receipt-" + this.app.facts.poll + ".json", await gp1.receiptText(this.receipt));
    fill(this.notes, line("good", say("saved_receipt")));
    announce(say("saved_receipt"));
  }
}

// What the code holds: the board's address, and behind "#" leaf, key and signature.
export function receiptAddress(facts, { leaf, key, receipt }) {
  const pairs = (leaf + key + receipt).match(/../g);
  const bytes = pairs.map((pair) => String.fromCharCode(parseInt(pair, 16))).join("");
  const text = btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return facts.board + "#r=" + text;
}
