// What this device keeps: the ticket and the draft until the ballot is cast, and how
// somebody reads. On a shared tablet (?kiosk=1) only the memory of this page.

const PREFIX = "gongping-ballot:";
// The page on which tickets are collected lays the ticket down here, too.
const TICKET = "gongping-ticket:";
const memory = new Map();
const inMemory = {
  getItem: (key) => (memory.has(key) ? memory.get(key) : null),
  setItem: (key, value) => memory.set(key, value),
  removeItem: (key) => memory.delete(key),
  keys: () => Array.from(memory.keys()),
};

export const isKiosk = new URLSearchParams(location.search).get("kiosk") === "1";
const lasting = isKiosk ? null : usable("localStorage");
const passing = isKiosk ? null : usable("sessionStorage");
export const keepsDrafts = isKiosk || lasting !== null;

function usable(name) {
  try {
    const store = window[name];
    store.setItem(PREFIX + "try", "1");
    store.removeItem(PREFIX + "try");
    return store;
  } catch (error) {
    return null;
  }
}

function read(store, key) {
  try {
    return JSON.parse((store || inMemory).getItem(key));
  } catch (error) {
    return null;
  }
}

function write(store, key, value) {
  try {
    (store || inMemory).setItem(key, JSON.stringify(value));
  } catch (error) {
    // Full or forbidden since: the page itself still holds everything.
  }
}

function remove(key) {
  (lasting || inMemory).removeItem(key);
}

export const recall = (key) => read(lasting, PREFIX + key);
export const keep = (key, value) => write(lasting, PREFIX + key, value);
// For what must lie on the device before anything is sent: says whether it does.
export function keepSurely(key, value) {
  keep(key, value);
  return JSON.stringify(recall(key)) === JSON.stringify(value);
}

export const forget = (key) => remove(PREFIX + key);

export const recallTicket = (poll) => read(lasting, TICKET + poll);
export const keepTicket = (poll, ticket) => write(lasting, TICKET + poll, ticket);
export const forgetTicket = (poll) => remove(TICKET + poll);

// Gone with the tab: the receipt survives a reload and nothing else.
export const recallReceipt = (poll) => read(passing, PREFIX + "receipt:" + poll);
export function keepReceipt(poll, receipt) {
  write(passing, PREFIX + "receipt:" + poll, receipt);
}

export function forgetPoll(poll) {
  const keys = lasting ? Object.keys(lasting) : inMemory.keys();
  const drafts = PREFIX + "draft:" + poll + ":";
  keys.filter((key) => key.indexOf(drafts) === 0).forEach(remove);
  forgetTicket(poll);
}

export function forgetEverything() {
  memory.clear();
}
