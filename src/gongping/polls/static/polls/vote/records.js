// What this device keeps of each ballot, from the ticket to the receipt:
//   { group, tickets: {issuer: ticket}, state, grades, unit, receipt }
// `state` is that of the protocol core. Everything is read afresh before it is changed,
// because a second tab may have gone on meanwhile.

import * as device from "../ballot/device.js";

const place = (m) => "vote:" + m;

export class Records {
  constructor(m) {
    this.m = m;
    this.id = this.all().current;
  }

  all() {
    return device.recall(place(this.m)) || { current: "", ballots: {} };
  }

  get current() {
    return this.all().ballots[this.id] || null;
  }

  // Unfinished ballots of others who use this device.
  others() {
    const { ballots } = this.all();
    return Object.keys(ballots).filter((id) => id !== this.id && !ballots[id].receipt);
  }

  // Says whether the change lies on the device.
  change(act) {
    const all = this.all();
    const record = all.ballots[this.id];
    if (!record) return false;
    act(record);
    return device.keepSurely(place(this.m), all);
  }

  // The same ticket finds its ballot again, another one begins a new ballot; a letter
  // of a second office goes to the ballot that still lacks it.
  async layDown(ticket) {
    const all = this.all();
    const open = all.ballots[this.id];
    const isLacking = open && !open.state && !open.receipt && !open.tickets[ticket.issuer];
    if (!isLacking || open.group !== ticket.group) this.id = await nameOf(ticket);
    const fresh = { group: ticket.group, tickets: {}, state: null, unit: 0, receipt: null };
    const record = all.ballots[this.id] || Object.assign(fresh, { grades: null });
    if (!record.state && !record.receipt) record.tickets[ticket.issuer] = ticket.secret;
    all.ballots[this.id] = record;
    all.current = this.id;
    return device.keepSurely(place(this.m), all);
  }

  turnTo(id) {
    const all = this.all();
    this.id = all.current = id;
    device.keepSurely(place(this.m), all);
  }

  // Another ticket is wanted in the place of one that no issuer knows.
  dropTicket(issuer) {
    this.change((record) => {
      record.state = null;
      delete record.tickets[issuer];
    });
  }

  dropBallot() {
    const all = this.all();
    delete all.ballots[this.id];
    this.id = all.current = "";
    device.keepSurely(place(this.m), all);
  }

  isOwnPlace(key) {
    return key.endsWith(place(this.m));
  }
}

// A name that tells nothing to whoever does not have the ticket.
async function nameOf(ticket) {
  const text = new TextEncoder().encode("gongping/device\0" + ticket.secret);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return Array.from(bytes.slice(0, 8), (byte) => (byte + 0x100).toString(16).slice(1)).join("");
}

// One tab at a time collects, seals and casts; the next finds what it did.
export function alone(records, act) {
  if (!navigator.locks || device.isKiosk) return act();
  return navigator.locks.request("gongping:" + records.id, act);
}
