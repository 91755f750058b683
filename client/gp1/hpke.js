// HPKE (RFC 9180), base mode, single shot: encapsulated key ‖ ciphertext.

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { concat } from "./bytes.js";
import { orRefuse } from "./errors.js";
import { agreeingPair, agreeingPoint } from "./keys.js";

const POINT_BYTES = 65;

export async function sealTo(point, info, plain) {
  return orRefuse("malformed", "sealing", async () => {
    const recipientPublicKey = await agreeingPoint(point);
    const { enc, ct } = await suite().seal({ recipientPublicKey, info }, plain);
    return concat(new Uint8Array(enc), new Uint8Array(ct));
  });
}

export async function unseal(key, info, sealed) {
  const recipientKey = await agreeingPair(key);
  return orRefuse("does_not_open", "opening", async () => {
    const enc = sealed.slice(0, POINT_BYTES);
    const found = await suite().open(
      { recipientKey, enc, info },
      sealed.slice(POINT_BYTES),
    );
    return new Uint8Array(found);
  });
}

function suite() {
  return new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });
}
