// Cells: one u16 for each unit × criterion, units outside, in manifest order.

import { concat, number } from "./bytes.js";
import { refuse } from "./errors.js";

export const NO_OPINION = 0xffff;

export function checkCells(rules, cells) {
  const { units, criteria, grades } = rules.manifest;
  const isWhole = Array.isArray(cells) && cells.length === units.length * criteria.length;
  if (!isWhole) {
    refuse("malformed", "cells: not one for each unit and criterion");
  }
  const isGrade = (cell) => Number.isInteger(cell) && cell >= 0 && cell < grades.length;
  const at = cells.findIndex((cell) => cell !== NO_OPINION && !isGrade(cell));
  if (at >= 0) {
    refuse("malformed", `cells[${at}]: not on the scale`);
  }
}

export function encodeCells(cells) {
  return concat(...cells.map((cell) => number(cell, 2)));
}

// The first rule for which the ballot would not count, or null.
export function brokenRule(rules, cells) {
  checkCells(rules, cells);
  const columns = rules.manifest.criteria.length;
  return rules.manifest.rules.find((rule) => breaks(rule, cells, columns)) || null;
}

function breaks(rule, cells, columns) {
  if (rule.name === "all_identical") {
    const isSame = cells.every((cell) => cell === cells[0]);
    return cells.length > 1 && isSame && cells[0] !== NO_OPINION;
  }
  return Array.from({ length: columns }, (_, column) => column).some((column) => {
    const best = cells.filter((cell, at) => at % columns === column && cell === 0);
    return best.length > rule.limit;
  });
}
