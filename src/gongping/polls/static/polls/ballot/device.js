// What this device keeps: the ticket and the draft until the ballot is cast, and how
// somebody reads. On a shared tablet (?kiosk=1) only the memory of this page.

const PREFIX = "gongping-ballot:";
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
    return JSON.parse((store || inMemory).getItem(PREFIX + key));
  } catch (error) {
    return null;
  }
}

function write(store, key, value) {
  try {
    (store || inMemory).setItem(PREFIX + key, JSON.stringify(value));
  } catch (error) {
    // Full or forbidden since: the page itself still holds everything.
  }
}

export const recall = (key) => read(lasting, key);
export const keep = (key, value) => write(lasting, key, value);
export const forget = (key) => (lasting || inMemory).removeItem(PREFIX + key);

// Gone with the tab: the receipt survives a reload and nothing else.
export const recallReceipt = (poll) => read(passing, "receipt:" + poll);
export const keepReceipt = (poll, receipt) => write(passing, "receipt:" + poll, receipt);

export function forgetPoll(poll) {
  const store = lasting || inMemory;
  const keys = lasting ? Object.keys(lasting) : inMemory.keys();
  const own = ["draft:" + poll + ":", "ticket:" + poll].map((each) => PREFIX + each);
  keys.filter((key) => own.some((each) => key.indexOf(each) === 0)).forEach((key) => {
    store.removeItem(key);
  });
}

export function forgetEverything() {
  memory.clear();
}
