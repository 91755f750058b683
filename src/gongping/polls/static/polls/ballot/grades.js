// One group of chips: four equal grades and one quieter 不了解. Arrow keys and Tab are
// the browser's own; digits choose at once.

import { announce, part, piece } from "./dom.js";
import { numberGroup } from "./numbers.js";
import { isNumeric, NO_OPINION, stepsName } from "./scale.js";
import { say, writeName } from "./words.js";

export function gradeName(manifest, grade) {
  if (grade === NO_OPINION) return say("unsure");
  return stepsName(manifest, grade, grade);
}

export function gradeGroup(ballot, unit, column, chosen) {
  if (isNumeric(ballot.manifest)) return numberGroup(ballot, unit, column, chosen);
  const { grades, units, criteria } = ballot.manifest;
  const root = piece("grades");
  writeName(part(root, "unit"), units[unit]);
  writeName(part(root, "criterion"), criteria[column]);
  const cells = part(root, "cells");
  const values = grades.map((grade, at) => at).concat(NO_OPINION);
  values.forEach((value) => cells.appendChild(cell(ballot, unit, column, value)));
  cells.addEventListener("change", (event) => {
    const grade = Number(event.target.value);
    ballot.choose(unit, column, grade);
    announce(say("chosen", { grade: gradeName(ballot.manifest, grade) }));
    chosen(unit, column);
  });
  return root;
}

function cell(ballot, unit, column, value) {
  const root = piece("cell");
  const input = root.querySelector("input");
  const face = root.querySelector("span");
  input.name = "u" + unit + "c" + column;
  input.value = String(value);
  input.checked = ballot.grade(unit, column) === value;
  if (value === NO_OPINION) {
    root.classList.add("is-unsure");
    face.textContent = say("unsure");
  } else {
    writeName(face, ballot.manifest.grades[value]);
  }
  return root;
}

// 1–4 choose a grade; the digit after the last one, or 0, chooses 不了解.
export function chooseByDigit(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const group = event.target.closest && event.target.closest(".ballot-grades");
  if (!group || group.classList.contains("is-number") || !/^[0-9]$/.test(event.key)) return;
  const cells = group.querySelectorAll("input");
  const at = event.key === "0" ? cells.length - 1 : Number(event.key) - 1;
  if (!cells[at]) return;
  event.preventDefault();
  cells[at].focus();
  cells[at].click();
}
