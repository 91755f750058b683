// Keeps what stands in <div data-live="pass"> up to date while the page is looked at.
//
//   data-live            the pass (foundation.live.pass_for), put there by the view
//   data-live-fragment   address of the element's inside, fetched when something changed
//   data-live-keys       fetch only when one of these values changed: "phase item"
//   data-live-spread     fetch after a chance part of so many ms: for what hundreds watch
//   data-live-at         who gives a new pass: in the header X-Live-Pass, or in a page
//                        with such an element; else the page itself is asked
//   data-live-value      (inside) shows this value of the state as text
//   data-live-keep       (inside) is never touched by new content, where that has it too
//   [data-live-lost]     (anywhere) shown while what stands here may be old
//
// Dispatched on the element: live:state {topic, state}; live:look {topic}: something may
// have changed unseen, ask again (a fragment is asked for by itself); live:fresh {}: the
// inside was changed. A value that is missing in the state was not announced lately.
//
// One line for the whole page, none while nobody looks at it: a browser that speaks
// HTTP/1.1 has six for all its tabs.

import { swap } from "./live_swap.js";

const DOOR = "/live/";
const HEADER = "X-Live-Pass";
const LOST_AFTER = 2000;
const SILENT_AFTER = 45000;
const HIDDEN_AFTER = 30000;
const ASKED_WITHIN = 15000;
const LONGEST_WAIT = 60000;
const LOOK_SPREAD = 1500;

const line = { source: null, passes: new Set(), last: "", failures: 0, isRenewing: false, isResting: false };
const timers = new Map();
const regions = new Map();

const elements = () => [...document.querySelectorAll("[data-live]")];
const chance = (from, to) => from + Math.random() * (to - from);
const fields = (pass) => pass.split("~");
const topicsOf = (pass) => fields(pass).slice(3, -1);
const lifeOf = (pass) => (fields(pass)[2] - fields(pass)[1]) * 1000;

function later(name, ms, work) {
  never(name);
  const run = () => timers.delete(name) && work();
  timers.set(name, setTimeout(run, ms));
}

function never(name) {
  clearTimeout(timers.get(name));
  timers.delete(name);
}

function regionOf(element) {
  if (!regions.has(element)) {
    regions.set(element, { seen: new Map(), timer: null, isAsking: false, isStale: false, failures: 0 });
  }
  return regions.get(element);
}

// --- what the reader is told about the line ---------------------------------------

function showLost() {
  const isDown = line.source?.readyState !== EventSource.OPEN;
  const isOld = elements().some((element) => regionOf(element).failures > 0);
  for (const mark of document.querySelectorAll("[data-live-lost]")) {
    mark.toggleAttribute("hidden", !isDown && !isOld);
  }
}

function lostSoon() {
  if (!timers.has("lost")) later("lost", LOST_AFTER, showLost);
}

// --- new content ------------------------------------------------------------------

async function asked(address) {
  const answer = await fetch(address, {
    headers: { "X-Live": "1" },
    cache: "no-store",
    signal: AbortSignal.timeout(ASKED_WITHIN),
  });
  // Led elsewhere is led to the sign-in: that page belongs into nothing of ours.
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
  return answer;
}

function askSoon(element, spread) {
  const region = regionOf(element);
  if (!element.dataset.liveFragment) return;
  if (region.isAsking) region.isStale = true;
  else region.timer ??= setTimeout(() => ask(element), chance(0, spread));
}

async function ask(element) {
  const region = regionOf(element);
  Object.assign(region, { timer: null, isAsking: true, isStale: false });
  try {
    const answer = await asked(element.dataset.liveFragment);
    const html = await answer.text();
    takePass(element, answer.headers.get(HEADER));
    if (answer.status !== 204 && element.isConnected) {
      swap(element, html);
      element.dispatchEvent(new CustomEvent("live:fresh", { bubbles: true }));
    }
    region.failures = 0;
  } catch {
    region.failures += 1;
  }
  region.isAsking = false;
  showLost();
  if (region.failures) later(element, waitAfter(region.failures), () => askSoon(element, 0));
  else if (region.isStale) askSoon(element, spreadOf(element));
}

function spreadOf(element) {
  return Number(element.dataset.liveSpread ?? 0);
}

// --- what is so now ---------------------------------------------------------------

function watching(topic) {
  return elements().filter((element) => topicsOf(element.dataset.live).includes(topic));
}

function isNews(element, topic, state) {
  const keys = element.dataset.liveKeys?.split(/\s+/).filter(Boolean);
  const { seen } = regionOf(element);
  const before = seen.get(topic);
  seen.set(topic, state);
  return !keys || !before || keys.some((key) => before[key] !== state[key]);
}

function showValues(element, state) {
  for (const place of element.querySelectorAll("[data-live-value]")) {
    const value = state[place.dataset.liveValue];
    if (value !== undefined) place.textContent = value ?? "";
  }
}

function onState(event) {
  const { topic, state } = JSON.parse(event.data);
  for (const element of watching(topic)) {
    const isNew = isNews(element, topic, state);
    showValues(element, state);
    element.dispatchEvent(new CustomEvent("live:state", { bubbles: true, detail: { topic, state } }));
    if (isNew && event.type === "state") askSoon(element, spreadOf(element));
  }
}

function onLook(event) {
  const { topic } = JSON.parse(event.data);
  for (const element of watching(topic)) {
    element.dispatchEvent(new CustomEvent("live:look", { bubbles: true, detail: { topic } }));
    // All pages are told at the same moment: they come one after the other.
    askSoon(element, Math.max(spreadOf(element), LOOK_SPREAD));
  }
}

// --- the pass ---------------------------------------------------------------------

function takePass(element, pass) {
  if (pass) element.dataset.live = pass;
}

async function newPass(address, pass) {
  const answer = await asked(address);
  if (answer.headers.get(HEADER)) return answer.headers.get(HEADER);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = [...page.querySelectorAll("[data-live]")].map((one) => one.dataset.live);
  return found.find((one) => `${topicsOf(one)}` === `${topicsOf(pass)}`);
}

async function renew() {
  if (line.isRenewing) return;
  line.isRenewing = true;
  const given = new Map();
  try {
    for (const element of elements()) {
      const { live, liveAt } = element.dataset;
      // A fragment may have brought a new one already.
      if (!line.passes.has(live)) continue;
      const address = liveAt || location.href;
      const key = `${address} ${topicsOf(live)}`;
      if (!given.has(key)) given.set(key, await newPass(address, live));
      takePass(element, given.get(key));
    }
  } catch {
    // The old pass may still be good; if not, the next attempt asks again.
  }
  line.isRenewing = false;
  open();
}

// --- the line ---------------------------------------------------------------------

function waitAfter(failures) {
  return Math.min(chance(1000, 4000) * 2 ** (failures - 1), LONGEST_WAIT);
}

function heard() {
  later("silent", SILENT_AFTER, comeBack);
}

function onOpen() {
  line.failures = 0;
  never("lost");
  showLost();
  heard();
}

function onError() {
  lostSoon();
  // Otherwise the browser comes back by itself.
  if (line.source?.readyState === EventSource.CLOSED) comeBack();
}

function comeBack() {
  close();
  line.failures += 1;
  lostSoon();
  // The first time the line may be all that broke; then perhaps the pass has run out.
  later("back", waitAfter(line.failures), line.failures > 1 ? renew : open);
}

function close() {
  line.source?.close();
  line.source = null;
  never("silent");
  never("back");
  never("renewal");
}

function open() {
  close();
  if (line.isResting) return;
  const passes = new Set(elements().map((element) => element.dataset.live).filter(Boolean));
  if (!passes.size) return;
  line.passes = passes;
  lostSoon();
  const words = new URLSearchParams([...passes].map((pass) => ["pass", pass]));
  if (line.last) words.set("last", line.last);
  const source = new EventSource(`${DOOR}?${words}`);
  line.source = source;
  const take = (work) => (event) => {
    if (event.lastEventId) line.last = event.lastEventId;
    heard();
    work(event);
  };
  source.addEventListener("open", onOpen);
  source.addEventListener("error", onError);
  source.addEventListener("state", take(onState));
  source.addEventListener("known", take(onState));
  source.addEventListener("look", take(onLook));
  source.addEventListener("hello", take(() => {}));
  source.addEventListener("here", take(() => {}));
  const life = Math.min(...[...passes].map(lifeOf));
  later("renewal", life * chance(0.5, 0.8), renew);
}

function rest() {
  line.isResting = true;
  close();
  never("lost");
}

function onVisibility() {
  if (document.hidden) later("hidden", HIDDEN_AFTER, rest);
  else {
    never("hidden");
    line.isResting = false;
    if (!line.source) open();
  }
}

export function start() {
  if (!elements().length) return;
  line.isResting = document.hidden;
  open();
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => event.persisted && open());
  window.addEventListener("offline", comeBack);
  window.addEventListener("online", () => later("back", chance(0, 1000), open));
}

start();
