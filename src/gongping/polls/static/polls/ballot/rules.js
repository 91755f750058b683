// The rules of the manifest on the ballot in hand: each as a sentence, kept or broken.

import { isNumeric, NO_OPINION, stepsName } from "./scale.js";
import { nameOf, say } from "./words.js";

export function checksOf(ballot) {
  const { rules, scheme } = ballot.manifest;
  const quotas = scheme ? scheme.quotas : [];
  return [
    completeness(ballot),
    ...rules.reduce(addRule(ballot), []),
    ...quotas.flatMap((row) => quota(ballot, row)),
  ];
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
    if (rule.name === "all_best") return found.concat(allBest(ballot));
    if (rule.name === "unfinished") return found.concat(unfinished(ballot, rule.limit));
    const best = { first: 0, last: 0, least: 0, most: rule.limit };
    return found.concat(quota(ballot, best));
  };
}

function identical(ballot) {
  const [first] = ballot.grades;
  const isSame = ballot.grades.length > 1 && ballot.grades.every((g) => g === first);
  const isBroken = isSame && first !== null && first !== NO_OPINION;
  return { isKept: !isBroken, text: say(isBroken ? "identical" : "not_identical") };
}

function allBest(ballot) {
  const isBroken = ballot.grades.length > 1 && ballot.grades.every((g) => g === 0);
  const [kept, broken] = isNumeric(ballot.manifest)
    ? ["not_all_best_numbers", "all_best_numbers"]
    : ["not_all_best", "all_best"];
  return { isKept: !isBroken, text: say(isBroken ? broken : kept) };
}

function unfinished(ballot, limit) {
  const n = ballot.grades.filter((grade) => grade === NO_OPINION).length;
  const isKept = n <= limit;
  return { isKept, text: say(isKept ? "within_unsure" : "over_unsure", { n, limit }) };
}

// How many of some grades there are on each criterion, against the least and the most.
function quota(ballot, { first, last, least, most }) {
  const { criteria } = ballot.manifest;
  const named = stepsName(ballot.manifest, first, last);
  return criteria.map((criterion, column) => {
    let n = 0;
    for (let unit = 0; unit < ballot.units; unit += 1) {
      const grade = ballot.grade(unit, column);
      if (grade !== null && grade >= first && grade <= last) n += 1;
    }
    const isKept = n >= least && n <= most;
    const word = n < least ? "under_quota" : isKept ? "within_quota" : "over_quota";
    const line = quotaLine(word, { grade: named, n, least, most });
    if (criteria.length === 1) return { isKept, text: line };
    const of = { criterion: nameOf(criterion).text, line };
    return { isKept, text: say("of_criterion", of) };
  });
}

function quotaLine(word, { grade, n, least, most }) {
  if (word === "within_quota" && least > 0) return say("enough_of", { grade, n, least });
  return say(word, { grade, n, limit: word === "under_quota" ? least : most });
}
