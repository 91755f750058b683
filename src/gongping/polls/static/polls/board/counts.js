// The counts of a closed poll: roll ≥ collected ≥ ballots, and slips that add up.

import { bigEndian, fromHex, joined, toHex, utf8 } from "./bytes.js";
import { canonical } from "./canonical.js";
import { demand } from "./faults.js";
import { turnoutRow } from "./fields.js";
import { least, most, sum } from "./numbers.js";
import { label, labelledHash, sha256 } from "./primitives.js";
import { quorumShare } from "./scheme.js";

// How many ballots were handed out (发出), and how many came in (收回), on paper too.
export function issuedOf(turnout) {
  return sum(least(turnout.collected), turnout.paper);
}

export function allReceivedOf(turnout) {
  return sum(turnout.received, turnout.paperReceived);
}

export function countsDigest(turnouts, slips) {
  const value = [
    turnouts.map(turnoutRow),
    [slips.printed, slips.undrawn],
    slips.redeemed,
  ];
  return labelledHash("counts", utf8(canonical(value)));
}

// `received` tells how many ballots of a group were found on the board.
export function verifyCounts(manifest, turnouts, received) {
  const { groups } = manifest;
  const isInOrder =
    turnouts.length === groups.length &&
    turnouts.every((turnout, place) => turnout.group === groups[place].number);
  demand(isInOrder, "CountsDiffer", "groups");
  turnouts.forEach((turnout, place) => {
    const where = "group " + turnout.group;
    const isRoll = turnout.roll === sum(groups[place].size, turnout.late);
    demand(isRoll, "CountsDiffer", where);
    const isOfEach = turnout.collected.length === manifest.seal.issuers.length;
    demand(isOfEach, "CountsDiffer", where);
    demand(turnout.received === (received.get(turnout.group) || 0), "CountsDiffer", where);
    demand(turnout.received <= least(turnout.collected), "MoreBallotsThanCollected", where);
    const isWithinRoll = sum(most(turnout.collected), turnout.paper) <= turnout.roll;
    demand(isWithinRoll, "MoreCollectedThanRoll", where);
    demand(turnout.paperReceived <= turnout.paper, "PaperDiffers", where);
  });
}

export async function verifySlips(manifest, turnouts, slips) {
  const isOfEach = slips.redeemed.length === manifest.seal.issuers.length;
  demand(isOfEach, "SlipsDiffer", "redeemed");
  for (const list of [slips.printed, ...slips.redeemed, slips.undrawn]) {
    demand(ascends(list), "SlipsDiffer", "order");
  }
  const digest = await slipsDigest(slips.printed);
  demand(digest === manifest.seal.slips_digest, "SlipsDiffer", "printed");
  await verifyOpened(slips);
  turnouts.forEach((turnout) => verifySlipNumbers(turnout, slips));
}

export function verifyQuorum(manifest, turnouts) {
  const received = sum(...turnouts.map(allReceivedOf));
  const roll = sum(...turnouts.map((turnout) => turnout.roll));
  const [parts, of] = quorumShare(manifest);
  const isReached = BigInt(received) * of >= BigInt(roll) * parts;
  demand(isReached, "QuorumNotReached", received + "/" + roll);
}

async function verifyOpened(slips) {
  const printed = new Set(slips.printed.map(nameOf));
  const opened = new Set();
  for (const [group, ticket] of slips.undrawn) {
    const slip = nameOf([group, await labelledHash("ticket", fromHex(ticket))]);
    demand(printed.has(slip), "SlipUnknown", "undrawn");
    opened.add(slip);
  }
  for (const list of slips.redeemed) {
    const names = list.map(nameOf);
    demand(names.every((slip) => printed.has(slip)), "SlipUnknown", "redeemed");
    demand(!names.some((slip) => opened.has(slip)), "UndrawnSlipRedeemed");
  }
}

function verifySlipNumbers(turnout, slips) {
  const where = "group " + turnout.group;
  const inGroup = (list) => list.filter(([group]) => group === turnout.group).length;
  const undrawn = inGroup(slips.undrawn);
  demand(turnout.printed === inGroup(slips.printed), "SlipsDiffer", where);
  demand(turnout.undrawn === undrawn, "SlipsDiffer", where);
  demand(sum(turnout.drawn, turnout.undrawn) === turnout.printed, "SlipsDiffer", where);
  slips.redeemed.forEach((list, place) => {
    demand(inGroup(list) <= turnout.collected[place], "SlipsDiffer", where);
  });
}

// Sorted by group and value already: what stands before the list was checked.
async function slipsDigest(printed) {
  const parts = [label("slips")];
  const numbers = [...new Set(printed.map(([group]) => group))];
  for (const number of numbers) {
    const hashes = printed.filter(([group]) => group === number).map(([, hash]) => fromHex(hash));
    parts.push(bigEndian(number, 2), bigEndian(hashes.length, 4), ...hashes);
  }
  return toHex(await sha256(joined(...parts)));
}

function ascends(list) {
  return list.every((slip, place) => {
    if (place === 0) return true;
    const [group, value] = list[place - 1];
    return group < slip[0] || (group === slip[0] && value < slip[1]);
  });
}

function nameOf([group, value]) {
  return group + "/" + value;
}
