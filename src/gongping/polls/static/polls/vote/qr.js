// A QR code drawn on the device, so that no server learns what is in it.

import { codewordsOf } from "./qr-data.js";

const QUIET = 4;
const MASKS = [
  (down, across) => (down + across) % 2 === 0,
  (down) => down % 2 === 0,
  (down, across) => across % 3 === 0,
  (down, across) => (down + across) % 3 === 0,
  (down, across) => (Math.floor(down / 2) + Math.floor(across / 3)) % 2 === 0,
  (down, across) => ((down * across) % 2) + ((down * across) % 3) === 0,
  (down, across) => (((down * across) % 2) + ((down * across) % 3)) % 2 === 0,
  (down, across) => (((down + across) % 2) + ((down * across) % 3)) % 2 === 0,
];

// The picture, in the ink of the page.
export function drawCode(text, label) {
  const matrix = matrixOf(text);
  const side = matrix.length + 2 * QUIET;
  const svg = element("svg", { class: "qr", role: "img", "aria-label": label });
  svg.setAttribute("viewBox", "0 0 " + side + " " + side);
  svg.setAttribute("shape-rendering", "crispEdges");
  const runs = [];
  matrix.forEach((line, down) =>
    line.forEach((isDark, across) => {
      if (isDark) runs.push("M" + (across + QUIET) + " " + (down + QUIET) + "h1v1h-1z");
    }),
  );
  svg.appendChild(element("path", { d: runs.join(""), fill: "currentColor" }));
  return svg;
}

function element(name, attributes) {
  const found = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.keys(attributes).forEach((key) => found.setAttribute(key, attributes[key]));
  return found;
}

// Rows of 0 and 1; `mask` is chosen unless it is given.
export function matrixOf(text, mask) {
  const { version, codewords } = codewordsOf(Array.from(new TextEncoder().encode(text)));
  const blank = frame(version);
  place(blank, codewords);
  const masks = mask === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [mask];
  const drawn = masks.map((each) => masked(blank, each));
  return drawn.reduce((best, each) => (unrest(each) < unrest(best) ? each : best));
}

// Everything that every code of this version has; null where data will stand.
function frame(version) {
  const side = 4 * version + 17;
  const rows = Array.from({ length: side }, () => new Array(side).fill(null));
  finder(rows, 3, 3);
  finder(rows, 3, side - 4);
  finder(rows, side - 4, 3);
  const marks = alignments(version, side);
  marks.forEach((down) => marks.forEach((across) => alignment(rows, down, across)));
  for (let at = 8; at < side - 8; at += 1) {
    rows[6][at] = rows[at][6] = 1 - (at % 2);
  }
  writeFormat(rows, 0);
  if (version >= 7) writeVersion(rows, version);
  return { rows, free: rows.map((line) => line.map((each) => each === null)) };
}

function finder(rows, down, across) {
  ring(rows, down, across, 4, (far) => (far !== 2 && far !== 4 ? 1 : 0));
}

function alignment(rows, down, across) {
  if (rows[down][across] !== null && down !== 6 && across !== 6) return;
  const last = rows.length - 7;
  const isCorner = (down === 6 && (across === 6 || across === last)) || (across === 6 && down === last);
  if (!isCorner) ring(rows, down, across, 2, (far) => (far !== 1 ? 1 : 0));
}

function ring(rows, down, across, reach, colour) {
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      const line = rows[down + y];
      if (!line || line[across + x] === undefined) continue;
      line[across + x] = colour(Math.max(Math.abs(y), Math.abs(x)));
    }
  }
}

function alignments(version, side) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = 2 * Math.ceil((4 * version + 4) / (2 * count - 2));
  const found = [];
  for (let at = 0; at < count - 1; at += 1) found.unshift(side - 7 - at * step);
  return [6].concat(found);
}

function checked(value, polynomial, degree) {
  let left = value << degree;
  for (let bit = 20; bit >= degree; bit -= 1) {
    if ((left >> bit) & 1) left ^= polynomial << (bit - degree);
  }
  return (value << degree) | left;
}

// Level M is 00; the fifteen bits stand twice, beside the finders.
function writeFormat(rows, mask) {
  const side = rows.length;
  const bits = checked(mask, 0x537, 10) ^ 0x5412;
  for (let at = 0; at < 15; at += 1) {
    const bit = (bits >> at) & 1;
    if (at < 6) rows[at][8] = bit;
    else if (at < 8) rows[at + 1][8] = bit;
    else rows[8][at === 8 ? 7 : 14 - at] = bit;
    if (at < 8) rows[8][side - 1 - at] = bit;
    else rows[side - 15 + at][8] = bit;
  }
  rows[side - 8][8] = 1;
}

function writeVersion(rows, version) {
  const bits = checked(version, 0x1f25, 12);
  for (let at = 0; at < 18; at += 1) {
    const far = rows.length - 11 + (at % 3);
    const near = Math.floor(at / 3);
    rows[far][near] = rows[near][far] = (bits >> at) & 1;
  }
}

// Two columns at a time, from the right, up and down by turns, past the timing line.
function place({ rows, free }, codewords) {
  const side = rows.length;
  let bit = 0;
  for (let right = side - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const goesUp = ((right > 6 ? side - 1 - right : side - right - 2) / 2) % 2 === 0;
    for (let step = 0; step < side; step += 1) {
      const down = goesUp ? side - 1 - step : step;
      for (let across = right; across > right - 2; across -= 1) {
        if (!free[down][across]) continue;
        const byte = codewords[bit >> 3] || 0;
        rows[down][across] = (byte >> (7 - (bit & 7))) & 1;
        bit += 1;
      }
    }
  }
}

function masked({ rows, free }, mask) {
  const flips = MASKS[mask];
  const found = rows.map((line, down) =>
    line.map((each, across) => (free[down][across] && flips(down, across) ? 1 - each : each)),
  );
  writeFormat(found, mask);
  return found;
}

// How much a reader would stumble: blocks of one colour, and too much of one.
function unrest(rows) {
  let blocks = 0;
  let dark = 0;
  rows.forEach((line, down) =>
    line.forEach((each, across) => {
      dark += each;
      const below = rows[down + 1];
      if (!below || across === 0) return;
      const sum = each + line[across - 1] + below[across] + below[across - 1];
      if (sum % 4 === 0) blocks += 1;
    }),
  );
  return 3 * blocks + Math.abs(dark - (rows.length * rows.length) / 2);
}
