// What the libraries find in the place of Node's "crypto": nothing. Browsers have theirs.

export const webcrypto = undefined;
export default {};
