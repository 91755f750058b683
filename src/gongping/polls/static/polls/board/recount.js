// The recount: what the recipients of the contents part can check beyond everybody.

import { bigEndian, fromHex, joined, toHex } from "./bytes.js";
import { headerOf } from "./ballots.js";
import { demand } from "./faults.js";
import { verifyQuorum } from "./counts.js";
import { verifyPaperBatch } from "./head.js";
import { open, opener } from "./hpke.js";
import { importLock, label, sha256 } from "./primitives.js";
import { Counting } from "./tally.js";

const SEAL = label("seal");
const CHECKS = ["quorum", "release", "locks", "contents", "paper-cells", "count"];
const PIECE = 200;

export class Recount {
  constructor(books, cursor, manifest, watch) {
    Object.assign(this, { books, cursor, manifest, watch });
    const start = manifest.groups.map((group) => [group.number, new Counting(manifest)]);
    this.counting = new Map(start);
    this.sealed = new Map();
    this.paper = new Map();
  }

  // Returns the count of every group that is given, or nothing if none is.
  async run({ head, rows, turnouts, digests }) {
    if (!this.cursor.has("contents")) {
      this.books.absent(...CHECKS);
      return null;
    }
    const locks = await this.release(head, turnouts);
    await this.openAll(locks, rows);
    await this.countPaper(turnouts, digests);
    const counted = await this.books.promise("count", () => this.complete(turnouts));
    this.books.passed("count", counted.map((row) => row.group).join(", "));
    return counted.map((turnout) => this.counting.get(turnout.group).finish(turnout));
  }

  async release(head, turnouts) {
    const { books, manifest } = this;
    await books.promise("quorum", () => verifyQuorum(manifest, turnouts));
    const line = await books.promise("release", async () => {
      const found = await this.cursor.one("contents");
      demand(found.head === head.digest, "HeadRewritten");
      return found;
    });
    const locks = await books.promise("locks", () => this.locksOf(line.locks));
    books.passed("locks", String(line.locks.length));
    return locks;
  }

  // A key out of range is named before one that is missing or does not fit.
  async locksOf(scalars) {
    const points = this.manifest.seal.locks;
    const isWhole = scalars.length >= points.length;
    const locks = [];
    for (const [place, scalar] of scalars.entries()) {
      const point = points[place] || points[0];
      const key = await importLock(scalar, point).catch((fault) => {
        if (fault.code === "LockDiffers") return null;
        throw fault;
      });
      if (place < points.length) locks.push(key && opener(key, fromHex(point)));
    }
    demand(isWhole && locks.every((lock) => lock !== null), "LockDiffers");
    return locks;
  }

  async openAll(locks, rows) {
    await this.books.promise("contents", async () => {
      const matching = this.matching(rows);
      for (;;) {
        const piece = await matching();
        if (!piece.length) break;
        const opened = await Promise.all(
          piece.map(({ row, contents }) => this.openOne(locks, row, contents)),
        );
        opened.forEach((cells, place) => this.counting.get(piece[place].row.group).add(cells));
        await this.watch("contents", total(this.sealed), rows.length);
      }
    });
    this.books.passed("contents", String(total(this.sealed)));
  }

  // Each call takes the next sealed contents; both lists are sorted by leaf.
  matching(rows) {
    let at = 0;
    return async () => {
      const piece = [];
      while (piece.length < PIECE && this.cursor.has("sealed")) {
        const line = await this.cursor.one("sealed");
        while (at < rows.length && rows[at].leaf < line.leaf) at += 1;
        const where = "line " + line.number;
        const isThere = at < rows.length && rows[at].leaf === line.leaf;
        demand(isThere, "ContentsMisplaced", where);
        const contents = fromHex(line.contents);
        demand(toHex(await sha256(contents)) === rows[at].contents, "ContentsDiffer", where);
        add(this.sealed, rows[at].group, 1);
        piece.push({ row: rows[at], contents });
        at += 1;
      }
      return piece;
    };
  }

  // The first lock that does not open decides: nothing comes out.
  async openOne(locks, row, contents) {
    const header = headerOf(this.manifest, row.group, row.key);
    let cells = contents;
    for (const [place, lock] of locks.entries()) {
      cells = await open(lock, joined(SEAL, bigEndian(place + 1, 1), header), cells);
      if (cells === null) return null;
    }
    return cells;
  }

  async countPaper(turnouts, digests) {
    await this.books.promise("paper-cells", async () => {
      while (this.cursor.has("paper-cells")) {
        const line = await this.cursor.one("paper-cells");
        demand(!this.paper.has(line.group), "PaperDiffers", "group " + line.group);
        await verifyPaperBatch(this.manifest, turnouts, digests, line);
        this.paper.set(line.group, line.ballots.length);
        line.ballots.forEach((cells) => this.counting.get(line.group).addHex(cells));
      }
    });
    this.books.passed("paper-cells", String(total(this.paper)));
  }

  // The groups that are given in full; one in part is a fault.
  complete(turnouts) {
    const counted = turnouts.filter((turnout) => {
      const boxed = this.sealed.get(turnout.group) || 0;
      const paper = this.paper.get(turnout.group) || 0;
      const isWhole = boxed === turnout.received && paper === turnout.paperReceived;
      const isPart = !isWhole && (boxed > 0 || paper > 0);
      demand(!isPart, "ContentsMissing", "group " + turnout.group);
      return isWhole;
    });
    demand(counted.length > 0, "ContentsMissing");
    return counted;
  }
}

function add(numbers, place, number) {
  numbers.set(place, (numbers.get(place) || 0) + number);
}

function total(numbers) {
  return [...numbers.values()].reduce((all, number) => all + number, 0);
}
