// 二 The numbers of every group: as they stand on the board, and who counted what of it.

import { allReceivedOf, issuedOf } from "./counts.js";
import { byId, cell, fill, make } from "./dom.js";
import { sum } from "./numbers.js";
import { nameIn, say } from "./say.js";

const NONE = "–";
const COLUMNS = ["roll", "issued", "received", "valid", "invalid"];

// Groups in which fewer than k took part show no numbers of their own; who has the file
// can count, and the page says so.
export function drawTotals({ manifest, turnouts }, counted) {
  const k = manifest.disclosure_threshold;
  const rows = turnouts.map((turnout) => rowOf(turnout, counted, k));
  const hidden = rows.filter((row) => row.isHidden).length;
  const body = rows.map((row, place) => line(nameIn(manifest.groups[place]), row));
  const all = makeTotal(rows, hidden);
  const foot = make("tfoot", "", line(make("span", "", say("all_groups")), all));
  fill(byId("totals"), head(), make("tbody", "", ...body), foot);
  byId("totals-notes").textContent = notes(turnouts, hidden, k, counted).join("");
}

function rowOf(turnout, counted, k) {
  const received = allReceivedOf(turnout);
  const group = counted && counted.find((each) => each.group === turnout.group);
  return {
    isHidden: received < k,
    roll: turnout.roll,
    issued: issuedOf(turnout),
    received,
    valid: group ? group.valid : null,
    invalid: group ? group.received - group.valid : null,
  };
}

// With one group hidden, a sum of what was counted would give it away.
function makeTotal(rows, hidden) {
  const added = (name) => {
    const numbers = rows.map((row) => row[name]);
    return numbers.includes(null) ? null : sum(...numbers);
  };
  const total = Object.fromEntries(COLUMNS.map((name) => [name, added(name)]));
  return hidden === 1 ? { ...total, valid: null, invalid: null } : total;
}

function head() {
  const names = ["group", ...COLUMNS].map((key, place) => {
    const column = make("th", place ? "n" : "", say("column_" + key));
    column.scope = "col";
    return column;
  });
  return make("thead", "", make("tr", "", ...names));
}

function line(name, row) {
  const numbers = COLUMNS.map((column) => {
    const isShown = !row.isHidden || column === "roll";
    const text = isShown && row[column] !== null ? String(row[column]) : NONE;
    return cell("td", "n num", text);
  });
  return make("tr", "", cell("th", "", name), ...numbers);
}

function notes(turnouts, hidden, k, counted) {
  const paper = sum(...turnouts.map((turnout) => turnout.paperReceived));
  const late = sum(...turnouts.map((turnout) => turnout.late));
  const found = [];
  if (paper) found.push(say("with_paper", { n: paper }));
  if (late) found.push(say("with_late", { n: late }));
  if (hidden) found.push(say("few_hidden", { k }));
  if (!counted) found.push(say("valid_later"));
  return found;
}
