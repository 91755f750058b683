// The head (板首), what lies under it, and who signed it.

import { concat, fromHex, label, sha256, toHex, utf8 } from "./bytes.js";
import { canonicalJson } from "./canonical.js";
import { refuse } from "./errors.js";
import { sign, verify } from "./keys.js";
import { groupNumbers } from "./manifest.js";
import { quorumShare } from "./scheme.js";
import { check, hex, integer } from "./shapes.js";

const HEAD_BYTES = 9 + 32 + 8 + 32 + 32 + 32;

// The parts of an encoded head that the box of these rules signed.
export async function readHead(rules, head, signature) {
  const code = "head_wrong";
  const bytes = fromHex(head, HEAD_BYTES, "head", code);
  const begin = concat(label("head"), fromHex(rules.digest, 32, "M"));
  if (toHex(bytes.slice(0, begin.length)) !== toHex(begin)) {
    refuse(code, "not a head under these rules");
  }
  await verify(rules.manifest.seal.box_key, bytes, signature, code);
  const part = (from, to) => toHex(bytes.slice(begin.length + from, begin.length + to));
  const size = Number(BigInt(`0x${part(0, 8)}`));
  return {
    digest: toHex(await sha256(bytes)),
    size,
    root: part(8, 40),
    counts: part(40, 72),
    paper: part(72, 104),
  };
}

// Whether enough took part, by the very numbers that lie under the head.
export async function checkCounts(rules, head, groups, slips) {
  const written = canonicalJson([
    groups,
    [slips.printed, slips.undrawn],
    slips.redeemed,
  ]);
  const found = toHex(await sha256(label("counts"), utf8(written)));
  if (found !== head.counts) {
    refuse("head_wrong", "these are not the counts under the head");
  }
  const rows = groups.map(readTurnout);
  rows.forEach((row, at) => checkTurnout(rules, row, at));
  const numbers = groupNumbers(rules.manifest).join();
  if (rows.map((row) => row.group).join() !== numbers || total(rows, "box") !== head.size) {
    refuse("head_wrong", "the counts are not those of the groups and the board");
  }
  return quorumOf(rules, rows);
}

function quorumOf(rules, rows) {
  const [parts, of] = quorumShare(rules.manifest);
  const roll = total(rows, "roll");
  const received = total(rows, "box") + total(rows, "paperReceived");
  const quorum = Math.ceil((roll * parts) / of);
  if (received < quorum) {
    refuse("no_quorum", `${received} of ${roll}, ${quorum} needed`);
  }
  return { roll, received, quorum };
}

function readTurnout(numbers) {
  const [group, roll, late, collected, paper, paperReceived] = numbers;
  const [printed, drawn, undrawn, box] = numbers.slice(6);
  const row = { group, roll, late, paper, paperReceived, printed, drawn, undrawn, box };
  Object.entries(row).forEach(([name, value]) => integer(value, name, "head_wrong"));
  check(collected, [integer], "collected", "head_wrong");
  return { ...row, collected };
}

function checkTurnout(rules, row, at) {
  const { groups, seal } = rules.manifest;
  const fits =
    row.roll === groups[at].size + row.late &&
    row.collected.length === seal.issuers.length &&
    row.box <= Math.min(...row.collected) &&
    Math.max(...row.collected) + row.paper <= row.roll &&
    row.paperReceived <= row.paper &&
    row.drawn + row.undrawn === row.printed;
  if (!fits) {
    refuse("head_wrong", `group ${row.group}: the counts do not add up`);
  }
}

export function signHead(key, digest) {
  return sign(key, cosignMessage(digest));
}

// The numbers of the scrutineers who signed this head: at least t, in order, each once.
export async function checkCosigned(rules, digest, signatures) {
  const code = "not_cosigned";
  const { threshold, seal } = rules.manifest;
  const message = cosignMessage(digest);
  let last = 0;
  for (const [number, signature] of signatures) {
    const point = number > last ? seal.scrutineer_keys[number - 1] : undefined;
    if (!point) {
      refuse(code, `number ${number}: out of order, or no scrutineer's`);
    }
    check(signature, hex(64), "signature", code);
    await verify(point, message, signature, code);
    last = number;
  }
  if (signatures.length < threshold) {
    refuse(code, `${signatures.length} of ${threshold}`);
  }
  return signatures.map(([number]) => number);
}

function cosignMessage(digest) {
  return concat(label("cosign"), fromHex(digest, 32, "head"));
}

function total(rows, name) {
  return rows.reduce((sum, row) => sum + row[name], 0);
}
