// The board page: looks at a board that the site or a file gives, finds a ballot on it,
// verifies it. Everything happens on this device.

import { isSupported } from "./primitives.js";
import { wordsOf } from "./codes.js";
import { byId, fill, make, message } from "./dom.js";
import { Fault } from "./faults.js";
import { languageToRead, rememberLanguage, watchSize } from "./reading.js";
import { dress, isEnglish, nameIn, say, speak } from "./say.js";
import { fromAddress } from "./search.js";
import { readReceipt } from "./shown.js";
import { fetchBoard, NotThere, sorted } from "./source.js";
import { survey } from "./survey.js";
import { readTotals } from "./totals.js";
import { examine } from "./verify.js";
import { ChecksView } from "./view-checks.js";
import { watchCompare } from "./view-compare.js";
import { FindView } from "./view-find.js";
import { drawObservers, drawStory } from "./view-story.js";
import { drawTotals } from "./view-totals.js";

// Up to so many ballots are verified without being asked: a second or two on a phone.
const AT_ONCE = 2000;
// Why there is no board yet, and when to come back.
const WAITS = {
  open: ["not_closed", "not_closed_do"],
  closed: ["not_cosigned", "not_cosigned_do"],
  void: ["not_ever", "not_ever_do"],
};

class Abandoned extends Error {}

class App {
  constructor() {
    this.given = { site: null, board: null, contents: [], totals: null };
    this.receipt = null;
    Object.assign(this, { known: null, report: null, progress: null, turn: 0 });
    this.find = new FindView(this);
    this.checks = new ChecksView(this);
  }

  async start() {
    this.speak(languageToRead());
    watchSize();
    watchCompare(this);
    document.querySelectorAll("[data-speak]").forEach((button) =>
      button.addEventListener("click", () => this.speak(button.dataset.speak, true)),
    );
    byId("files").addEventListener("change", (event) => {
      const files = Array.from(event.target.files);
      // So that the same name can be chosen again.
      event.target.value = "";
      this.take(files);
    });
    if (!isSupported()) return this.tell(message("notice", say("not_secure"), say("not_secure_do")));
    byId("choose").hidden = false;
    const { board, waits } = document.body.dataset;
    if (waits) return this.tell(this.notYet());
    return board ? this.load(board) : this.tell(message("notice", say("choose_first")));
  }

  async load(address) {
    this.tell(make("p", "loading", say("loading")));
    try {
      this.given.site = await fetchBoard(address);
    } catch (error) {
      const isThere = !(error instanceof NotThere);
      return this.tell(isThere ? message("error", say("not_loaded")) : this.notYet());
    }
    return this.look();
  }

  notYet() {
    const [why, whatToDo] = WAITS[document.body.dataset.waits || "open"];
    return message("notice", say(why), say(whatToDo));
  }

  // Files that somebody chose: boards, contents, receipts, totals, in any number.
  async take(files) {
    const found = await sorted(files);
    if (found.board.length) this.given.board = found.board[0];
    if (found.contents.length) this.given.contents = found.contents;
    try {
      if (found.totals.length) this.given.totals = readTotals(await textOf(found.totals[0]));
      if (found.receipt.length) this.receipt = readReceipt(await textOf(found.receipt[0]));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return this.tell(message("error", say("file_unreadable")));
    }
    const isKnown = this.board() !== null && !found.unknown.length;
    if (!isKnown) return this.tell(message("error", say("file_unknown")));
    return this.look();
  }

  board() {
    const { board, site, contents } = this.given;
    const first = board || site;
    return first === null ? null : [first, ...contents];
  }

  async look() {
    const turn = (this.turn += 1);
    Object.assign(this, { report: null, progress: null });
    const watch = (n) => this.watch(turn, () => this.tell(make("p", "loading", say("read_rows", { n }))));
    try {
      this.known = await survey(this.board(), watch);
    } catch (error) {
      if (error instanceof Abandoned) return undefined;
      throw error;
    }
    if (this.known.fault) return this.verify();
    this.tell();
    byId("board").hidden = false;
    this.draw();
    this.lookFor(this.receipt && { leaf: this.receipt.leaf, receipt: this.receipt });
    drawObservers(this.known.manifest, this.known.head);
    return this.known.rows.length <= AT_ONCE ? this.verify() : undefined;
  }

  lookFor(given) {
    const sought = given || fromAddress(location.hash, this.known.digest);
    if (sought) this.find.take(sought);
  }

  async verify() {
    const { turn } = this;
    const { site, board, totals } = this.given;
    const others = site !== null && board !== null ? [[site]] : [];
    const receipts = this.receipt ? [this.receipt] : [];
    const all = this.known.rows.length;
    const watch = (stage, n) => this.watch(turn, () => this.advance({ n, all }));
    this.advance({ n: 0, all });
    const began = performance.now();
    try {
      const given = { board: this.board(), others, receipts, totals };
      this.report = await examine(given, { watch });
    } catch (error) {
      if (error instanceof Abandoned) return;
      if (!(error instanceof Fault)) throw error;
      this.report = { error: error.code, fault: error, outcomes: [], cosigners: [] };
    }
    this.seconds = (performance.now() - began) / 1000;
    this.progress = null;
    this.draw();
  }

  // Lets the page breathe between pieces; ends what has been overtaken.
  async watch(turn, show) {
    if (turn !== this.turn) throw new Abandoned();
    show();
    await new Promise((resolve) => setTimeout(resolve));
  }

  advance(progress) {
    this.progress = progress;
    if (this.known && !byId("board").hidden) this.checks.draw();
  }

  verdict() {
    const isFalse = this.report !== null && this.report.error !== null;
    const isSound = this.report !== null && !isFalse;
    return { isSound, isFalse, isChecking: this.progress !== null };
  }

  draw() {
    const { known, report, seconds } = this;
    if (known.fault) return this.drawBroken();
    const counted = report && !report.error ? report.tally || this.given.totals : null;
    byId("head").hidden = !known.head;
    byId("head-code").textContent = known.head ? wordsOf(known.head.digest, isEnglish()).join(" ") : "";
    fill(byId("poll-title"), nameIn(known.manifest, "title"));
    byId("rehearsal").hidden = !known.manifest.is_rehearsal;
    byId("seconds").textContent = report ? say("just_now", { n: seconds.toFixed(1) }) : "";
    this.find.draw();
    drawTotals(known, counted);
    this.checks.draw();
    drawStory(known, report, times());
    return undefined;
  }

  // A board of which not even the first look holds: only what is wrong is shown.
  drawBroken() {
    byId("board").hidden = true;
    const found = this.report || { error: this.known.fault.code, fault: this.known.fault };
    this.tell(this.checks.failure(found));
  }

  tell(...pieces) {
    fill(byId("notice"), ...pieces);
  }

  speak(language, isChosen) {
    speak(language);
    if (isChosen) rememberLanguage(language);
    dress(document);
    document.title = say("board") + " · " + say("product");
    document.querySelectorAll("[data-speak]").forEach((button) => {
      button.hidden = button.dataset.speak === language;
    });
    if (!this.known && document.body.dataset.waits) this.tell(this.notYet());
    if (!this.known) return;
    this.draw();
    if (this.known.head) drawObservers(this.known.manifest, this.known.head);
  }
}

async function textOf(file) {
  return (await file.text()).trim();
}

// When each step was, as the site tells it; a file knows no times.
function times() {
  const found = document.querySelectorAll("#times [data-step]");
  return Object.fromEntries(Array.from(found, (each) => [each.dataset.step, each.textContent]));
}

new App().start();
