// The codewords of a QR code (ISO/IEC 18004): bytes at level M, versions 1 to 16.

// For each version: error codewords of a block, number of blocks.
const BLOCKS = [
  [10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4],
  [22, 5], [26, 5], [30, 5], [22, 8], [22, 9], [24, 9], [24, 10], [28, 10],
];
const FIELD = 0x11d;
const POWERS = new Uint8Array(255);
const LOGS = new Uint8Array(256);
for (let at = 0, value = 1; at < 255; at += 1) {
  POWERS[at] = value;
  LOGS[value] = at;
  value = value < 128 ? value << 1 : (value << 1) ^ FIELD;
}

// Modules that carry data: all but the patterns that every code has.
function room(version) {
  const side = 4 * version + 17;
  const marks = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const alignment = marks ? 25 * (marks * marks - 3) - 10 * (marks - 2) : 0;
  const finders = 3 * 64;
  const timing = 2 * (side - 16);
  const information = 31 + (version >= 7 ? 36 : 0);
  return Math.floor((side * side - finders - timing - information - alignment) / 8);
}

function capacity(version) {
  const [errors, blocks] = BLOCKS[version - 1];
  return room(version) - errors * blocks;
}

// The smallest version that holds these bytes, and its codewords in order of placing.
export function codewordsOf(bytes) {
  for (let version = 1; version <= BLOCKS.length; version += 1) {
    const lengthBits = version < 10 ? 8 : 16;
    if (bytes.length + (4 + lengthBits) / 8 <= capacity(version)) {
      return { version, codewords: woven(version, padded(bytes, lengthBits, version)) };
    }
  }
  throw new Error("too long for a code");
}

// Mode, length, bytes, end, then filler.
function padded(bytes, lengthBits, version) {
  const bits = [0, 1, 0, 0];
  const push = (value, count) => {
    for (let at = count - 1; at >= 0; at -= 1) bits.push((value >> at) & 1);
  };
  push(bytes.length, lengthBits);
  bytes.forEach((byte) => push(byte, 8));
  const size = capacity(version);
  push(0, Math.min(4, 8 * size - bits.length));
  while (bits.length % 8) bits.push(0);
  const found = [];
  for (let at = 0; at < bits.length; at += 8) {
    found.push(bits.slice(at, at + 8).reduce((byte, bit) => 2 * byte + bit, 0));
  }
  for (let filler = 0xec; found.length < size; filler ^= 0xec ^ 0x11) found.push(filler);
  return found;
}

// Cut into blocks, the shorter ones first, each with its errors; then woven together.
function woven(version, data) {
  const [errors, count] = BLOCKS[version - 1];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const blocks = [];
  for (let block = 0, at = 0; block < count; block += 1) {
    const end = at + short + (block >= count - longer ? 1 : 0);
    blocks.push(data.slice(at, end));
    at = end;
  }
  const checks = blocks.map((block) => remainder(block, errors));
  return columns(blocks, short + 1).concat(columns(checks, errors));
}

function columns(blocks, length) {
  const found = [];
  for (let at = 0; at < length; at += 1) {
    blocks.forEach((block) => at < block.length && found.push(block[at]));
  }
  return found;
}

// Reed–Solomon: what is left of the block, shifted, over the generator.
function remainder(block, errors) {
  const generator = generatorOf(errors);
  const left = new Array(errors).fill(0);
  block.forEach((byte) => {
    const factor = byte ^ left.shift();
    left.push(0);
    generator.forEach((each, at) => (left[at] ^= times(each, factor)));
  });
  return left;
}

// The product of (x − 2^i), without its leading one.
function generatorOf(degree) {
  let found = [1];
  for (let power = 0; power < degree; power += 1) {
    const next = found.concat(0);
    found.forEach((each, at) => (next[at + 1] ^= times(each, POWERS[power])));
    found = next;
  }
  return found.slice(1);
}

function times(one, other) {
  if (one === 0 || other === 0) return 0;
  return POWERS[(LOGS[one] + LOGS[other]) % 255];
}
