// What stands above the units: which poll, for whom, under which rules, how honest.

import { keepsDrafts } from "./device.js";
import { fill, line, part, piece } from "./dom.js";
import { isNumeric, numbersOf } from "./scale.js";
import { nameOf, say, writeName } from "./words.js";

export function intro(app) {
  const { facts, ballot } = app;
  const root = piece("intro");
  const group = facts.manifest.groups.find((each) => each.number === ballot.ticket.group);
  writeName(part(root, "title"), facts.manifest, "title");
  part(root, "rehearsal").hidden = !facts.manifest.is_rehearsal;
  part(root, "group").textContent = group ? nameOf(group).text : "";
  part(root, "rules").textContent = say("rule_code", { code: facts.ruleCode });
  if (isNumeric(facts.manifest)) {
    part(root, "how").textContent = say("how_numbers", numbersOf(facts.manifest));
    part(root, "keys").textContent = say("keys_numbers");
  } else part(root, "how").remove();
  app.notes = part(root, "notes");
  showNotes(app);
  return root;
}

export function showNotes(app) {
  const texts = [];
  if (!keepsDrafts) texts.push("not_kept");
  if (app.watch.phase === "waiting") texts.push("fill_early");
  if (app.ballot.isRestored) texts.push("restored");
  if (app.notes) fill(app.notes, ...texts.map((key) => line("note", say(key))));
}
