// Before a ballot is collected: which poll, under which rules, and the one button.

import { keepsDrafts } from "../ballot/device.js";
import { fill, line, measureBars, part, piece, toTop } from "../ballot/dom.js";
import { action } from "../ballot/view-notice.js";
import { nameOf, say, writeName } from "../ballot/words.js";
import { lacking } from "./collecting.js";
import { ticketEntry } from "./view-entry.js";

const SIGNED_OFF = ["closed", "unsealed"];

export class JoinView {
  constructor(app, isBroken) {
    this.app = app;
    this.isBroken = isBroken;
    this.said = "";
    this.isBusy = false;
    this.draw();
    toTop(this.root);
  }

  leave() {}

  draw() {
    const { facts, records } = this.app;
    const record = records.current;
    const root = (this.root = piece("join"));
    writeName(part(root, "title"), facts.manifest, "title");
    part(root, "rehearsal").hidden = !facts.manifest.is_rehearsal;
    part(root, "rules").textContent = say("rule_code", { code: facts.ruleCode });
    const group = record && facts.manifest.groups.find((each) => each.number === record.group);
    part(root, "group").hidden = !group;
    if (group) part(root, "group").textContent = say("your_group", { group: nameOf(group).text });
    document.getElementById("head").textContent = "";
    document.getElementById("foot").hidden = true;
    fill(document.getElementById("main"), root);
    this.refresh();
  }

  refresh() {
    const { root, app } = this;
    const problem = this.said ? line("problem", this.said) : null;
    fill(part(root, "notes"), ...this.notes(), problem);
    fill(part(root, "entry"), this.entry());
    fill(part(root, "actions"), this.button(), this.another());
    part(root, "how").hidden = app.facts.state === "frozen";
    measureBars();
  }

  notes() {
    const texts = [];
    if (!keepsDrafts) texts.push(say("not_kept"));
    if (this.isBroken) texts.push(say("broken_link"));
    if (this.app.facts.state === "frozen") texts.push(say("not_yet_collecting"));
    return texts.map((text) => line("note", text));
  }

  get missing() {
    const record = this.app.records.current;
    return record ? lacking(this.app.facts, record) : [1];
  }

  entry() {
    const { facts, records } = this.app;
    const [issuer] = this.missing;
    if (!issuer || SIGNED_OFF.indexOf(facts.state) >= 0) return null;
    const record = records.current;
    const use = (ticket) => this.app.useTicket(ticket);
    return ticketEntry(facts, { issuer, group: record ? record.group : 0, use });
  }

  button() {
    if (this.missing.length || this.app.facts.state === "frozen") return null;
    const button = action(this.isBusy ? "collecting" : "collect", () => this.app.collect());
    button.classList.add("btn-primary");
    button.setAttribute("aria-busy", String(this.isBusy));
    return button;
  }

  another() {
    const { records } = this.app;
    if (this.isBusy || records.others().length === 0) return null;
    return action("other_ballot", () => this.app.turnToAnother());
  }

  busy(isBusy) {
    this.isBusy = isBusy;
    if (isBusy) this.said = "";
    this.refresh();
  }

  problem(text) {
    this.isBusy = false;
    this.said = text;
    this.refresh();
  }
}
