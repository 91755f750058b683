// The receipt: the code as the box gave it, what it is for, and who can know what.

import { shortCode } from "./codec.js";
import { isKiosk } from "./device.js";
import { announce, fill, line, measureBars, part, piece, toTop } from "./dom.js";
import { say } from "./words.js";

export class ReceiptView {
  constructor(app) {
    this.app = app;
    this.receipt = app.receipt;
    const root = piece("receipt");
    this.code = part(root, "code");
    this.writeCode(root);
    if (this.receipt.isEarlier) {
      fill(part(root, "notes"), line("note", say("earlier_counts")));
    }
    this.notes = part(root, "notes");
    const rules = say("rule_code", { code: app.facts.ruleCode });
    part(root, "poll").textContent = app.facts.manifest.title + say("comma") + rules;
    part(root, "back").hidden = isKiosk;
    document.getElementById("head").textContent = "";
    fill(document.getElementById("main"), root);
    this.showFoot();
    toTop(root);
  }

  leave() {}

  writeCode(root) {
    shortCode(this.receipt.receipt).split("-").forEach((four) => {
      const group = document.createElement("span");
      group.textContent = four;
      part(root, "short").append(group, " ");
    });
    part(root, "full").textContent = this.receipt.receipt.match(/.{8}/g).join(" ");
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

  // Large, one group of four a line, for copying by hand.
  copyDown(button) {
    const isLarge = this.code.classList.toggle("is-large");
    button.textContent = say(isLarge ? "copied" : "copy_down");
    this.code.scrollIntoView({ block: "center" });
  }

  save() {
    const link = document.createElement("a");
    const file = new Blob([this.text()], { type: "text/plain;charset=utf-8" });
    link.href = URL.createObjectURL(file);
    link.download = "receipt-" + this.app.facts.poll + ".txt";
    document.body.appendChild(link);
    link.click();
    link.remove();
    fill(this.notes, line("good", say("saved_receipt")));
    announce(say("saved_receipt"));
  }

  text() {
    const { facts } = this.app;
    const lines = [
      say("receipt_file"),
      facts.manifest.title,
      say("rule_code", { code: facts.ruleCode }),
      shortCode(this.receipt.receipt),
      this.receipt.receipt,
      say("not_sealed"),
      say("honest_line"),
      say("code_use"),
      say("holder_line"),
    ];
    return lines.join("\r\n") + "\r\n";
  }
}
