// The verification of a closed poll: checks what is given, names what is not, in the
// order of the file, and stops at the first fault.

import { Offices, verifyBallot } from "./ballots.js";
import { Books, Stopped } from "./books.js";
import { countsDigest, verifyCounts, verifySlips } from "./counts.js";
import { demand } from "./faults.js";
import * as head from "./head.js";
import { readManifest } from "./manifest.js";
import { Cursor } from "./reader.js";
import { Recount } from "./recount.js";
import { verifyPresent, verifyShown, verifyUncast } from "./shown.js";
import { verifyTotals, verifyTotalsFit } from "./totals.js";

const PIECE = 200;

// `board` are the parts of the file as blobs, one after the other. `rules` is M and
// `head` SHA-256 of the head, from where they were seen first; `others` are boards that
// other people hold. All but the board may be lacking. `watch` is told how far it is,
// and may throw to stop.
export async function examine(given, { allowWeak = false, watch = async () => {} } = {}) {
  const examination = new Examination(given, allowWeak, watch);
  try {
    await examination.run();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return examination.report();
}

class Examination {
  constructor(given, allowWeak, watch) {
    const none = { rules: null, head: null, others: [], receipts: [], totals: null };
    this.given = { ...none, ...given };
    this.allowWeak = allowWeak;
    this.watch = watch;
    this.books = new Books();
    this.cursor = new Cursor(this.given.board);
    Object.assign(this, { manifest: null, head: null, tally: null, rows: [] });
    Object.assign(this, { turnouts: null, cosigners: [] });
  }

  report() {
    const { books, manifest, head: found, tally, rows, turnouts, cosigners } = this;
    const outcomes = books.outcomes();
    return {
      ...{ outcomes, manifest, head: found, tally, rows, turnouts, cosigners },
      error: books.fault ? books.fault.code : null,
      fault: books.fault,
      lines: this.cursor.count,
    };
  }

  async run() {
    this.enterAbsent();
    await this.checkRules();
    await this.checkBallots();
    const closed = await this.checkCounts();
    await this.checkHead(closed);
    await this.checkNamed();
    await this.checkUncast();
    await this.checkReceipts();
    const { books, cursor, manifest, watch, rows, turnouts } = this;
    const recount = new Recount(books, cursor, manifest, watch);
    const { digests } = closed.line;
    this.tally = await recount.run({ head: this.head, rows, turnouts, digests });
    books.passed("form");
    await this.checkTotals();
  }

  enterAbsent() {
    const { rules, head: named, others, receipts, totals } = this.given;
    const lacking = {
      "rules-expected": rules === null,
      "head-expected": named === null,
      "one-view": !others.length,
      receipts: !receipts.length,
      "totals-fit": totals === null,
      totals: totals === null,
    };
    this.books.absent(...Object.keys(lacking).filter((check) => lacking[check]));
  }

  async checkRules() {
    const { books, cursor, given } = this;
    const line = await books.promise("rules", async () => {
      await cursor.start();
      const board = await cursor.one("board");
      const found = await cursor.one("manifest");
      const manifest = await readManifest(found.text, this.allowWeak);
      demand(manifest.digest === board.manifest, "ManifestDiffers", "M");
      demand(manifest.poll === board.poll, "ManifestDiffers", "poll");
      this.manifest = manifest;
      return found;
    });
    books.passed("rules", this.manifest.digest);
    if (given.rules !== null) {
      await books.promise("rules-expected", () =>
        demand(given.rules === this.manifest.digest, "ManifestDiffers", "M"),
      );
    }
    await books.promise(
      "rules-signed",
      () => head.verifyApprovals(this.manifest, line.signatures),
      String(line.signatures.length),
    );
  }

  async checkBallots() {
    const { books, cursor, rows } = this;
    const offices = (this.offices = new Offices(this.manifest));
    await books.promise("ballots", async () => {
      for (;;) {
        const piece = await cursor.some("ballot", PIECE);
        if (!piece.length) break;
        for (const row of await inOrder(piece, (line) => verifyBallot(offices, line))) {
          rows.push(row);
        }
        await this.watch("ballots", rows.length, cursor.bytes);
      }
    });
    books.passed("ballots", String(rows.length));
    await books.promise("order", () => verifyOrder(rows));
  }

  async checkCounts() {
    const { books, cursor, manifest, rows } = this;
    await books.promise("counts", async () => {
      this.turnouts = (await cursor.one("counts")).groups;
      verifyCounts(manifest, this.turnouts, byGroup(rows));
    });
    const slips = await books.promise("slips", async () => {
      const found = await cursor.one("slips");
      await verifySlips(manifest, this.turnouts, found);
      return found;
    });
    const line = await books.promise("paper", async () => {
      const found = await cursor.one("paper");
      await head.verifyPaperSigned(manifest, this.turnouts, found);
      return found;
    });
    const counts = await countsDigest(this.turnouts, slips);
    return { counts, paper: await head.paperDigest(manifest, line.digests), line };
  }

  async checkHead(closed) {
    const { books, cursor, manifest, rows } = this;
    const found = await books.promise("head", async () => {
      const made = await head.headOf(manifest.digest, await cursor.one("head"));
      await head.verifyHead(made, { rows, ...closed });
      return made;
    });
    books.passed("head", found.digest);
    await books.promise("head-signed", () =>
      head.verifyHeadSigned(manifest, found, found.signature),
    );
    const { signatures } = await books.promise("cosigned", async () => {
      const line = await cursor.one("cosignatures");
      await head.verifyCosigned(manifest, found.digest, line.signatures);
      return line;
    });
    books.passed("cosigned", String(signatures.length));
    this.cosigners = signatures.map(([number]) => number);
    this.head = found;
  }

  async checkNamed() {
    const { books, given } = this;
    if (given.head !== null) {
      await books.promise("head-expected", () =>
        demand(given.head === this.head.digest, "HeadDiffers", "named"),
      );
    }
    if (!given.others.length) return;
    const note = String(given.others.length);
    const look = async () => {
      for (const blobs of given.others) await this.checkOther(blobs);
    };
    await books.promise("one-view", look, note);
  }

  // Two heads signed by the box prove a split view; one it did not sign proves nothing.
  async checkOther(blobs) {
    const cursor = new Cursor(blobs);
    let digest = "";
    for (await cursor.start(); cursor.next !== null; await cursor.advance()) {
      const line = cursor.next;
      if (line.kind === "board") digest = line.manifest;
      if (line.kind !== "head") continue;
      demand(digest === this.manifest.digest, "ManifestDiffers", "other");
      const other = await head.headOf(digest, line);
      await head.verifyHeadSigned(this.manifest, other, line.signature);
      demand(other.digest === this.head.digest, "SplitView", other.digest);
    }
  }

  async checkUncast() {
    const { books, cursor } = this;
    if (!cursor.has("uncast")) {
      books.absent("uncast");
      return;
    }
    const shown = await books.promise("uncast", async () => {
      const lines = await cursor.some("uncast", Infinity);
      for (const line of lines) await verifyUncast(this.offices, line);
      verifyShown(lines, this.rows, this.turnouts);
      return lines;
    });
    books.passed("uncast", String(shown.length));
  }

  async checkReceipts() {
    const { receipts } = this.given;
    if (!receipts.length) return;
    const look = async () => {
      for (const receipt of receipts) await verifyPresent(this.manifest, receipt, this.rows);
    };
    await this.books.promise("receipts", look, String(receipts.length));
  }

  async checkTotals() {
    const { books, manifest, turnouts, tally } = this;
    const { totals } = this.given;
    if (totals === null) return;
    await books.promise("totals-fit", () => verifyTotalsFit(manifest, totals, turnouts));
    const compared = await books.promise("totals", () => verifyTotals(totals, tally || []));
    if (!compared.length) {
      books.absent("totals");
      return;
    }
    const all = manifest.units.length;
    books.passed("totals", compared.map(([group, units]) => `${group}: ${units}/${all}`).join(", "));
  }
}

function verifyOrder(rows) {
  rows.forEach((row, place) => {
    demand(!place || rows[place - 1].leaf <= row.leaf, "BallotsUnsorted", row.leaf);
  });
  const keys = new Set(rows.map((row) => row.key));
  demand(keys.size === rows.length, "BallotDoubled");
}

function byGroup(rows) {
  const found = new Map();
  for (const { group } of rows) found.set(group, (found.get(group) || 0) + 1);
  return found;
}

// All at once, so that every processor works; the first fault in order is the one.
async function inOrder(list, act) {
  const done = await Promise.all(
    list.map((entry) => act(entry).then((value) => ({ value }), (error) => ({ error }))),
  );
  const failed = done.find((each) => "error" in each);
  if (failed) throw failed.error;
  return done.map((each) => each.value);
}
