// Whole numbers of any size: a plain number where it is exact, a long one beyond.

export function isWhole(value) {
  return typeof value === "bigint" || Number.isInteger(value);
}

export function sum(...numbers) {
  const total = numbers.reduce((all, number) => all + BigInt(number), 0n);
  const short = Number(total);
  return Number.isSafeInteger(short) ? short : total;
}

export function least(numbers) {
  return numbers.reduce((low, number) => (number < low ? number : low));
}

export function most(numbers) {
  return numbers.reduce((high, number) => (number > high ? number : high));
}
