// The rules of the manifest on the ballot in hand: each as a sentence, kept or broken.

import { NO_OPINION } from "./scale.js";
import { nameOf, say } from "./words.js";

export function checksOf(ballot) {
  return [completeness(ballot), ...ballot.manifest.rules.reduce(addRule(ballot), [])];
}

export function isAbstention(ballot) {
  return ballot.grades.every((grade) => grade === NO_OPINION);
}

function completeness(ballot) {
  const open = ballot.units - ballot.scored();
  if (open > 0) return { isKept: false, text: say("not_all_scored", { n: open }) };
  return { isKept: true, text: say("all_scored", { n: ballot.units }) };
}

function addRule(ballot) {
  return (found, rule) => {
    if (rule.name === "all_identical") return found.concat(identical(ballot));
    if (rule.name === "excellent_quota") return found.concat(quota(ballot, rule.limit));
    return found;
  };
}

function identical(ballot) {
  const [first] = ballot.grades;
  const isSame = ballot.grades.length > 1 && ballot.grades.every((g) => g === first);
  const isBroken = isSame && first !== null && first !== NO_OPINION;
  return { isKept: !isBroken, text: say(isBroken ? "identical" : "not_identical") };
}

function quota(ballot, limit) {
  const { criteria, grades } = ballot.manifest;
  return criteria.map((criterion, column) => {
    let n = 0;
    for (let unit = 0; unit < ballot.units; unit += 1) {
      if (ballot.grade(unit, column) === 0) n += 1;
    }
    const isKept = n <= limit;
    const grade = nameOf(grades[0]).text;
    const line = say(isKept ? "within_quota" : "over_quota", { grade, n, limit });
    if (criteria.length === 1) return { isKept, text: line };
    const of = { criterion: nameOf(criterion).text, line };
    return { isKept, text: say("of_criterion", of) };
  });
}
