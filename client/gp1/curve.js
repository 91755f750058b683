// Whether 65 bytes are a point of P-256. Browsers differ in what they import.

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

export function isPoint(point) {
  if (!/^04[0-9a-f]{128}$/.test(point)) {
    return false;
  }
  const x = BigInt(`0x${point.slice(2, 66)}`);
  const y = BigInt(`0x${point.slice(66)}`);
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}
