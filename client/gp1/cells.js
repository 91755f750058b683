// Cells: one u16 for each unit × criterion, units outside, in manifest order.

import { concat, number } from "./bytes.js";
import { refuse } from "./errors.js";
import { breaksQuota } from "./scheme.js";

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
  const { criteria, rules: named, scheme } = rules.manifest;
  const columns = criteria.length;
  const broken = named.find((rule) => breaks(rule, cells, columns));
  const quotas = scheme ? scheme.quotas : [];
  const isOver = quotas.some((quota) => breaksQuota(quota, cells, columns));
  return broken || (isOver ? { name: "quota", limit: 0 } : null);
}

function breaks(rule, cells, columns) {
  const count = (grade) => cells.filter((cell) => cell === grade).length;
  if (rule.name === "all_identical") {
    return cells.length > 1 && count(cells[0]) === cells.length && cells[0] !== NO_OPINION;
  }
  if (rule.name === "all_best") {
    return cells.length > 1 && count(0) === cells.length;
  }
  if (rule.name === "unfinished") {
    return count(NO_OPINION) > rule.limit;
  }
  return breaksQuota({ first: 0, last: 0, least: 0, most: rule.limit }, cells, columns);
}
