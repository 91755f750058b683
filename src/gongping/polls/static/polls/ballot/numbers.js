// One field for a whole number and one quieter 不了解. What cannot be is answered at the
// field; the numbers of which only so many may be given are counted while they are typed.

import { announce, fill, part, piece } from "./dom.js";
import { isNumeric, NO_OPINION, numbersOf, stepsName } from "./scale.js";
import { nameOf, say, writeName } from "./words.js";

const FULL_WIDTH = 0xfee0;
const SETTLED = "change";

export function numberGroup(ballot, unit, column, chosen) {
  const { units, criteria } = ballot.manifest;
  const root = piece("number");
  writeName(part(root, "unit"), units[unit]);
  writeName(part(root, "criterion"), criteria[column]);
  const field = part(root, "field");
  const unsure = part(root, "unsure");
  const given = ballot.grade(unit, column);
  const label = nameOf(units[unit]).text + say("comma") + nameOf(criteria[column]).text;
  field.setAttribute("aria-label", label);
  part(root, "problem").id = "wrong-u" + unit + "c" + column;
  field.setAttribute("aria-describedby", part(root, "problem").id);
  unsure.checked = given === NO_OPINION;
  if (given !== null && !unsure.checked) field.value = String(numbersOf(ballot.manifest).high - given);
  if (criteria.length > 1) part(root, "quotas").dataset.quotas = String(column);
  const cell = { ballot, unit, column, root, field, unsure, chosen };
  field.addEventListener("input", () => typed(cell));
  field.addEventListener(SETTLED, () => settled(cell));
  field.addEventListener("keydown", (event) => goOn(event, field));
  field.addEventListener("focus", () => field.select());
  unsure.addEventListener(SETTLED, () => unsureChosen(cell));
  showQuotas(ballot, root);
  return root;
}

// Digits of Chinese keyboards and what was pasted around them are understood.
function read(text) {
  const plain = text.replace(/[\uff10-\uff19]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH),
  );
  return plain.replace(/\u5206$/, "").replace(/\s/g, "");
}

function stepOf(manifest, text) {
  const { low, high } = numbersOf(manifest);
  const value = /^[0-9]{1,3}$/.test(text) ? Number(text) : NaN;
  return value >= low && value <= high ? high - value : null;
}

function typed(cell) {
  const { ballot, unit, column, field, unsure } = cell;
  const text = read(field.value);
  const step = stepOf(ballot.manifest, text);
  const { low, high } = numbersOf(ballot.manifest);
  unsure.checked = false;
  ballot.choose(unit, column, step);
  // A number that is still being typed may be too low and never is too high.
  const isTooLow = /^[0-9]+$/.test(text) && Number(text) < low;
  const couldGrow = isTooLow && Number(text) * 10 <= high;
  problem(cell, text !== "" && step === null && !couldGrow);
  showQuotas(ballot, document);
}

function settled(cell) {
  const { ballot, unit, column, field, chosen } = cell;
  const step = ballot.grade(unit, column);
  const text = read(field.value);
  if (step !== null && step !== NO_OPINION) {
    field.value = String(numbersOf(ballot.manifest).high - step);
    announce(say("chosen", { grade: say("points", { n: field.value }) }));
  }
  problem(cell, text !== "" && step === null);
  chosen(unit, column);
}

function unsureChosen(cell) {
  const { ballot, unit, column, field, unsure, chosen } = cell;
  field.value = "";
  problem(cell, false);
  ballot.choose(unit, column, unsure.checked ? NO_OPINION : null);
  if (unsure.checked) announce(say("chosen", { grade: say("unsure") }));
  showQuotas(ballot, document);
  chosen(unit, column);
}

function problem({ ballot, root, field }, isWrong) {
  const text = isWrong ? say("out_of_range", numbersOf(ballot.manifest)) : "";
  const place = part(root, "problem");
  if (place.textContent !== text) place.textContent = text;
  field.setAttribute("aria-invalid", String(isWrong));
}

// Enter goes to the next field, as a sheet is filled from top to bottom.
function goOn(event, field) {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  const fields = Array.from(document.querySelectorAll(".ballot-number-field"));
  const next = fields[fields.indexOf(field) + 1];
  if (next) next.focus();
  else document.querySelector("#foot [data-part=right]").focus();
}

// “90 分以上：2/3”, wherever a place for it stands.
export function showQuotas(ballot, root) {
  if (!isNumeric(ballot.manifest)) return;
  root.querySelectorAll("[data-quotas]").forEach((place) => {
    const texts = quotaTexts(ballot, Number(place.dataset.quotas));
    fill(place, ...texts.map(quotaPiece));
  });
}

function quotaPiece({ text, isOver }) {
  const span = document.createElement("span");
  span.className = isOver ? "is-over" : "";
  span.textContent = text;
  return span;
}

function quotaTexts(ballot, column) {
  const { scheme, units } = ballot.manifest;
  return scheme.quotas.map(({ first, last, least, most }) => {
    const n = units.filter((unit, at) => {
      const step = ballot.grade(at, column);
      return step !== null && step >= first && step <= last;
    }).length;
    const grade = stepsName(ballot.manifest, first, last);
    const isBounded = most < units.length;
    const key = isBounded && least ? "quota_both" : isBounded ? "quota_most" : "quota_least";
    return { text: say(key, { grade, n, least, most }), isOver: n > most };
  });
}
