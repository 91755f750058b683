// The public board, reckoned again from its lines: leaves, tree, counts, paper.
//
// Whether every single ballot carries good tokens is for the public board's page and
// for `ballotbox verify`; here it is made sure that the head stands for this board.

import { Gp1Error } from "../gp1/scrutineer.js";
import { number, sha256, utf8 } from "./hashes.js";

const BALLOT = utf8("gp1/ballot\0");
const EMPTY = sha256("");

export async function readBoard(rules, head, text) {
  const lines = linesOf(text);
  const one = (kind) => lines.find((line) => line.kind === kind) || refuse();
  if (one("manifest").text !== rules.text || one("board").manifest !== rules.digest) refuse();
  const ballots = lines.filter((line) => line.kind === "ballot");
  const leaves = await leavesOf(rules, ballots);
  const [signed, counts, slips] = [one("head"), one("counts"), one("slips")];
  const paper = await paperOf(rules, one("paper").digests);
  const isSame =
    leaves.length === head.size &&
    (await rootOf(leaves)) === head.root &&
    paper === head.paper &&
    [signed.size, signed.root, signed.counts, signed.paper].join() ===
      [head.size, head.root, head.counts, head.paper].join();
  if (!isSame) refuse();
  const groups = rowsOf(rules, counts.groups, ballots);
  return { groups: counts.groups, slips, sums: sumsOf(groups), rows: groups };
}

function linesOf(text) {
  try {
    return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  } catch (error) {
    return refuse();
  }
}

async function leavesOf(rules, ballots) {
  const begin = BALLOT + rules.digest;
  const leaves = [];
  for (const { body } of ballots) {
    if (body.indexOf(begin) !== 0) refuse();
    const leaf = await sha256("00" + body);
    if (leaves.length && leaf <= leaves[leaves.length - 1]) refuse();
    leaves.push(leaf);
  }
  return leaves;
}

// RFC 9162 §2.1, a level at a time: a hash without a partner goes up as it is.
async function rootOf(leaves) {
  if (!leaves.length) return EMPTY;
  let level = leaves;
  while (level.length > 1) {
    const above = [];
    for (let at = 0; at < level.length; at += 2) {
      const pair = level[at + 1];
      above.push(pair ? await sha256("01" + level[at] + pair) : level[at]);
    }
    level = above;
  }
  return level[0];
}

// What stands under the head for the paper batches of all groups.
export function paperOf(rules, digests) {
  const parts = digests.map(([group, digest]) => number(group, 2) + digest);
  return sha256(utf8("gp1/paper-all\0") + rules.digest + parts.join(""));
}

// One row for each group of the rules, with the ballots that really stand there.
function rowsOf(rules, groups, ballots) {
  const place = BALLOT.length + rules.digest.length;
  return groups.map((row, at) => {
    const [group, roll, , collected, paper, paperReceived] = row;
    const own = number(group, 2);
    const found = ballots.filter(({ body }) => body.slice(place, place + 4) === own);
    if (found.length !== row[9]) refuse();
    const named = rules.manifest.groups[at] || refuse();
    return {
      named,
      roll,
      collected: Math.max(0, ...collected),
      received: row[9],
      paper,
      paperReceived,
    };
  });
}

function sumsOf(rows) {
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  return { roll: sum("roll"), received: sum("received") + sum("paperReceived") };
}

function refuse() {
  throw new Gp1Error("head_wrong");
}
