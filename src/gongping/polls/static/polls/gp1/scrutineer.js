/*! Gongping, suite gp1, client 1.0.0. LICENSES.txt lies beside this. */
var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// none.js
var none_exports = {};
__export(none_exports, {
  default: () => none_default,
  webcrypto: () => webcrypto
});
var webcrypto, none_default;
var init_none = __esm({
  "none.js"() {
    webcrypto = void 0;
    none_default = {};
  }
});

// gp1/errors.js
var Gp1Error = class extends Error {
  constructor(code, detail = "") {
    super(detail ? `${code}: ${detail}` : code);
    this.name = "Gp1Error";
    this.code = code;
    this.detail = detail;
  }
};
function refuse(code, detail) {
  throw new Gp1Error(code, detail);
}
async function orRefuse(code, detail, work) {
  try {
    return await work();
  } catch (error) {
    throw new Gp1Error(code, `${detail}: ${error.message || error.name}`);
  }
}

// gp1/bytes.js
var HEX = /^(?:[0-9a-f]{2})*$/;
function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
function isHex(text2, size) {
  const isText = typeof text2 === "string" && HEX.test(text2);
  return isText && (size === void 0 || text2.length === 2 * size);
}
function fromHex(text2, size, place, code = "malformed") {
  if (!isHex(text2, size)) {
    refuse(code, `${place}: not ${size === void 0 ? "" : size + " bytes of "}hex`);
  }
  const bytes = new Uint8Array(text2.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = parseInt(text2.slice(2 * at, 2 * at + 2), 16);
  }
  return bytes;
}
function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
function utf8(text2) {
  return new TextEncoder().encode(text2);
}
function label(name) {
  return utf8(`gp1/${name}\0`);
}
async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}
function randomBytes(size) {
  return crypto.getRandomValues(new Uint8Array(size));
}
function fromBase64(text2, width) {
  const plain = atob(text2.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(plain, (character) => character.charCodeAt(0));
  return concat(new Uint8Array(Math.max(0, width - bytes.length)), bytes);
}
function toBase64(bytes) {
  const plain = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// node_modules/@hpke/common/esm/src/errors.js
var HpkeError = class extends Error {
  constructor(e) {
    let message;
    if (e instanceof Error) {
      message = e.message;
    } else if (typeof e === "string") {
      message = e;
    } else {
      message = "";
    }
    super(message);
    this.name = this.constructor.name;
  }
};
var InvalidParamError = class extends HpkeError {
};
var SerializeError = class extends HpkeError {
};
var DeserializeError = class extends HpkeError {
};
var EncapError = class extends HpkeError {
};
var DecapError = class extends HpkeError {
};
var ExportError = class extends HpkeError {
};
var SealError = class extends HpkeError {
};
var OpenError = class extends HpkeError {
};
var MessageLimitReachedError = class extends HpkeError {
};
var DeriveKeyPairError = class extends HpkeError {
};
var NotSupportedError = class extends HpkeError {
};

// node_modules/@hpke/common/esm/_dnt.shims.js
var dntGlobals = {};
var dntGlobalThis = createMergeProxy(globalThis, dntGlobals);
function createMergeProxy(baseObj, extObj) {
  return new Proxy(baseObj, {
    get(_target, prop, _receiver) {
      if (prop in extObj) {
        return extObj[prop];
      } else {
        return baseObj[prop];
      }
    },
    set(_target, prop, value) {
      if (prop in extObj) {
        delete extObj[prop];
      }
      baseObj[prop] = value;
      return true;
    },
    deleteProperty(_target, prop) {
      let success = false;
      if (prop in extObj) {
        delete extObj[prop];
        success = true;
      }
      if (prop in baseObj) {
        delete baseObj[prop];
        success = true;
      }
      return success;
    },
    ownKeys(_target) {
      const baseKeys = Reflect.ownKeys(baseObj);
      const extKeys = Reflect.ownKeys(extObj);
      const extKeysSet = new Set(extKeys);
      return [...baseKeys.filter((k) => !extKeysSet.has(k)), ...extKeys];
    },
    defineProperty(_target, prop, desc) {
      if (prop in extObj) {
        delete extObj[prop];
      }
      Reflect.defineProperty(baseObj, prop, desc);
      return true;
    },
    getOwnPropertyDescriptor(_target, prop) {
      if (prop in extObj) {
        return Reflect.getOwnPropertyDescriptor(extObj, prop);
      } else {
        return Reflect.getOwnPropertyDescriptor(baseObj, prop);
      }
    },
    has(_target, prop) {
      return prop in extObj || prop in baseObj;
    }
  });
}

// node_modules/@hpke/common/esm/src/algorithm.js
async function loadSubtleCrypto() {
  if (dntGlobalThis !== void 0 && globalThis.crypto !== void 0) {
    return globalThis.crypto.subtle;
  }
  try {
    const { webcrypto: webcrypto2 } = await Promise.resolve().then(() => (init_none(), none_exports));
    return webcrypto2.subtle;
  } catch (e) {
    throw new NotSupportedError(e);
  }
}
var NativeAlgorithm = class {
  constructor() {
    Object.defineProperty(this, "_api", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
  }
  async _setup() {
    if (this._api !== void 0) {
      return;
    }
    this._api = await loadSubtleCrypto();
  }
};

// node_modules/@hpke/common/esm/src/identifiers.js
var Mode = {
  Base: 0,
  Psk: 1,
  Auth: 2,
  AuthPsk: 3
};
var KemId = {
  NotAssigned: 0,
  DhkemP256HkdfSha256: 16,
  DhkemP384HkdfSha384: 17,
  DhkemP521HkdfSha512: 18,
  DhkemSecp256k1HkdfSha256: 19,
  DhkemX25519HkdfSha256: 32,
  DhkemX448HkdfSha512: 33,
  HybridkemX25519Kyber768: 48,
  MlKem512: 64,
  MlKem768: 65,
  MlKem1024: 66,
  XWing: 25722
};
var KdfId = {
  HkdfSha256: 1,
  HkdfSha384: 2,
  HkdfSha512: 3,
  Sha3256: 4,
  Sha3384: 5,
  Sha3512: 6,
  Shake128: 16,
  Shake256: 17,
  TurboShake128: 18,
  TurboShake256: 19
};
var AeadId = {
  Aes128Gcm: 1,
  Aes256Gcm: 2,
  Chacha20Poly1305: 3,
  ExportOnly: 65535
};

// node_modules/@hpke/common/esm/src/consts.js
var INPUT_LENGTH_LIMIT = 8192;
var INFO_LENGTH_LIMIT = 268435456;
var MINIMUM_PSK_LENGTH = 32;
var EMPTY = /* @__PURE__ */ new Uint8Array(0);
var BYTE_TO_BIGINT_256 = /* @__PURE__ */ (() => {
  const out = new Array(256);
  let i = 0;
  let value = 0n;
  while (i < 256) {
    out[i] = value;
    i++;
    value += 1n;
  }
  return out;
})();

// node_modules/@hpke/common/esm/src/interfaces/kemInterface.js
var SUITE_ID_HEADER_KEM = /* @__PURE__ */ new Uint8Array([
  75,
  69,
  77,
  0,
  0
]);

// node_modules/@hpke/common/esm/src/kdfs/hkdf.js
var HPKE_VERSION = /* @__PURE__ */ new Uint8Array([
  72,
  80,
  75,
  69,
  45,
  118,
  49
]);
function toUint8Array(input) {
  return new Uint8Array(toArrayBuffer(input));
}
function toArrayBuffer(input) {
  if (input instanceof ArrayBuffer) {
    return input;
  }
  if (ArrayBuffer.isView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength).slice().buffer;
  }
  return new Uint8Array(input).slice().buffer;
}
var HkdfNative = class extends NativeAlgorithm {
  constructor() {
    super();
    Object.defineProperty(this, "id", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: KdfId.HkdfSha256
    });
    Object.defineProperty(this, "hashSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 0
    });
    Object.defineProperty(this, "_suiteId", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: EMPTY
    });
    Object.defineProperty(this, "algHash", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: {
        name: "HMAC",
        hash: "SHA-256",
        length: 256
      }
    });
  }
  init(suiteId) {
    this._suiteId = suiteId;
  }
  buildLabeledIkm(label2, ikm) {
    this._checkInit();
    const ret = new Uint8Array(7 + this._suiteId.byteLength + label2.byteLength + ikm.byteLength);
    ret.set(HPKE_VERSION, 0);
    ret.set(this._suiteId, 7);
    ret.set(label2, 7 + this._suiteId.byteLength);
    ret.set(ikm, 7 + this._suiteId.byteLength + label2.byteLength);
    return ret;
  }
  buildLabeledInfo(label2, info, len) {
    this._checkInit();
    const ret = new Uint8Array(9 + this._suiteId.byteLength + label2.byteLength + info.byteLength);
    ret.set(new Uint8Array([0, len]), 0);
    ret.set(HPKE_VERSION, 2);
    ret.set(this._suiteId, 9);
    ret.set(label2, 9 + this._suiteId.byteLength);
    ret.set(info, 9 + this._suiteId.byteLength + label2.byteLength);
    return ret;
  }
  async extract(salt, ikm) {
    await this._setup();
    const saltBuf = salt.byteLength === 0 ? new ArrayBuffer(this.hashSize) : toArrayBuffer(salt);
    if (saltBuf.byteLength !== this.hashSize) {
      throw new InvalidParamError("The salt length must be the same as the hashSize");
    }
    const ikmBuf = toArrayBuffer(ikm);
    const key = await this._api.importKey("raw", saltBuf, this.algHash, false, [
      "sign"
    ]);
    return await this._api.sign("HMAC", key, ikmBuf);
  }
  async expand(prk, info, len) {
    await this._setup();
    const prkBuf = toArrayBuffer(prk);
    const key = await this._api.importKey("raw", prkBuf, this.algHash, false, [
      "sign"
    ]);
    const okm = new ArrayBuffer(len);
    const okmBytes = new Uint8Array(okm);
    let prev = EMPTY;
    const mid = toUint8Array(info);
    const tail = new Uint8Array(1);
    if (len > 255 * this.hashSize) {
      throw new Error("Entropy limit reached");
    }
    const tmp = new Uint8Array(this.hashSize + mid.length + 1);
    for (let i = 1, cur = 0; cur < okmBytes.length; i++) {
      tail[0] = i;
      tmp.set(prev, 0);
      tmp.set(mid, prev.length);
      tmp.set(tail, prev.length + mid.length);
      prev = new Uint8Array(await this._api.sign("HMAC", key, tmp.slice(0, prev.length + mid.length + 1)));
      if (okmBytes.length - cur >= prev.length) {
        okmBytes.set(prev, cur);
        cur += prev.length;
      } else {
        okmBytes.set(prev.slice(0, okmBytes.length - cur), cur);
        cur += okmBytes.length - cur;
      }
    }
    return okm;
  }
  async extractAndExpand(salt, ikm, info, len) {
    await this._setup();
    const ikmBuf = toArrayBuffer(ikm);
    const baseKey = await this._api.importKey("raw", ikmBuf, "HKDF", false, ["deriveBits"]);
    return await this._api.deriveBits({
      name: "HKDF",
      hash: this.algHash.hash,
      salt: toArrayBuffer(salt),
      info: toArrayBuffer(info)
    }, baseKey, len * 8);
  }
  async labeledExtract(salt, label2, ikm) {
    return await this.extract(salt, this.buildLabeledIkm(label2, ikm));
  }
  async labeledExpand(prk, label2, info, len) {
    return await this.expand(prk, this.buildLabeledInfo(label2, info, len), len);
  }
  _checkInit() {
    if (this._suiteId === EMPTY) {
      throw new Error("Not initialized. Call init()");
    }
  }
};
var HkdfSha256Native = class extends HkdfNative {
  constructor() {
    super(...arguments);
    Object.defineProperty(this, "id", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: KdfId.HkdfSha256
    });
    Object.defineProperty(this, "hashSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 32
    });
    Object.defineProperty(this, "algHash", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: {
        name: "HMAC",
        hash: "SHA-256",
        length: 256
      }
    });
  }
};

// node_modules/@hpke/common/esm/src/utils/misc.js
var isCryptoKeyPair = (x) => typeof x === "object" && x !== null && typeof x.privateKey === "object" && typeof x.publicKey === "object";
function i2Osp(n, w) {
  if (w <= 0) {
    throw new Error("i2Osp: too small size");
  }
  if (n >= 256 ** w) {
    throw new Error("i2Osp: too large integer");
  }
  const ret = new Uint8Array(w);
  for (let i = 0; i < w && n; i++) {
    ret[w - (i + 1)] = n % 256;
    n = Math.floor(n / 256);
  }
  return ret;
}
function concat2(a, b) {
  const ret = new Uint8Array(a.length + b.length);
  ret.set(a, 0);
  ret.set(b, a.length);
  return ret;
}
function base64UrlToBytes(v) {
  const base64 = v.replace(/-/g, "+").replace(/_/g, "/");
  const byteString = atob(base64);
  const ret = new Uint8Array(byteString.length);
  for (let i = 0; i < byteString.length; i++) {
    ret[i] = byteString.charCodeAt(i);
  }
  return ret;
}
function xor(a, b) {
  if (a.byteLength !== b.byteLength) {
    throw new Error("xor: different length inputs");
  }
  const buf = new Uint8Array(a.byteLength);
  for (let i = 0; i < a.byteLength; i++) {
    buf[i] = a[i] ^ b[i];
  }
  return buf;
}

// node_modules/@hpke/common/esm/src/kems/dhkem.js
var LABEL_EAE_PRK = /* @__PURE__ */ new Uint8Array([
  101,
  97,
  101,
  95,
  112,
  114,
  107
]);
var LABEL_SHARED_SECRET = /* @__PURE__ */ new Uint8Array([
  115,
  104,
  97,
  114,
  101,
  100,
  95,
  115,
  101,
  99,
  114,
  101,
  116
]);
function concat3(a, b, c) {
  const ret = new Uint8Array(a.length + b.length + c.length);
  ret.set(a, 0);
  ret.set(b, a.length);
  ret.set(c, a.length + b.length);
  return ret;
}
var Dhkem = class {
  constructor(id, prim, kdf) {
    Object.defineProperty(this, "id", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "secretSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 0
    });
    Object.defineProperty(this, "encSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 0
    });
    Object.defineProperty(this, "publicKeySize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 0
    });
    Object.defineProperty(this, "privateKeySize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 0
    });
    Object.defineProperty(this, "_prim", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_kdf", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    this.id = id;
    this._prim = prim;
    this._kdf = kdf;
    const suiteId = new Uint8Array(SUITE_ID_HEADER_KEM);
    suiteId.set(i2Osp(this.id, 2), 3);
    this._kdf.init(suiteId);
  }
  async serializePublicKey(key) {
    return await this._prim.serializePublicKey(key);
  }
  async deserializePublicKey(key) {
    return await this._prim.deserializePublicKey(toArrayBuffer(key));
  }
  async serializePrivateKey(key) {
    return await this._prim.serializePrivateKey(key);
  }
  async deserializePrivateKey(key) {
    return await this._prim.deserializePrivateKey(toArrayBuffer(key));
  }
  async importKey(format, key, isPublic = true) {
    return await this._prim.importKey(format, key, isPublic);
  }
  async generateKeyPair() {
    return await this._prim.generateKeyPair();
  }
  async deriveKeyPair(ikm) {
    const rawIkm = toArrayBuffer(ikm);
    if (rawIkm.byteLength > INPUT_LENGTH_LIMIT) {
      throw new InvalidParamError("Too long ikm");
    }
    return await this._prim.deriveKeyPair(rawIkm);
  }
  async encap(params) {
    let ke;
    if (params.ekm === void 0) {
      ke = await this.generateKeyPair();
    } else if (isCryptoKeyPair(params.ekm)) {
      ke = params.ekm;
    } else {
      ke = await this.deriveKeyPair(params.ekm);
    }
    const enc = await this._prim.serializePublicKey(ke.publicKey);
    const pkrm = await this._prim.serializePublicKey(params.recipientPublicKey);
    try {
      let dh;
      if (params.senderKey === void 0) {
        dh = new Uint8Array(await this._prim.dh(ke.privateKey, params.recipientPublicKey));
      } else {
        const sks = isCryptoKeyPair(params.senderKey) ? params.senderKey.privateKey : params.senderKey;
        const dh1 = new Uint8Array(await this._prim.dh(ke.privateKey, params.recipientPublicKey));
        const dh2 = new Uint8Array(await this._prim.dh(sks, params.recipientPublicKey));
        dh = concat2(dh1, dh2);
      }
      let kemContext;
      if (params.senderKey === void 0) {
        kemContext = concat2(new Uint8Array(enc), new Uint8Array(pkrm));
      } else {
        const pks = isCryptoKeyPair(params.senderKey) ? params.senderKey.publicKey : await this._prim.derivePublicKey(params.senderKey);
        const pksm = await this._prim.serializePublicKey(pks);
        kemContext = concat3(new Uint8Array(enc), new Uint8Array(pkrm), new Uint8Array(pksm));
      }
      const sharedSecret = await this._generateSharedSecret(dh, kemContext);
      return {
        enc,
        sharedSecret
      };
    } catch (e) {
      throw new EncapError(e);
    }
  }
  async decap(params) {
    const enc = toArrayBuffer(params.enc);
    const pke = await this._prim.deserializePublicKey(enc);
    const skr = isCryptoKeyPair(params.recipientKey) ? params.recipientKey.privateKey : params.recipientKey;
    const pkr = isCryptoKeyPair(params.recipientKey) ? params.recipientKey.publicKey : await this._prim.derivePublicKey(params.recipientKey);
    const pkrm = await this._prim.serializePublicKey(pkr);
    try {
      let dh;
      if (params.senderPublicKey === void 0) {
        dh = new Uint8Array(await this._prim.dh(skr, pke));
      } else {
        const dh1 = new Uint8Array(await this._prim.dh(skr, pke));
        const dh2 = new Uint8Array(await this._prim.dh(skr, params.senderPublicKey));
        dh = concat2(dh1, dh2);
      }
      let kemContext;
      if (params.senderPublicKey === void 0) {
        kemContext = concat2(new Uint8Array(enc), new Uint8Array(pkrm));
      } else {
        const pksm = await this._prim.serializePublicKey(params.senderPublicKey);
        kemContext = new Uint8Array(enc.byteLength + pkrm.byteLength + pksm.byteLength);
        kemContext.set(new Uint8Array(enc), 0);
        kemContext.set(new Uint8Array(pkrm), enc.byteLength);
        kemContext.set(new Uint8Array(pksm), enc.byteLength + pkrm.byteLength);
      }
      return await this._generateSharedSecret(dh, kemContext);
    } catch (e) {
      throw new DecapError(e);
    }
  }
  async _generateSharedSecret(dh, kemContext) {
    const labeledIkm = this._kdf.buildLabeledIkm(LABEL_EAE_PRK, dh);
    const labeledInfo = this._kdf.buildLabeledInfo(LABEL_SHARED_SECRET, kemContext, this.secretSize);
    return await this._kdf.extractAndExpand(EMPTY, labeledIkm, labeledInfo, this.secretSize);
  }
};

// node_modules/@hpke/common/esm/src/interfaces/dhkemPrimitives.js
var KEM_USAGES = ["deriveBits"];
var LABEL_DKP_PRK = /* @__PURE__ */ new Uint8Array([
  100,
  107,
  112,
  95,
  112,
  114,
  107
]);

// node_modules/@hpke/common/esm/src/utils/bignum.js
var Bignum = class {
  constructor(size) {
    Object.defineProperty(this, "_num", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    this._num = new Uint8Array(size);
  }
  val() {
    return this._num;
  }
  reset() {
    this._num.fill(0);
  }
  set(src) {
    if (src.length !== this._num.length) {
      throw new Error("Bignum.set: invalid argument");
    }
    this._num.set(src);
  }
  isZero() {
    for (let i = 0; i < this._num.length; i++) {
      if (this._num[i] !== 0) {
        return false;
      }
    }
    return true;
  }
  lessThan(v) {
    if (v.length !== this._num.length) {
      throw new Error("Bignum.lessThan: invalid argument");
    }
    for (let i = 0; i < this._num.length; i++) {
      if (this._num[i] < v[i]) {
        return true;
      }
      if (this._num[i] > v[i]) {
        return false;
      }
    }
    return false;
  }
};

// node_modules/@hpke/common/esm/src/kems/dhkemPrimitives/ec.js
var LABEL_CANDIDATE = /* @__PURE__ */ new Uint8Array([
  99,
  97,
  110,
  100,
  105,
  100,
  97,
  116,
  101
]);
var ORDER_P_256 = /* @__PURE__ */ new Uint8Array([
  255,
  255,
  255,
  255,
  0,
  0,
  0,
  0,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  188,
  230,
  250,
  173,
  167,
  23,
  158,
  132,
  243,
  185,
  202,
  194,
  252,
  99,
  37,
  81
]);
var ORDER_P_384 = /* @__PURE__ */ new Uint8Array([
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  199,
  99,
  77,
  129,
  244,
  55,
  45,
  223,
  88,
  26,
  13,
  178,
  72,
  176,
  167,
  122,
  236,
  236,
  25,
  106,
  204,
  197,
  41,
  115
]);
var ORDER_P_521 = /* @__PURE__ */ new Uint8Array([
  1,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  255,
  250,
  81,
  134,
  135,
  131,
  191,
  47,
  150,
  107,
  127,
  204,
  1,
  72,
  247,
  9,
  165,
  208,
  59,
  181,
  201,
  184,
  137,
  156,
  71,
  174,
  187,
  111,
  183,
  30,
  145,
  56,
  100,
  9
]);
var PKCS8_ALG_ID_P_256 = /* @__PURE__ */ new Uint8Array([
  48,
  65,
  2,
  1,
  0,
  48,
  19,
  6,
  7,
  42,
  134,
  72,
  206,
  61,
  2,
  1,
  6,
  8,
  42,
  134,
  72,
  206,
  61,
  3,
  1,
  7,
  4,
  39,
  48,
  37,
  2,
  1,
  1,
  4,
  32
]);
var PKCS8_ALG_ID_P_384 = /* @__PURE__ */ new Uint8Array([
  48,
  78,
  2,
  1,
  0,
  48,
  16,
  6,
  7,
  42,
  134,
  72,
  206,
  61,
  2,
  1,
  6,
  5,
  43,
  129,
  4,
  0,
  34,
  4,
  55,
  48,
  53,
  2,
  1,
  1,
  4,
  48
]);
var PKCS8_ALG_ID_P_521 = /* @__PURE__ */ new Uint8Array([
  48,
  96,
  2,
  1,
  0,
  48,
  16,
  6,
  7,
  42,
  134,
  72,
  206,
  61,
  2,
  1,
  6,
  5,
  43,
  129,
  4,
  0,
  35,
  4,
  73,
  48,
  71,
  2,
  1,
  1,
  4,
  66
]);
var EC_P_256_PARAMS = {
  p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  coordinateSize: 32
};
var EC_P_384_PARAMS = {
  p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
  b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  gx: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
  gy: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
  coordinateSize: 48
};
var EC_P_521_PARAMS = {
  p: (1n << 521n) - 1n,
  b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  gx: 0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
  gy: 0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
  coordinateSize: 66
};
function mod(a, p) {
  const r = a % p;
  return r >= 0n ? r : r + p;
}
function modPow(base, exponent, p) {
  let result = 1n;
  let b = mod(base, p);
  let e = exponent;
  while (e > 0n) {
    if ((e & 1n) === 1n) {
      result = mod(result * b, p);
    }
    b = mod(b * b, p);
    e >>= 1n;
  }
  return result;
}
function modSqrt(rhs, p) {
  const y = modPow(rhs, p + 1n >> 2n, p);
  if (mod(y * y, p) !== mod(rhs, p)) {
    throw new Error("Invalid ECDH point");
  }
  return y;
}
function bytesToBigInt(bytes) {
  let v = 0n;
  for (const b of bytes) {
    v = v << 8n | BYTE_TO_BIGINT_256[b];
  }
  return v;
}
function bigIntToBytes(v, len) {
  const out = new Uint8Array(len);
  let n = v;
  for (let i = len - 1; i >= 0; i--) {
    out[i] = Number(n & 0xffn);
    n >>= 8n;
  }
  if (n !== 0n) {
    throw new Error("Invalid coordinate length");
  }
  return out;
}
function buildRawUncompressedPublicKey(x, y, coordinateSize) {
  const out = new Uint8Array(1 + coordinateSize * 2);
  out[0] = 4;
  out.set(bigIntToBytes(x, coordinateSize), 1);
  out.set(bigIntToBytes(y, coordinateSize), 1 + coordinateSize);
  return out;
}
var Ec = class extends NativeAlgorithm {
  constructor(kem, hkdf) {
    super();
    Object.defineProperty(this, "_hkdf", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_alg", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_nPk", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_nSk", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_nDh", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_order", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_bitmask", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_pkcs8AlgId", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_curveParams", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    this._hkdf = hkdf;
    switch (kem) {
      case KemId.DhkemP256HkdfSha256:
        this._alg = { name: "ECDH", namedCurve: "P-256" };
        this._nPk = 65;
        this._nSk = 32;
        this._nDh = 32;
        this._order = ORDER_P_256;
        this._bitmask = 255;
        this._pkcs8AlgId = PKCS8_ALG_ID_P_256;
        this._curveParams = EC_P_256_PARAMS;
        break;
      case KemId.DhkemP384HkdfSha384:
        this._alg = { name: "ECDH", namedCurve: "P-384" };
        this._nPk = 97;
        this._nSk = 48;
        this._nDh = 48;
        this._order = ORDER_P_384;
        this._bitmask = 255;
        this._pkcs8AlgId = PKCS8_ALG_ID_P_384;
        this._curveParams = EC_P_384_PARAMS;
        break;
      default:
        this._alg = { name: "ECDH", namedCurve: "P-521" };
        this._nPk = 133;
        this._nSk = 66;
        this._nDh = 66;
        this._order = ORDER_P_521;
        this._bitmask = 1;
        this._pkcs8AlgId = PKCS8_ALG_ID_P_521;
        this._curveParams = EC_P_521_PARAMS;
        break;
    }
  }
  async serializePublicKey(key) {
    await this._setup();
    try {
      return await this._api.exportKey("raw", key);
    } catch (e) {
      throw new SerializeError(e);
    }
  }
  async deserializePublicKey(key) {
    await this._setup();
    try {
      return await this._importRawKey(toArrayBuffer(key), true);
    } catch (e) {
      throw new DeserializeError(e);
    }
  }
  async serializePrivateKey(key) {
    await this._setup();
    try {
      const jwk = await this._api.exportKey("jwk", key);
      if (!("d" in jwk)) {
        throw new Error("Not private key");
      }
      return base64UrlToBytes(jwk["d"]).buffer;
    } catch (e) {
      throw new SerializeError(e);
    }
  }
  async deserializePrivateKey(key) {
    await this._setup();
    try {
      return await this._importRawKey(toArrayBuffer(key), false);
    } catch (e) {
      throw new DeserializeError(e);
    }
  }
  async importKey(format, key, isPublic) {
    await this._setup();
    try {
      if (format === "raw") {
        return await this._importRawKey(key, isPublic);
      }
      if (key instanceof ArrayBuffer) {
        throw new Error("Invalid jwk key format");
      }
      return await this._importJWK(key, isPublic);
    } catch (e) {
      throw new DeserializeError(e);
    }
  }
  async generateKeyPair() {
    await this._setup();
    try {
      return await this._api.generateKey(this._alg, true, KEM_USAGES);
    } catch (e) {
      throw new NotSupportedError(e);
    }
  }
  async deriveKeyPair(ikm) {
    await this._setup();
    try {
      const rawIkm = toArrayBuffer(ikm);
      const dkpPrk = await this._hkdf.labeledExtract(EMPTY, LABEL_DKP_PRK, new Uint8Array(rawIkm));
      const bn = new Bignum(this._nSk);
      for (let counter = 0; bn.isZero() || !bn.lessThan(this._order); counter++) {
        if (counter > 255) {
          throw new Error("Faild to derive a key pair");
        }
        const bytes = new Uint8Array(await this._hkdf.labeledExpand(dkpPrk, LABEL_CANDIDATE, i2Osp(counter, 1), this._nSk));
        bytes[0] = bytes[0] & this._bitmask;
        bn.set(bytes);
      }
      const sk = await this._deserializePkcs8Key(bn.val());
      bn.reset();
      return {
        privateKey: sk,
        publicKey: await this.derivePublicKey(sk)
      };
    } catch (e) {
      throw new DeriveKeyPairError(e);
    }
  }
  async derivePublicKey(key) {
    await this._setup();
    try {
      const jwk = await this._api.exportKey("jwk", key);
      delete jwk["d"];
      delete jwk["key_ops"];
      return await this._api.importKey("jwk", jwk, this._alg, true, []);
    } catch {
      try {
        return await this._derivePublicKeyWithoutJwkExport(key);
      } catch (e) {
        throw new DeserializeError(e);
      }
    }
  }
  async dh(sk, pk) {
    try {
      await this._setup();
      const bits = await this._api.deriveBits({
        name: "ECDH",
        public: pk
      }, sk, this._nDh * 8);
      return bits;
    } catch (e) {
      throw new SerializeError(e);
    }
  }
  async _importRawKey(key, isPublic) {
    if (isPublic && key.byteLength !== this._nPk) {
      throw new Error("Invalid public key for the ciphersuite");
    }
    if (!isPublic && key.byteLength !== this._nSk) {
      throw new Error("Invalid private key for the ciphersuite");
    }
    if (isPublic) {
      return await this._api.importKey("raw", key, this._alg, true, []);
    }
    return await this._deserializePkcs8Key(new Uint8Array(key));
  }
  async _importJWK(key, isPublic) {
    if (typeof key.crv === "undefined" || key.crv !== this._alg.namedCurve) {
      throw new Error(`Invalid crv: ${key.crv}`);
    }
    if (isPublic) {
      if (typeof key.d !== "undefined") {
        throw new Error("Invalid key: `d` should not be set");
      }
      return await this._api.importKey("jwk", key, this._alg, true, []);
    }
    if (typeof key.d === "undefined") {
      throw new Error("Invalid key: `d` not found");
    }
    return await this._api.importKey("jwk", key, this._alg, true, KEM_USAGES);
  }
  async _deserializePkcs8Key(k) {
    const pkcs8Key = new Uint8Array(this._pkcs8AlgId.length + k.length);
    pkcs8Key.set(this._pkcs8AlgId, 0);
    pkcs8Key.set(k, this._pkcs8AlgId.length);
    return await this._api.importKey("pkcs8", pkcs8Key, this._alg, true, KEM_USAGES);
  }
  async _derivePublicKeyWithoutJwkExport(key) {
    const basePointRaw = buildRawUncompressedPublicKey(this._curveParams.gx, this._curveParams.gy, this._curveParams.coordinateSize);
    const basePoint = await this._api.importKey("raw", basePointRaw.buffer, this._alg, true, []);
    const xBytes = new Uint8Array(await this._api.deriveBits({
      name: "ECDH",
      public: basePoint
    }, key, this._nDh * 8));
    const p = this._curveParams.p;
    const x = bytesToBigInt(xBytes);
    const rhs = mod(modPow(x, 3n, p) - 3n * x + this._curveParams.b, p);
    let y = modSqrt(rhs, p);
    if ((y & 1n) === 1n) {
      y = p - y;
    }
    const pubRaw = buildRawUncompressedPublicKey(x, y, this._curveParams.coordinateSize);
    return await this._api.importKey("raw", pubRaw.buffer, this._alg, true, []);
  }
};

// node_modules/@hpke/common/esm/src/interfaces/aeadEncryptionContext.js
var AEAD_USAGES = ["encrypt", "decrypt"];

// node_modules/@hpke/common/esm/src/utils/noble.js
function isBytes(a) {
  return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array";
}
function anumber(n, title = "") {
  if (!Number.isSafeInteger(n) || n < 0) {
    const prefix = title && `"${title}" `;
    throw new Error(`${prefix}expected integer >0, got ${n}`);
  }
}
function abytes(value, length, title = "") {
  const bytes = isBytes(value);
  const len = value?.length;
  const needsLen = length !== void 0;
  if (!bytes || needsLen && len !== length) {
    const prefix = title && `"${title}" `;
    const ofLen = needsLen ? ` of length ${length}` : "";
    const got = bytes ? `length=${len}` : `type=${typeof value}`;
    throw new Error(prefix + "expected Uint8Array" + ofLen + ", got " + got);
  }
  return value;
}
function aexists(instance, checkFinished = true) {
  if (instance.destroyed)
    throw new Error("Hash instance has been destroyed");
  if (checkFinished && instance.finished) {
    throw new Error("Hash#digest() has already been called");
  }
}
function clean(...arrays) {
  for (let i = 0; i < arrays.length; i++) {
    arrays[i].fill(0);
  }
}
var _endianTestBuffer = /* @__PURE__ */ new Uint32Array([287454020]);
var _endianTestBytes = /* @__PURE__ */ new Uint8Array(_endianTestBuffer.buffer);
var isLE = _endianTestBytes[0] === 68;

// node_modules/@hpke/common/esm/src/hash/hash.js
function ahash(h) {
  if (typeof h !== "function" || typeof h.create !== "function") {
    throw new Error("Hash must wrapped by utils.createHasher");
  }
  anumber(h.outputLen);
  anumber(h.blockLen);
}

// node_modules/@hpke/common/esm/src/hash/hmac.js
var _HMAC = class {
  constructor(hash, key) {
    Object.defineProperty(this, "oHash", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "iHash", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "blockLen", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "outputLen", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "finished", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: false
    });
    Object.defineProperty(this, "destroyed", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: false
    });
    ahash(hash);
    abytes(key, void 0, "key");
    this.iHash = hash.create();
    if (typeof this.iHash.update !== "function") {
      throw new Error("Expected instance of class which extends utils.Hash");
    }
    this.blockLen = this.iHash.blockLen;
    this.outputLen = this.iHash.outputLen;
    const blockLen = this.blockLen;
    const pad = new Uint8Array(blockLen);
    pad.set(key.length > blockLen ? hash.create().update(key).digest() : key);
    for (let i = 0; i < pad.length; i++)
      pad[i] ^= 54;
    this.iHash.update(pad);
    this.oHash = hash.create();
    for (let i = 0; i < pad.length; i++)
      pad[i] ^= 54 ^ 92;
    this.oHash.update(pad);
    clean(pad);
  }
  update(buf) {
    aexists(this);
    this.iHash.update(buf);
    return this;
  }
  digestInto(out) {
    aexists(this);
    abytes(out, this.outputLen, "output");
    this.finished = true;
    this.iHash.digestInto(out);
    this.oHash.update(out);
    this.oHash.digestInto(out);
    this.destroy();
  }
  digest() {
    const out = new Uint8Array(this.oHash.outputLen);
    this.digestInto(out);
    return out;
  }
  _cloneInto(to) {
    to ||= Object.create(Object.getPrototypeOf(this), {});
    const { oHash, iHash, finished, destroyed, blockLen, outputLen } = this;
    to = to;
    to.finished = finished;
    to.destroyed = destroyed;
    to.blockLen = blockLen;
    to.outputLen = outputLen;
    to.oHash = oHash._cloneInto(to.oHash);
    to.iHash = iHash._cloneInto(to.iHash);
    return to;
  }
  clone() {
    return this._cloneInto();
  }
  destroy() {
    this.destroyed = true;
    this.oHash.destroy();
    this.iHash.destroy();
  }
};
var hmac = (hash, key, message) => new _HMAC(hash, key).update(message).digest();
hmac.create = (hash, key) => new _HMAC(hash, key);

// node_modules/@hpke/common/esm/src/hash/u64.js
var U32_MASK64 = 0xffffffffn;
var _32n = 32n;
function fromBig(n, le = false) {
  if (le) {
    return { h: Number(n & U32_MASK64), l: Number(n >> _32n & U32_MASK64) };
  }
  return {
    h: Number(n >> _32n & U32_MASK64) | 0,
    l: Number(n & U32_MASK64) | 0
  };
}
function split(lst, le = false) {
  const len = lst.length;
  const Ah = new Uint32Array(len);
  const Al = new Uint32Array(len);
  for (let i = 0; i < len; i++) {
    const { h, l } = fromBig(lst[i], le);
    [Ah[i], Al[i]] = [h, l];
  }
  return [Ah, Al];
}

// node_modules/@hpke/common/esm/src/hash/sha3.js
var _0n = 0n;
var _1n = 1n;
var _2n = 2n;
var _7n = 7n;
var _256n = 256n;
var _0x71n = 0x71n;
var SHA3_PI = [];
var SHA3_ROTL = [];
var _SHA3_IOTA = [];
for (let round = 0, R = _1n, x = 1, y = 0; round < 24; round++) {
  [x, y] = [y, (2 * x + 3 * y) % 5];
  SHA3_PI.push(2 * (5 * y + x));
  SHA3_ROTL.push((round + 1) * (round + 2) / 2 % 64);
  let t = _0n;
  for (let j = 0; j < 7; j++) {
    R = (R << _1n ^ (R >> _7n) * _0x71n) % _256n;
    if (R & _2n)
      t ^= _1n << (_1n << BigInt(j)) - _1n;
  }
  _SHA3_IOTA.push(t);
}
var IOTAS = split(_SHA3_IOTA, true);
var SHA3_IOTA_H = IOTAS[0];
var SHA3_IOTA_L = IOTAS[1];

// node_modules/@hpke/common/esm/src/curve/modular.js
/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */

// node_modules/@hpke/common/esm/src/curve/montgomery.js
/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */

// node_modules/@hpke/core/esm/src/aeads/aesGcm.js
var AesGcmContext = class extends NativeAlgorithm {
  constructor(key) {
    super();
    Object.defineProperty(this, "_rawKey", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_key", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    this._rawKey = toArrayBuffer(key);
  }
  async seal(iv, data, aad) {
    await this._setupKey();
    const alg = {
      name: "AES-GCM",
      iv: toArrayBuffer(iv),
      additionalData: toArrayBuffer(aad)
    };
    const ct = await this._api.encrypt(alg, this._key, toArrayBuffer(data));
    return ct;
  }
  async open(iv, data, aad) {
    await this._setupKey();
    const alg = {
      name: "AES-GCM",
      iv: toArrayBuffer(iv),
      additionalData: toArrayBuffer(aad)
    };
    const pt = await this._api.decrypt(alg, this._key, toArrayBuffer(data));
    return pt;
  }
  async _setupKey() {
    if (this._key !== void 0) {
      return;
    }
    await this._setup();
    const key = await this._importKey(this._rawKey);
    new Uint8Array(this._rawKey).fill(0);
    this._key = key;
    return;
  }
  async _importKey(key) {
    return await this._api.importKey("raw", key, { name: "AES-GCM" }, true, AEAD_USAGES);
  }
};
var Aes128Gcm = class {
  constructor() {
    Object.defineProperty(this, "id", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: AeadId.Aes128Gcm
    });
    Object.defineProperty(this, "keySize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 16
    });
    Object.defineProperty(this, "nonceSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 12
    });
    Object.defineProperty(this, "tagSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 16
    });
  }
  createEncryptionContext(key) {
    return new AesGcmContext(key);
  }
};
var Aes256Gcm = class extends Aes128Gcm {
  constructor() {
    super(...arguments);
    Object.defineProperty(this, "id", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: AeadId.Aes256Gcm
    });
    Object.defineProperty(this, "keySize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 32
    });
    Object.defineProperty(this, "nonceSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 12
    });
    Object.defineProperty(this, "tagSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 16
    });
  }
};

// node_modules/@hpke/core/esm/src/utils/emitNotSupported.js
function emitNotSupported() {
  return new Promise((_resolve, reject) => {
    reject(new NotSupportedError("Not supported"));
  });
}

// node_modules/@hpke/core/esm/src/exporterContext.js
var LABEL_SEC = new Uint8Array([115, 101, 99]);
var ExporterContextImpl = class {
  constructor(api, kdf, exporterSecret) {
    Object.defineProperty(this, "_api", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "exporterSecret", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_kdf", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    this._api = api;
    this._kdf = kdf;
    this.exporterSecret = exporterSecret;
  }
  async seal(_data, _aad) {
    return await emitNotSupported();
  }
  async open(_data, _aad) {
    return await emitNotSupported();
  }
  async export(exporterContext, len) {
    const rawExporterContext = toArrayBuffer(exporterContext);
    if (rawExporterContext.byteLength > INPUT_LENGTH_LIMIT) {
      throw new InvalidParamError("Too long exporter context");
    }
    try {
      return await this._kdf.labeledExpand(this.exporterSecret, LABEL_SEC, new Uint8Array(rawExporterContext), len);
    } catch (e) {
      throw new ExportError(e);
    }
  }
};
var RecipientExporterContextImpl = class extends ExporterContextImpl {
};
var SenderExporterContextImpl = class extends ExporterContextImpl {
  constructor(api, kdf, exporterSecret, enc) {
    super(api, kdf, exporterSecret);
    Object.defineProperty(this, "enc", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    this.enc = enc;
    return;
  }
};

// node_modules/@hpke/core/esm/src/encryptionContext.js
var EncryptionContextImpl = class extends ExporterContextImpl {
  constructor(api, kdf, params) {
    super(api, kdf, params.exporterSecret);
    Object.defineProperty(this, "_aead", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_nK", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_nN", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_nT", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_ctx", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    if (params.key === void 0 || params.baseNonce === void 0 || params.seq === void 0) {
      throw new Error("Required parameters are missing");
    }
    this._aead = params.aead;
    this._nK = this._aead.keySize;
    this._nN = this._aead.nonceSize;
    this._nT = this._aead.tagSize;
    const key = this._aead.createEncryptionContext(params.key);
    this._ctx = {
      key,
      baseNonce: params.baseNonce,
      seq: params.seq
    };
  }
  computeNonce(k) {
    const seqBytes = i2Osp(k.seq, k.baseNonce.byteLength);
    return xor(k.baseNonce, seqBytes).buffer;
  }
  incrementSeq(k) {
    if (k.seq > Number.MAX_SAFE_INTEGER) {
      throw new MessageLimitReachedError("Message limit reached");
    }
    k.seq += 1;
    return;
  }
};

// node_modules/@hpke/core/esm/src/mutex.js
var __classPrivateFieldGet = function(receiver, state, kind2, f) {
  if (kind2 === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
  return kind2 === "m" ? f : kind2 === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var __classPrivateFieldSet = function(receiver, state, value, kind2, f) {
  if (kind2 === "m") throw new TypeError("Private method is not writable");
  if (kind2 === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
  return kind2 === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
};
var _Mutex_locked;
var Mutex = class {
  constructor() {
    _Mutex_locked.set(this, Promise.resolve());
  }
  async lock() {
    let releaseLock;
    const nextLock = new Promise((resolve) => {
      releaseLock = resolve;
    });
    const previousLock = __classPrivateFieldGet(this, _Mutex_locked, "f");
    __classPrivateFieldSet(this, _Mutex_locked, nextLock, "f");
    await previousLock;
    return releaseLock;
  }
};
_Mutex_locked = /* @__PURE__ */ new WeakMap();

// node_modules/@hpke/core/esm/src/recipientContext.js
var __classPrivateFieldGet2 = function(receiver, state, kind2, f) {
  if (kind2 === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
  return kind2 === "m" ? f : kind2 === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var __classPrivateFieldSet2 = function(receiver, state, value, kind2, f) {
  if (kind2 === "m") throw new TypeError("Private method is not writable");
  if (kind2 === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
  return kind2 === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
};
var _RecipientContextImpl_mutex;
var RecipientContextImpl = class extends EncryptionContextImpl {
  constructor() {
    super(...arguments);
    _RecipientContextImpl_mutex.set(this, void 0);
  }
  async open(data, aad = EMPTY.buffer) {
    __classPrivateFieldSet2(this, _RecipientContextImpl_mutex, __classPrivateFieldGet2(this, _RecipientContextImpl_mutex, "f") ?? new Mutex(), "f");
    const release = await __classPrivateFieldGet2(this, _RecipientContextImpl_mutex, "f").lock();
    let pt;
    try {
      pt = await this._ctx.key.open(this.computeNonce(this._ctx), toArrayBuffer(data), toArrayBuffer(aad));
    } catch (e) {
      throw new OpenError(e);
    } finally {
      release();
    }
    this.incrementSeq(this._ctx);
    return pt;
  }
};
_RecipientContextImpl_mutex = /* @__PURE__ */ new WeakMap();

// node_modules/@hpke/core/esm/src/senderContext.js
var __classPrivateFieldGet3 = function(receiver, state, kind2, f) {
  if (kind2 === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
  return kind2 === "m" ? f : kind2 === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var __classPrivateFieldSet3 = function(receiver, state, value, kind2, f) {
  if (kind2 === "m") throw new TypeError("Private method is not writable");
  if (kind2 === "a" && !f) throw new TypeError("Private accessor was defined without a setter");
  if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot write private member to an object whose class did not declare it");
  return kind2 === "a" ? f.call(receiver, value) : f ? f.value = value : state.set(receiver, value), value;
};
var _SenderContextImpl_mutex;
var SenderContextImpl = class extends EncryptionContextImpl {
  constructor(api, kdf, params, enc) {
    super(api, kdf, params);
    Object.defineProperty(this, "enc", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    _SenderContextImpl_mutex.set(this, void 0);
    this.enc = enc;
  }
  async seal(data, aad = EMPTY.buffer) {
    __classPrivateFieldSet3(this, _SenderContextImpl_mutex, __classPrivateFieldGet3(this, _SenderContextImpl_mutex, "f") ?? new Mutex(), "f");
    const release = await __classPrivateFieldGet3(this, _SenderContextImpl_mutex, "f").lock();
    let ct;
    try {
      ct = await this._ctx.key.seal(this.computeNonce(this._ctx), toArrayBuffer(data), toArrayBuffer(aad));
    } catch (e) {
      throw new SealError(e);
    } finally {
      release();
    }
    this.incrementSeq(this._ctx);
    return ct;
  }
};
_SenderContextImpl_mutex = /* @__PURE__ */ new WeakMap();

// node_modules/@hpke/core/esm/src/cipherSuiteNative.js
var LABEL_BASE_NONCE = new Uint8Array([
  98,
  97,
  115,
  101,
  95,
  110,
  111,
  110,
  99,
  101
]);
var LABEL_EXP = new Uint8Array([101, 120, 112]);
var LABEL_INFO_HASH = new Uint8Array([
  105,
  110,
  102,
  111,
  95,
  104,
  97,
  115,
  104
]);
var LABEL_KEY = new Uint8Array([107, 101, 121]);
var LABEL_PSK_ID_HASH = new Uint8Array([
  112,
  115,
  107,
  95,
  105,
  100,
  95,
  104,
  97,
  115,
  104
]);
var LABEL_SECRET = new Uint8Array([115, 101, 99, 114, 101, 116]);
var SUITE_ID_HEADER_HPKE = new Uint8Array([
  72,
  80,
  75,
  69,
  0,
  0,
  0,
  0,
  0,
  0
]);
var CipherSuiteNative = class extends NativeAlgorithm {
  /**
   * @param params A set of parameters for building a cipher suite.
   *
   * If the error occurred, throws {@link InvalidParamError}.
   *
   * @throws {@link InvalidParamError}
   */
  constructor(params) {
    super();
    Object.defineProperty(this, "_kem", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_kdf", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_aead", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    Object.defineProperty(this, "_suiteId", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: void 0
    });
    if (typeof params.kem === "number") {
      throw new InvalidParamError("KemId cannot be used");
    }
    this._kem = params.kem;
    if (typeof params.kdf === "number") {
      throw new InvalidParamError("KdfId cannot be used");
    }
    this._kdf = params.kdf;
    if (typeof params.aead === "number") {
      throw new InvalidParamError("AeadId cannot be used");
    }
    this._aead = params.aead;
    this._suiteId = new Uint8Array(SUITE_ID_HEADER_HPKE);
    this._suiteId.set(i2Osp(this._kem.id, 2), 4);
    this._suiteId.set(i2Osp(this._kdf.id, 2), 6);
    this._suiteId.set(i2Osp(this._aead.id, 2), 8);
    this._kdf.init(this._suiteId);
  }
  /**
   * Gets the KEM context of the ciphersuite.
   */
  get kem() {
    return this._kem;
  }
  /**
   * Gets the KDF context of the ciphersuite.
   */
  get kdf() {
    return this._kdf;
  }
  /**
   * Gets the AEAD context of the ciphersuite.
   */
  get aead() {
    return this._aead;
  }
  /**
   * Creates an encryption context for a sender.
   *
   * If the error occurred, throws {@link DecapError} | {@link ValidationError}.
   *
   * @param params A set of parameters for the sender encryption context.
   * @returns A sender encryption context.
   * @throws {@link EncapError}, {@link ValidationError}
   */
  async createSenderContext(params) {
    this._validateInputLength(params);
    await this._setup();
    const dh = await this._kem.encap(params);
    let mode;
    if (params.psk !== void 0) {
      mode = params.senderKey !== void 0 ? Mode.AuthPsk : Mode.Psk;
    } else {
      mode = params.senderKey !== void 0 ? Mode.Auth : Mode.Base;
    }
    return await this._keyScheduleS(mode, dh.sharedSecret, dh.enc, params);
  }
  /**
   * Creates an encryption context for a recipient.
   *
   * If the error occurred, throws {@link DecapError}
   * | {@link DeserializeError} | {@link ValidationError}.
   *
   * @param params A set of parameters for the recipient encryption context.
   * @returns A recipient encryption context.
   * @throws {@link DecapError}, {@link DeserializeError}, {@link ValidationError}
   */
  async createRecipientContext(params) {
    this._validateInputLength(params);
    await this._setup();
    const sharedSecret = await this._kem.decap(params);
    let mode;
    if (params.psk !== void 0) {
      mode = params.senderPublicKey !== void 0 ? Mode.AuthPsk : Mode.Psk;
    } else {
      mode = params.senderPublicKey !== void 0 ? Mode.Auth : Mode.Base;
    }
    return await this._keyScheduleR(mode, sharedSecret, params);
  }
  /**
   * Encrypts a message to a recipient.
   *
   * If the error occurred, throws `EncapError` | `MessageLimitReachedError` | `SealError` | `ValidationError`.
   *
   * @param params A set of parameters for building a sender encryption context.
   * @param pt A plain text as bytes to be encrypted.
   * @param aad Additional authenticated data as bytes fed by an application.
   * @returns A cipher text and an encapsulated key as bytes.
   * @throws {@link EncapError}, {@link MessageLimitReachedError}, {@link SealError}, {@link ValidationError}
   */
  async seal(params, pt, aad = EMPTY.buffer) {
    const ctx = await this.createSenderContext(params);
    return {
      ct: await ctx.seal(pt, aad),
      enc: ctx.enc
    };
  }
  /**
   * Decrypts a message from a sender.
   *
   * If the error occurred, throws `DecapError` | `DeserializeError` | `OpenError` | `ValidationError`.
   *
   * @param params A set of parameters for building a recipient encryption context.
   * @param ct An encrypted text as bytes to be decrypted.
   * @param aad Additional authenticated data as bytes fed by an application.
   * @returns A decrypted plain text as bytes.
   * @throws {@link DecapError}, {@link DeserializeError}, {@link OpenError}, {@link ValidationError}
   */
  async open(params, ct, aad = EMPTY.buffer) {
    const ctx = await this.createRecipientContext(params);
    return await ctx.open(ct, aad);
  }
  // private verifyPskInputs(mode: Mode, params: KeyScheduleParams) {
  //   const gotPsk = (params.psk !== undefined);
  //   const gotPskId = (params.psk !== undefined && params.psk.id.byteLength > 0);
  //   if (gotPsk !== gotPskId) {
  //     throw new Error('Inconsistent PSK inputs');
  //   }
  //   if (gotPsk && (mode === Mode.Base || mode === Mode.Auth)) {
  //     throw new Error('PSK input provided when not needed');
  //   }
  //   if (!gotPsk && (mode === Mode.Psk || mode === Mode.AuthPsk)) {
  //     throw new Error('Missing required PSK input');
  //   }
  //   return;
  // }
  async _keySchedule(mode, sharedSecret, params) {
    const pskId = params.psk === void 0 ? EMPTY : toUint8Array(params.psk.id);
    const pskIdHash = await this._kdf.labeledExtract(EMPTY, LABEL_PSK_ID_HASH, pskId);
    const info = params.info === void 0 ? EMPTY : toUint8Array(params.info);
    const infoHash = await this._kdf.labeledExtract(EMPTY, LABEL_INFO_HASH, info);
    const keyScheduleContext = new Uint8Array(1 + pskIdHash.byteLength + infoHash.byteLength);
    keyScheduleContext.set(new Uint8Array([mode]), 0);
    keyScheduleContext.set(new Uint8Array(pskIdHash), 1);
    keyScheduleContext.set(new Uint8Array(infoHash), 1 + pskIdHash.byteLength);
    const psk = params.psk === void 0 ? EMPTY : toUint8Array(params.psk.key);
    const ikm = this._kdf.buildLabeledIkm(LABEL_SECRET, psk);
    const exporterSecretInfo = this._kdf.buildLabeledInfo(LABEL_EXP, keyScheduleContext, this._kdf.hashSize);
    const exporterSecret = await this._kdf.extractAndExpand(sharedSecret, ikm, exporterSecretInfo, this._kdf.hashSize);
    if (this._aead.id === AeadId.ExportOnly) {
      return { aead: this._aead, exporterSecret };
    }
    const keyInfo = this._kdf.buildLabeledInfo(LABEL_KEY, keyScheduleContext, this._aead.keySize);
    const key = await this._kdf.extractAndExpand(sharedSecret, ikm, keyInfo, this._aead.keySize);
    const baseNonceInfo = this._kdf.buildLabeledInfo(LABEL_BASE_NONCE, keyScheduleContext, this._aead.nonceSize);
    const baseNonce = await this._kdf.extractAndExpand(sharedSecret, ikm, baseNonceInfo, this._aead.nonceSize);
    return {
      aead: this._aead,
      exporterSecret,
      key,
      baseNonce: new Uint8Array(baseNonce),
      seq: 0
    };
  }
  async _keyScheduleS(mode, sharedSecret, enc, params) {
    const res = await this._keySchedule(mode, sharedSecret, params);
    if (res.key === void 0) {
      return new SenderExporterContextImpl(this._api, this._kdf, res.exporterSecret, enc);
    }
    return new SenderContextImpl(this._api, this._kdf, res, enc);
  }
  async _keyScheduleR(mode, sharedSecret, params) {
    const res = await this._keySchedule(mode, sharedSecret, params);
    if (res.key === void 0) {
      return new RecipientExporterContextImpl(this._api, this._kdf, res.exporterSecret);
    }
    return new RecipientContextImpl(this._api, this._kdf, res);
  }
  _validateInputLength(params) {
    if (params.info !== void 0 && params.info.byteLength > INFO_LENGTH_LIMIT) {
      throw new InvalidParamError("Too long info");
    }
    if (params.psk !== void 0) {
      if (params.psk.key.byteLength < MINIMUM_PSK_LENGTH) {
        throw new InvalidParamError(`PSK must have at least ${MINIMUM_PSK_LENGTH} bytes`);
      }
      if (params.psk.key.byteLength > INPUT_LENGTH_LIMIT) {
        throw new InvalidParamError("Too long psk.key");
      }
      if (params.psk.id.byteLength > INPUT_LENGTH_LIMIT) {
        throw new InvalidParamError("Too long psk.id");
      }
    }
    return;
  }
};

// node_modules/@hpke/core/esm/src/kems/dhkemNative.js
var DhkemP256HkdfSha256Native = class extends Dhkem {
  constructor() {
    const kdf = new HkdfSha256Native();
    const prim = new Ec(KemId.DhkemP256HkdfSha256, kdf);
    super(KemId.DhkemP256HkdfSha256, prim, kdf);
    Object.defineProperty(this, "id", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: KemId.DhkemP256HkdfSha256
    });
    Object.defineProperty(this, "secretSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 32
    });
    Object.defineProperty(this, "encSize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 65
    });
    Object.defineProperty(this, "publicKeySize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 65
    });
    Object.defineProperty(this, "privateKeySize", {
      enumerable: true,
      configurable: true,
      writable: true,
      value: 32
    });
  }
};

// node_modules/@hpke/core/esm/src/native.js
var CipherSuite = class extends CipherSuiteNative {
};
var DhkemP256HkdfSha256 = class extends DhkemP256HkdfSha256Native {
};
var HkdfSha256 = class extends HkdfSha256Native {
};

// node_modules/@hpke/core/esm/src/kems/dhkemPrimitives/x25519.js
var PKCS8_ALG_ID_X25519 = new Uint8Array([
  48,
  46,
  2,
  1,
  0,
  48,
  5,
  6,
  3,
  43,
  101,
  110,
  4,
  34,
  4,
  32
]);

// node_modules/@hpke/core/esm/src/kems/dhkemPrimitives/x448.js
var PKCS8_ALG_ID_X448 = new Uint8Array([
  48,
  70,
  2,
  1,
  0,
  48,
  5,
  6,
  3,
  43,
  101,
  111,
  4,
  58,
  4,
  56
]);

// gp1/shapes.js
var DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
var DECIMAL_DIGITS = 28;
function check(value, shape, place, code = "malformed") {
  if (typeof shape === "function") {
    shape(value, place, code);
  } else if (Array.isArray(shape)) {
    checkRows(value, shape[0], place, code);
  } else {
    checkFields(value, shape, place, code);
  }
}
var text = kind("text", (value) => typeof value === "string");
var integer = kind("a whole number", Number.isSafeInteger);
var flag = kind("true or false", (value) => typeof value === "boolean");
var decimal = kind("a decimal in its shortest form", isDecimal);
function hex(size) {
  return kind(`${size || "some"} bytes of hex`, (value) => isHex(value, size));
}
function oneOf(...words2) {
  return kind(`one of ${words2.join(", ")}`, (value) => words2.includes(value));
}
function kind(name, fits2) {
  return (value, place, code) => {
    if (!fits2(value)) {
      refuse(code, `${place}: not ${name}`);
    }
  };
}
function checkRows(value, shape, place, code) {
  if (!Array.isArray(value)) {
    refuse(code, `${place}: not a list`);
  }
  value.forEach((row, at) => check(row, shape, `${place}[${at}]`, code));
}
function checkFields(value, shape, place, code) {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  const names = Object.keys(shape);
  const found = isObject ? Object.keys(value) : [];
  if (found.length !== names.length || !names.every((name) => found.includes(name))) {
    refuse(code, `${place}: wanted exactly ${names.join(", ")}`);
  }
  names.forEach((name) => check(value[name], shape[name], `${place}.${name}`, code));
}
function isDecimal(value) {
  if (typeof value !== "string" || !DECIMAL.test(value)) {
    return false;
  }
  const digits = value.replace(/[-.]/g, "").replace(/^0+|0+$/g, "");
  return digits.length <= DECIMAL_DIGITS;
}

// gp1/keys.js
var KEY = { private: hex(32), public: hex(65) };
var SIGNING = { name: "ECDSA", namedCurve: "P-256" };
var AGREEING = { name: "ECDH", namedCurve: "P-256" };
var SCHEME = { name: "ECDSA", hash: "SHA-256" };
async function makeKey() {
  const pair = await crypto.subtle.generateKey(SIGNING, true, ["sign", "verify"]);
  const made = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const [d, x, y] = [made.d, made.x, made.y].map((part) => fromBase64(part, 32));
  return {
    private: toHex(d),
    public: toHex(concat(Uint8Array.of(4), x, y))
  };
}
async function sign(key, message) {
  const ready = await importPrivate(key, SIGNING, ["sign"]);
  return toHex(new Uint8Array(await crypto.subtle.sign(SCHEME, ready, message)));
}
async function verify(point, message, signature, code) {
  const given = fromHex(signature, 64, "signature", code);
  const isGood = await orRefuse(code, "signature", async () => {
    const ready = await importPublic(point, SIGNING, ["verify"]);
    return crypto.subtle.verify(SCHEME, ready, given, message);
  });
  if (!isGood) {
    refuse(code, "not signed by this key over these bytes");
  }
}
async function agreeingPair(key) {
  const [privateKey, publicKey] = await Promise.all([
    importPrivate(key, AGREEING, ["deriveBits"]),
    importPublic(key.public, AGREEING, [])
  ]);
  return { privateKey, publicKey };
}
function agreeingPoint(point) {
  return importPublic(point, AGREEING, []);
}
function importPublic(point, algorithm, usages) {
  const bytes = fromHex(point, 65, "point");
  return crypto.subtle.importKey("raw", bytes, algorithm, true, usages);
}
async function importPrivate(key, algorithm, usages) {
  check(key, KEY, "key");
  const point = fromHex(key.public, 65, "point");
  const written = {
    kty: "EC",
    crv: "P-256",
    ext: true,
    d: toBase64(fromHex(key.private, 32, "private key")),
    x: toBase64(point.slice(1, 33)),
    y: toBase64(point.slice(33))
  };
  return orRefuse(
    "malformed",
    "key",
    () => crypto.subtle.importKey("jwk", written, algorithm, true, usages)
  );
}

// gp1/hpke.js
var POINT_BYTES = 65;
async function sealTo(point, info, plain) {
  return orRefuse("malformed", "sealing", async () => {
    const recipientPublicKey = await agreeingPoint(point);
    const { enc, ct } = await suite().seal({ recipientPublicKey, info }, plain);
    return concat(new Uint8Array(enc), new Uint8Array(ct));
  });
}
async function unseal(key, info, sealed) {
  const recipientKey = await agreeingPair(key);
  return orRefuse("does_not_open", "opening", async () => {
    const enc = sealed.slice(0, POINT_BYTES);
    const found = await suite().open(
      { recipientKey, enc, info },
      sealed.slice(POINT_BYTES)
    );
    return new Uint8Array(found);
  });
}
function suite() {
  return new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm()
  });
}

// gp1/locks.js
function holdersOfLocks(threshold, scrutineers) {
  const isPossible2 = Number.isInteger(threshold) && Number.isInteger(scrutineers) && threshold >= 1 && threshold <= scrutineers;
  if (!isPossible2) {
    refuse("malformed", "t of n: not possible");
  }
  const everybody = Array.from({ length: scrutineers }, (_, at) => at + 1);
  return combinations(everybody, threshold - 1).map(
    (lacking) => everybody.filter((one) => !lacking.includes(one))
  );
}
function locksHeldBy(one, threshold, scrutineers) {
  return holdersOfLocks(threshold, scrutineers).map((holders, at) => holders.includes(one) ? at + 1 : 0).filter((lock) => lock > 0);
}
function lockCount(threshold, scrutineers) {
  return holdersOfLocks(threshold, scrutineers).length;
}
function combinations(list, size) {
  if (size === 0) {
    return [[]];
  }
  return list.flatMap(
    (first, at) => combinations(list.slice(at + 1), size - 1).map((rest) => [first, ...rest])
  );
}

// gp1/wordlist.js
var CHINESE = `
八角 白鹅 白鹤 百灵 白露 柏树 白糖 白银 板凳 斑点 斑马 扳手 蚌壳 棒球 报告 宝剑 宝塔 包装 背包 北斗 北极 贝壳 碑文 笔记 扁担 编辑 鞭炮
便条 编钟 表格 标题 冰川 饼干 冰棍 冰窖 冰块 冰霜 冰箱 菠菜 薄荷 玻璃 菠萝 波纹 布偶 布鞋 菜单 菜刀 菜地 裁缝 彩虹 蚕茧 餐巾 餐桌 仓库
操场 草垛 草房 草莓 草原 茶杯 茶馆 茶壶 插图 茶叶 茶园 插座 蟾蜍 产品 长号 长椅 超市 潮汐 车间 车库 车厢 车站 陈醋 衬衫 城堡 城门 城墙
橙色 成语 赤道 齿轮 池塘 冲浪 重阳 抽屉 厨房 厨师 锄头 船舱 船桨 船票 船长 传真 床单 窗户 窗口 窗帘 床铺 春卷 春联 春天 磁场 瓷器 磁铁
瓷碗 刺猬 刺绣 词语 翠鸟 存折 答案 大米 大蒜 大厅 大象 大雪 大雁 大衣 袋鼠 蛋白 蛋糕 蛋壳 刀叉 稻田 导演 倒影 岛屿 灯笼 灯泡 登山 灯塔
灯芯 灯罩 堤坝 地板 弟弟 地毯 地图 电表 电池 电流 电脑 电扇 电视 电梯 点心 电影 店主 雕塑 钓鱼 订单 定理 丁香 冬瓜 冬季 洞箫 洞穴 冬至
豆腐 逗号 豆浆 豆角 杜鹃 渡口 独奏 段落 端午 对话 对联 盾牌 舵手 额头 鳄鱼 耳朵 二胡 耳环 耳机 阀门 发卡 帆布 帆船 饭店 番茄 翻译 纺车
方程 方块 飞船 翡翠 飞机 肥料 飞艇 肥皂 粉笔 粉色 封面 风琴 枫树 蜂箱 风筝 浮标 符号 附录 浮桥 父亲 斧头 概率 甘草 橄榄 钢板 钢笔 钢厂
杠杆 钢轨 港口 钢琴 高度 高粱 高山 高原 戈壁 胳膊 哥哥 歌曲 歌手 鸽子 工厂 宫殿 公鸡 弓箭 工具 公路 工人 公式 公园 枸杞 狗熊 古董 谷堆
骨骼 鼓楼 姑妈 故事 谷雨 古筝 冠军 观众 广场 光盘 光速 光线 轨道 桂花 龟壳 柜台 国画 果酱 果实 果园 果汁 海岸 海拔 海豹 海鸥 海参 海狮
海棠 海豚 海湾 海鲜 海洋 寒露 函数 汉字 航班 航道 航线 号角 号码 合唱 荷花 河流 河马 核桃 合同 黑板 黑色 红茶 红豆 红色 红薯 后背 猴子
蝴蝶 弧度 狐狸 湖泊 护士 胡同 护照 花瓣 画笔 滑冰 画家 话剧 画框 滑轮 花猫 画眉 花蕊 桦树 花坛 滑梯 话筒 滑雪 怀表 槐树 黄瓜 黄昏 黄金
黄鹂 黄牛 黄油 灰尘 会馆 灰色 回声 彗星 徽章 馄饨 火把 伙伴 火柴 货车 火锅 火箭 火炉 火腿 货物 火焰 机场 鸡蛋 几何 击剑 季节 积木 机器
肌肉 吉他 鸡窝 机翼 基因 鲫鱼 记者 甲板 甲骨 假山 肩膀 剪刀 键盘 奖杯 奖牌 讲台 讲义 酱油 奖状 胶带 脚跟 胶卷 礁石 脚印 郊游 饺子 街道
姐姐 节目 戒指 节奏 金箔 锦旗 金星 经度 京剧 鲸鱼 韭菜 舅舅 剧本 菊花 距离 剧院 橘子 卷轴 骏马 卡车 咖啡 开关 考拉 烤鸭 课本 课程 客厅
客栈 孔雀 空调 口袋 口哨 苦瓜 会计 宽度 矿山 盔甲 括号 喇叭 蜡笔 辣椒 拉链 腊肉 蜡烛 蓝莓 篮球 蓝色 缆绳 浪花 老虎 老人 老师 老鹰 雷达
垒球 雷声 篱笆 里程 立春 礼盒 梨花 漓江 黎明 礼堂 犁头 礼物 鲤鱼 荔枝 镰刀 莲藕 脸盆 脸谱 链条 涟漪 量杯 粮仓 凉亭 凉席 邻居 鳞片 领带
铃铛 零件 零食 灵芝 琉璃 柳树 流星 龙虾 龙眼 漏斗 楼梯 路灯 鹿角 路牌 芦苇 路线 露营 露珠 轮船 轮胎 萝卜 锣鼓 箩筐 罗盘 螺丝 骆驼 螺旋
骡子 铝板 绿茶 绿豆 铝锅 旅客 绿洲 马鞍 麻布 马达 马路 玛瑙 麻雀 马蹄 码头 蚂蚁 脉搏 麦田 馒头 芒果 芒种 毛笔 毛巾 毛驴 牦牛 毛衣 玫瑰
梅花 煤矿 眉毛 妹妹 煤气 煤炭 煤油 门槛 门帘 门铃 门票 门神 门锁 米饭 蜜蜂 谜语 棉袄 面包 棉被 棉布 面粉 面积 面具 面条 绵羊 苗圃 名片
磨坊 蘑菇 茉莉 磨盘 魔术 墨水 摩托 幕布 木材 牧场 牡丹 木耳 木筏 目光 母鸡 木匠 目录 牧民 母亲 木桶 木屋 木箱 奶酪 奶奶 南瓜 闹钟 嫩芽
泥土 年糕 年画 年轮 鸟巢 柠檬 纽扣 牛奶 牛棚 农民 暖炉 糯米 牌坊 排球 攀岩 螃蟹 跑道 泡沫 盆地 盆景 喷泉 朋友 皮带 皮肤 皮革 皮鼓 枇杷
皮鞋 皮影 频道 拼图 拼音 屏风 苹果 屏幕 评书 平原 瓶子 瀑布 葡萄 汽车 企鹅 骑马 气泡 漆器 气味 气压 旗帜 钱包 牵牛 潜艇 墙壁 蔷薇 桥梁
荞麦 芹菜 琴谱 琴弦 青草 清晨 请柬 清明 青年 氢气 蜻蜓 青铜 青蛙 丘陵 秋千 球体 秋天 蚯蚓 曲线 拳击 拳头 染坊 人参 日记 日历 容量 绒线
赛跑 赛艇 三角 散文 扫帚 森林 纱厂 刹车 沙发 沙漏 沙漠 沙滩 鲨鱼 闪电 山峰 山谷 珊瑚 山坡 山药 山楂 商标 商人 烧饼 少年 芍药 勺子 射箭
舌头 深度 神话 生姜 声音 市场 湿地 湿度 诗歌 试管 石灰 世纪 石匠 石阶 试卷 石榴 食谱 诗人 石狮 食堂 食盐 手表 收据 手帕 手套 手掌 手指
书本 鼠标 书店 书法 书房 树根 书架 树林 书签 竖琴 叔叔 树叶 树枝 摔跤 睡袋 水滴 水管 水井 水库 水泥 水渠 水位 水仙 水袖 水闸 丝绸 丝瓜
松鼠 速度 塑料 宿舍 酸奶 算盘 隧道 索引 塔台 台风 太极 太空 苔藓 太阳 弹簧 炭盆 糖果 汤圆 陶器 藤条 藤椅 体操 提纲 体积 提琴 天鹅 甜瓜
天空 天平 天桥 田野 跳绳 条纹 跳远 铁锅 铁匠 铁链 铁锚 铁锹 铁塔 铁桶 铜壶 童话 铜镜 铜锣 铜钱 同学 图案 图钉 土豆 土楼 土壤 土星 兔子
团扇 拖把 驼峰 驼铃 陀螺 鸵鸟 拖鞋 瓦片 袜子 晚餐 豌豆 玩具 碗筷 晚霞 网格 网络 网球 尾巴 味道 微风 围巾 围棋 纬线 卫星 温差 问号 文件
文具 温泉 温室 文物 蜗牛 卧室 舞蹈 屋顶 午饭 乌龟 雾气 武术 舞台 梧桐 细胞 稀饭 戏服 膝盖 西瓜 犀牛 戏曲 喜鹊 蟋蟀 戏台 蜥蜴 锡纸 下巴
虾池 峡谷 夏季 虾仁 夏至 相册 香肠 相机 香蕉 项链 香炉 橡皮 象棋 相声 象牙 香樟 小狗 小满 小米 笑容 小数 小说 小溪 小巷 校园 信封 信号
芯片 心脏 信纸 杏仁 形状 星座 熊猫 胸膛 胸针 旋律 漩涡 悬崖 宣纸 雪橇 雪山 学生 学校 血液 靴子 牙齿 牙膏 牙刷 眼睛 颜料 燕麦 颜色 岩石
盐田 烟雾 演员 洋葱 羊圈 羊毛 杨梅 氧气 扬琴 杨树 阳台 腰部 药店 窑洞 腰鼓 摇篮 钥匙 野狼 夜晚 爷爷 椰子 衣柜 衣架 医生 医院 银行 银河
引力 银器 银杏 音乐 印章 银针 硬币 婴儿 樱花 硬盘 樱桃 鹦鹉 影院 邮差 油坊 邮件 邮局 游客 邮票 油田 油条 油箱 游泳 鱿鱼 渔船 渔夫 鱼竿
鱼钩 渔火 瑜伽 雨量 玉米 玉佩 鱼鳍 雨伞 玉石 榆树 芋头 鱼丸 寓言 雨衣 宇宙 圆规 元宵 圆形 鸳鸯 圆柱 圆锥 月饼 乐队 月季 月亮 乐谱 月球
云彩 熨斗 运河 杂技 杂志 早餐 枣子 站台 展厅 账本 帐篷 照片 朝阳 沼泽 折扇 枕头 针线 珍珠 蒸笼 蒸汽 证书 纸币 智慧 织机 指甲 芝麻 质数
直线 重量 钟楼 中秋 中午 轴承 竹简 竹林 竹楼 烛台 竹席 砖头 紫菜 字典 字母 紫色 紫藤 棕色 走廊 足球 钻石 嘴巴 作家 座位 作业
`.trim().split(/\s+/);
var ENGLISH = `
abacus academy acorn acrobat actor admiral advice agenda airport aisle album
alcove alley almond alphabet altar amber ambulance anchor anemone angle antelope
anthem antique anvil apartment apple apricot apron aquarium arcade archer arena
armor arrow artist aspen atlas atom attic attorney auction aunt autumn avenue
aviary avocado award axle azure bachelor bacon badge bagel bakery balcony ballet
bamboo banana bandage banjo banner banquet barley barn barrel basil basket bat
beach bead beaver bedroom beetle belfry bell berry bicycle birch biscuit bishop
bison blanket blizzard blossom blouse board bobbin bonfire bonnet bookcase boot
border bottle boulder bouquet bowl bracelet branch breakfast breeze brick bridge
bronze brook brother brush bubble bucket buffalo bugle builder bulb bundle
burrow bus butter cabbage cabin cable cactus cafe calendar camel campus canal
candle canoe canvas canyon cap captain caramel cardigan cargo carnival carol
carpet carrot cart cashew castle cathedral cedar ceiling celery cello cement
century ceramic cereal chain chalk chamber chapel charcoal cheese cherry chess
chicken chief chimney chipmunk chorus cinema cinnamon circle citadel citrus city
clam clarinet clerk cliff clinic cloak closet cloth cloud clover coach coal
coast cobalt cobbler cobra cocoa coffee coin collar colony column comet compass
concert copper corner cotton council courtyard cousin cowboy coyote crab cradle
crane crater crayon cream creek crescent cricket crocus crown cruise crystal
cube cucumber cupboard curtain curve cushion custard cyclone cymbal cypress
daffodil dairy dancer dandelion dawn deck deer delta denim dentist desert
diamond diary dinner diploma doctor dolphin dome donkey doorbell dragon drawer
dress drum dune dynamo eagle earth easel echo eclipse editor eel elbow elder
elephant elevator elm embassy emerald enamel engine envelope equator escort
essay estate evening evergreen exhibit eyebrow fabric factory falcon family
farmer father feast fence fern fiddle field figure film finger fire fish fjord
flag flame flannel flask fleet flint flock florist flour flute foam folder
forest forge fork fossil fountain fox fragment freckle freezer friend fruit
furnace galaxy gallery garage garden garlic garnet gate gazelle gear gecko gem
geyser giant giraffe glacier glass globe glue goat goblet goldfish golf gondola
goose gopher gorilla gown granite grape gravel grocery grove guest guide guitar
gull gymnast gypsum hallway halo hammer hamster harbor hare harmony harness
harvest hatchet hawk hazel headline heart hedge helmet herald herb hermit heron
herring highway hill hinge hippo history hive hockey holiday honey hood horizon
horn horse hospital hostel husky hut hyacinth hydrant ice iceberg icicle igloo
impala indigo infant inkwell inn insect island item ivory ivy jacket jade jaguar
jam janitor jasmine javelin jelly jersey jet jewel jigsaw journal jubilee judge
jug juice jungle juniper jury kangaroo kayak keeper kelp kennel kettle key
keyboard kidney kimono king kiosk kitchen kite kitten kiwi knapsack knee knife
knob koala label ladder ladle lady lagoon lake lamb landmark lantern laptop
larch lark lasso lattice laurel lava lavender lawyer leaf leather ledger lemon
lens lentil leopard letter level library lightning lilac lily lime linen lion
lizard llama lobby lobster locker locust lodge logbook loom lotus lumber lunch
lynx lyric machine mackerel magnet magpie mahogany mailbox mammoth mandolin
mango mantle maple marathon marble margin marigold market marmot marsh mask
mason mattress mayor meadow medal melody member menu merchant mermaid meteor
midnight mile mineral mink minnow minute mirror mist moccasin model moment
monarch month monument moon morning mosaic moss mother motor mouse mural museum
mushroom music muslin myrtle napkin nation nature nebula necklace nectar needle
neighbor nephew nest nickel niece night noodle north nose notebook novel nugget
nurse nutmeg nylon oak oasis object oboe ocean octave octopus office olive
omelet onion onyx opal opera orange orbit orchard organ oriole osprey ostrich
otter ounce oven oxygen oyster pad paddle padlock page pagoda painter palace
palm pamphlet pancake panda panel pansy panther papaya paper parade parcel
parent parlor parsley passenger pasta path patio pavement peacock peanut pearl
pebble pecan pelican pencil penguin peninsula pepper perch perfume person petal
pheasant phone photo phrase piano pickle picnic picture pigeon pillar pilot pine
pioneer pitcher pizza planet plate plaza plough plum pocket poem pole pollen
pond poppy porridge port poster potato pottery powder prairie pretzel prince
prism prize profile program project prophet pudding puffin pulley pumpkin pupil
puppet puzzle pyramid python quail quarry queen question quilt quince quiver
quiz rabbit raccoon radar radio raft railway rain raisin raspberry raven ravine
razor recipe record rectangle reed referee reindeer relay report reptile
reservoir ribbon river road robin robot rodeo roof rope rowboat ruby rudder
ruler runway rye saffron sail salad salmon salt sandal sapphire sardine satchel
satellite satin sauce sauna sausage sawdust scallop scarf scene scholar science
scissors scooter scorpion scout screen scroll sculptor seal season secret senate
sentence sequoia shadow shampoo shark shawl sheep shelf shepherd sheriff shield
ship shirt shoe shoulder shovel shower shrimp shrub shutter signal silk silver
sister skate sketch skunk sky sled sleeve slipper slope snake snow soap soccer
sock sofa song spaceship sparrow speaker spectacle sphere spice spider spinach
spiral sponge spoon spring spruce squash squid stable stadium staircase stamp
star statue steam steel stencil steward stitch stocking stone stool stopwatch
stork stranger street studio submarine subway sugar suitcase summer sun sundial
sunflower sunrise surf surgeon swallow swan sweater swift swimmer swing sword
syrup system tablet tailor talon tangerine tapestry target tavern taxi tea
teacher teapot teaspoon telegram temple tennis tenor tent terrace textile
theater thermos thicket thimble thistle thread throat thrush thumb thunder thyme
tiara tide tiger timber title toaster token tomato tongue tonic topaz torch
tornado tortoise totem toucan towel tractor traffic trail trapeze traveler tray
treaty tree trellis trench triangle tribe trio tripod trolley trombone trophy
trousers truck trumpet tulip tuna tundra tunnel turban turkey turnip turtle
tutor tuxedo twig twilight typhoon umbrella uncle unicorn uniform universe
urchin urn usher vacuum valet valve vanilla vapor vase vault vegetable vehicle
veil velvet vendor veranda verdict verse vessel veteran viaduct victory video
village vinegar violet visitor voice volcano volume voyage vulture wafer wagon
waist waiter walnut walrus waltz warbler wardrobe warehouse wasp watch waterfall
wave wedding week whale wharf wheat wheel whisker wicket wind winter wombat wool
workshop world wreath wren xylophone yacht yard yeoman yogurt yolk zebra zenith
zephyr zigzag zinc zipper zircon zodiac zoo
`.trim().split(/\s+/);

// gp1/words.js
var WORD_BITS = 10;
var CODE_WORDS = 6;
var CODE_DIGITS = CODE_WORDS * WORD_BITS / 4;
var RUNS = /[\u3400-\u9fff]+|[a-z]+|[^\s\u3400-\u9fffa-z,.;:，。、；：·-]+/g;
function words(hash, language) {
  fromHex(hash, void 0, "hash");
  if (hash.length < CODE_DIGITS) {
    refuse("malformed", "hash: too short for a word code");
  }
  const bits = BigInt(`0x${hash.slice(0, CODE_DIGITS)}`);
  return wordsOf(bits, CODE_WORDS, language);
}
function wordsToBits(typed) {
  return bitsOf(typed, CODE_WORDS).toString(16).padStart(CODE_DIGITS, "0");
}
function wordsOf(bits, count, language) {
  const list = language === "en" ? ENGLISH : CHINESE;
  return Array.from({ length: count }, (_, at) => {
    const shift = BigInt((count - 1 - at) * WORD_BITS);
    return list[Number(bits >> shift & 0x3ffn)];
  });
}
function bitsOf(typed, count) {
  const given = Array.isArray(typed) ? typed.join(" ") : String(typed);
  const places = split2(given).map(placeOf);
  if (places.length !== count) {
    refuse("malformed", `words: ${places.length}, not ${count}`);
  }
  const shift = BigInt(WORD_BITS);
  return places.reduce((bits, place) => bits << shift | BigInt(place), 0n);
}
function split2(given) {
  const runs = given.toLowerCase().match(RUNS) || [];
  return runs.flatMap(
    (run) => /^[\u3400-\u9fff]/.test(run) ? run.match(/.{1,2}/gu) : [run]
  );
}
function placeOf(word) {
  const place = Math.max(CHINESE.indexOf(word), ENGLISH.indexOf(word));
  return place >= 0 ? place : refuse("word_unknown", word);
}

// gp1/canonical.js
var LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/;
function canonicalJson(value) {
  if (value === null || typeof value === "boolean") {
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    return writeNumber(value);
  }
  if (typeof value === "string") {
    return writeText(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(",")}]`;
  }
  if (typeof value === "object") {
    return writeObject(value);
  }
  return refuse("malformed", `${typeof value} has no canonical form`);
}
function parseCanonical(text2, code = "malformed") {
  let value;
  let written;
  try {
    value = JSON.parse(text2);
    written = canonicalJson(value);
  } catch (error) {
    throw new Gp1Error(code, error.message);
  }
  if (written !== text2) {
    refuse(code, "the text differs from its canonical form");
  }
  return value;
}
function writeNumber(value) {
  if (!Number.isSafeInteger(value)) {
    refuse("malformed", "a number has no canonical form");
  }
  return JSON.stringify(value);
}
function writeText(value) {
  if (LONE_SURROGATE.test(value)) {
    refuse("malformed", "half a character");
  }
  return JSON.stringify(value);
}
function writeObject(value) {
  const keys = Object.keys(value).sort(byCodePoints);
  const fields = keys.map((key) => `${writeText(key)}:${canonicalJson(value[key])}`);
  return `{${fields.join(",")}}`;
}
function byCodePoints(one, other) {
  const a = Array.from(one, (character) => character.codePointAt(0));
  const b = Array.from(other, (character) => character.codePointAt(0));
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    if (a[at] !== b[at]) {
      return a[at] - b[at];
    }
  }
  return a.length - b.length;
}

// gp1/backup.js
var KIND = "gongping-scrutineer-backup";
var WORDS = 8;
var BITS_BYTES = WORDS * WORD_BITS / 8;
var ROUNDS = 1e5;
var MOST_ROUNDS = 1e7;
var SHAPE = {
  kind: oneOf(KIND),
  version: integer,
  rounds: integer,
  salt: hex(16),
  nonce: hex(12),
  sealed: hex()
};
async function newPassphrase(language) {
  const bits = BigInt(`0x${toHex(randomBytes(BITS_BYTES))}`);
  return wordsOf(bits, WORDS, language);
}
async function backup(passphrase, secrets) {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const key = await fileKey(passphrase, salt, ROUNDS, "encrypt");
  const plain = utf8(canonicalJson(secrets));
  const scheme = { name: "AES-GCM", iv: nonce, additionalData: utf8(KIND) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(scheme, key, plain));
  return canonicalJson({
    kind: KIND,
    version: 1,
    rounds: ROUNDS,
    salt: toHex(salt),
    nonce: toHex(nonce),
    sealed: toHex(sealed)
  });
}
async function restore(file, passphrase) {
  const { rounds, salt, nonce, sealed } = readFile(file);
  const key = await fileKey(passphrase, fromHex(salt), rounds, "decrypt");
  const scheme = {
    name: "AES-GCM",
    iv: fromHex(nonce),
    additionalData: utf8(KIND)
  };
  const plain = await orRefuse(
    "passphrase_wrong",
    "backup",
    () => crypto.subtle.decrypt(scheme, key, fromHex(sealed))
  );
  return parseCanonical(new TextDecoder().decode(plain));
}
function readFile(file) {
  const value = parseCanonical(String(file).trim());
  check(value, SHAPE, "backup file");
  const isPossible2 = value.rounds >= 1 && value.rounds <= MOST_ROUNDS;
  if (value.version !== 1 || !isPossible2) {
    refuse("malformed", "backup file: of another version");
  }
  return value;
}
async function fileKey(passphrase, salt, rounds, use) {
  const digits = bitsOf(passphrase, WORDS).toString(16).padStart(2 * BITS_BYTES, "0");
  const secret = concat(utf8(`${KIND}\0`), fromHex(digits, BITS_BYTES, "passphrase"));
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, [
    "deriveKey"
  ]);
  const scheme = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const wanted = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(scheme, base, wanted, false, [use]);
}

// gp1/curve.js
var P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
var B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
function isPoint(point) {
  if (!/^04[0-9a-f]{128}$/.test(point)) {
    return false;
  }
  const x = BigInt(`0x${point.slice(2, 66)}`);
  const y = BigInt(`0x${point.slice(66)}`);
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

// gp1/scheme.js
var FORMULA = "scheme/1";
var SHARE = { parts: integer, of: integer };
var SCHEME2 = {
  version: integer,
  scale: oneOf("grades", "numbers"),
  method: oneOf("mean", "trimmed", "bands"),
  best: integer,
  trim_each: integer,
  trim_above: integer,
  worth: decimal,
  quorum_parts: integer,
  quorum_of: integer,
  is_by_row: flag,
  marks: [{ name: text, name_en: text, steps: integer }],
  bands: [{ ...SHARE, points: decimal }],
  overrides: [{ steps: integer, ...SHARE, points: decimal }],
  quotas: [{ first: integer, last: integer, least: integer, most: integer }],
  pools: [
    { number: integer, name: text, name_en: text, weight: decimal, parent: integer }
  ],
  members: [{ group: integer, pool: integer }]
};
function wrongInScheme({ scheme, formula, grades }) {
  if (scheme === void 0) {
    return { formula: formula === FORMULA };
  }
  const { quorum_parts: parts, quorum_of: of } = scheme;
  return {
    formula: formula !== FORMULA,
    "scheme.version": scheme.version !== 1,
    "scheme.quorum": !(parts > 0 && parts <= of),
    "scheme.quotas": scheme.quotas.some(
      ({ first, last }) => first < 0 || first > last || last >= grades.length
    )
  };
}
function quorumShare({ scheme, quorum_percent: percent }) {
  return scheme ? [scheme.quorum_parts, scheme.quorum_of] : [percent, 100];
}

// gp1/manifest.js
var POINT_BYTES2 = 65;
var FLOOR = 5;
var SMALL_GROUP = 50;
var GROUP_LIMIT = 65535;
var MOST_SCRUTINEERS = 5;
var MOST_ISSUERS = 255;
var SUITES = { gp1: 3072, "gp1/weak": 1024 };
var WEAK = "gp1/weak";
var RULES = ["all_identical", "excellent_quota", "all_best", "unfinished"];
var SEAL = {
  roll_hash: hex(32),
  slips_digest: hex(32),
  client_hash: hex(32),
  box_key: hex(POINT_BYTES2),
  scrutineer_keys: [hex(POINT_BYTES2)],
  locks: [hex(POINT_BYTES2)],
  issuers: [{ name: text, name_en: text, keys: [{ group: integer, modulus: hex() }] }],
  publication: [{ group: integer, level: oneOf("auditors", "voters", "public") }]
};
var MANIFEST = {
  poll: text,
  title: text,
  is_rehearsal: flag,
  layout: text,
  formula: text,
  threshold: integer,
  scrutineers: integer,
  quorum_percent: integer,
  disclosure_threshold: integer,
  rules: [{ name: oneOf(...RULES), limit: integer }],
  units: [
    { key: integer, name: text, name_en: text, category: text, category_en: text }
  ],
  criteria: [{ name: text, name_en: text, weight: decimal }],
  grades: [{ name: text, name_en: text, points: decimal }],
  groups: [
    { number: integer, name: text, name_en: text, weight: decimal, size: integer }
  ],
  suite: text,
  seal: SEAL
};
var FURTHER = { scheme: SCHEME2, title_en: text };
async function readRules(written, digest, options = {}) {
  fromHex(digest, 32, "M", "wrong_rules");
  if (toHex(await sha256(utf8(written))) !== digest) {
    refuse("wrong_rules", "the manifest is not the one that was named");
  }
  const manifest = parseCanonical(written);
  checkSuite(manifest, options);
  check(manifest, { ...MANIFEST, ...furtherOf(manifest) }, "manifest");
  refuseWrong({ ...wrongInRules(manifest), ...wrongInScheme(manifest) });
  refuseWrong(wrongInSeal(manifest));
  return { manifest, digest, text: written };
}
function furtherOf(manifest) {
  const names = Object.keys(FURTHER).filter((name) => name in manifest);
  return Object.fromEntries(names.map((name) => [name, FURTHER[name]]));
}
function groupNumbers(manifest) {
  return manifest.groups.map((group) => group.number);
}
function checkSuite(manifest, options) {
  const suite2 = manifest && manifest.suite;
  text(suite2, "suite", "malformed");
  const isKnown = Object.keys(SUITES).includes(suite2);
  if (!isKnown || suite2 === WEAK && options.allowWeak !== true) {
    refuse("unknown_suite", suite2);
  }
}
function refuseWrong(places) {
  for (const [place, isWrong] of Object.entries(places)) {
    if (isWrong) {
      refuse("malformed", `${place}: not possible`);
    }
  }
}
function wrongInRules(manifest) {
  const numbers = groupNumbers(manifest);
  const units = manifest.units.map((unit) => unit.key);
  return {
    poll: !manifest.poll,
    title_en: manifest.title_en === "",
    units: !units.length || repeats(units),
    criteria: !manifest.criteria.length,
    grades: manifest.grades.length < 2,
    groups: !numbers.length || repeats(numbers),
    "groups.number": numbers.some((n) => n < 1 || n >= GROUP_LIMIT),
    "groups.size": manifest.groups.some((group) => group.size < FLOOR),
    threshold: manifest.threshold < 1 || manifest.threshold > manifest.scrutineers,
    scrutineers: manifest.scrutineers > MOST_SCRUTINEERS,
    quorum_percent: manifest.quorum_percent < 0 || manifest.quorum_percent > 100,
    disclosure_threshold: manifest.disclosure_threshold < FLOOR
  };
}
function wrongInSeal(manifest) {
  const { seal, threshold, scrutineers } = manifest;
  const numbers = groupNumbers(manifest);
  const moduli = seal.issuers.flatMap((row) => row.keys.map((key) => key.modulus));
  const points = [seal.box_key, ...seal.scrutineer_keys, ...seal.locks];
  const listed = (rows) => rows.map((row) => row.group).join() === numbers.join();
  return {
    "seal.scrutineer_keys": seal.scrutineer_keys.length !== scrutineers,
    "seal.locks": seal.locks.length !== lockCount(threshold, scrutineers),
    "seal.issuers": !seal.issuers.length || seal.issuers.length > MOST_ISSUERS,
    "seal.issuers.keys": !seal.issuers.every((issuer) => listed(issuer.keys)),
    "seal.publication": !listed(seal.publication),
    "seal.publication.level": opensSmallGroup(manifest),
    "seal.modulus": !moduli.every((modulus) => fits(modulus, SUITES[manifest.suite])),
    "seal.moduli distinct": repeats(moduli),
    "seal.keys distinct": repeats(points),
    "seal.keys": !points.every(isPoint)
  };
}
function opensSmallGroup(manifest) {
  const isSmall = (n) => manifest.groups.some((group) => group.number === n && group.size < SMALL_GROUP);
  return manifest.seal.publication.some(
    (row) => isSmall(row.group) && row.level !== "auditors"
  );
}
function fits(modulus, bits) {
  const first = parseInt(modulus.slice(0, 2), 16);
  const last = parseInt(modulus.slice(-2), 16);
  return modulus.length === bits / 4 && first >= 128 && last % 2 === 1;
}
function repeats(list) {
  return new Set(list).size !== list.length;
}

// gp1/heads.js
var HEAD_BYTES = 9 + 32 + 8 + 32 + 32 + 32;
async function readHead(rules, head, signature) {
  const code = "head_wrong";
  const bytes = fromHex(head, HEAD_BYTES, "head", code);
  const begin = concat(label("head"), fromHex(rules.digest, 32, "M"));
  if (toHex(bytes.slice(0, begin.length)) !== toHex(begin)) {
    refuse(code, "not a head under these rules");
  }
  await verify(rules.manifest.seal.box_key, bytes, signature, code);
  const part = (from, to) => toHex(bytes.slice(begin.length + from, begin.length + to));
  const size = Number(BigInt(`0x${part(0, 8)}`));
  return {
    digest: toHex(await sha256(bytes)),
    size,
    root: part(8, 40),
    counts: part(40, 72),
    paper: part(72, 104)
  };
}
async function checkCounts(rules, head, groups, slips) {
  const written = canonicalJson([
    groups,
    [slips.printed, slips.undrawn],
    slips.redeemed
  ]);
  const found = toHex(await sha256(label("counts"), utf8(written)));
  if (found !== head.counts) {
    refuse("head_wrong", "these are not the counts under the head");
  }
  const rows = groups.map(readTurnout);
  rows.forEach((row, at) => checkTurnout(rules, row, at));
  const numbers = groupNumbers(rules.manifest).join();
  if (rows.map((row) => row.group).join() !== numbers || total(rows, "box") !== head.size) {
    refuse("head_wrong", "the counts are not those of the groups and the board");
  }
  return quorumOf(rules, rows);
}
function quorumOf(rules, rows) {
  const [parts, of] = quorumShare(rules.manifest);
  const roll = total(rows, "roll");
  const received = total(rows, "box") + total(rows, "paperReceived");
  const quorum = Math.ceil(roll * parts / of);
  if (received < quorum) {
    refuse("no_quorum", `${received} of ${roll}, ${quorum} needed`);
  }
  return { roll, received, quorum };
}
function readTurnout(numbers) {
  const [group, roll, late, collected, paper, paperReceived] = numbers;
  const [printed, drawn, undrawn, box] = numbers.slice(6);
  const row = { group, roll, late, paper, paperReceived, printed, drawn, undrawn, box };
  Object.entries(row).forEach(([name, value]) => integer(value, name, "head_wrong"));
  check(collected, [integer], "collected", "head_wrong");
  return { ...row, collected };
}
function checkTurnout(rules, row, at) {
  const { groups, seal } = rules.manifest;
  const fits2 = row.roll === groups[at].size + row.late && row.collected.length === seal.issuers.length && row.box <= Math.min(...row.collected) && Math.max(...row.collected) + row.paper <= row.roll && row.paperReceived <= row.paper && row.drawn + row.undrawn === row.printed;
  if (!fits2) {
    refuse("head_wrong", `group ${row.group}: the counts do not add up`);
  }
}
function signHead(key, digest) {
  return sign(key, cosignMessage(digest));
}
async function checkCosigned(rules, digest, signatures) {
  const code = "not_cosigned";
  const { threshold, seal } = rules.manifest;
  const message = cosignMessage(digest);
  let last = 0;
  for (const [number, signature] of signatures) {
    const point = number > last ? seal.scrutineer_keys[number - 1] : void 0;
    if (!point) {
      refuse(code, `number ${number}: out of order, or no scrutineer's`);
    }
    check(signature, hex(64), "signature", code);
    await verify(point, message, signature, code);
    last = number;
  }
  if (signatures.length < threshold) {
    refuse(code, `${signatures.length} of ${threshold}`);
  }
  return signatures.map(([number]) => number);
}
function cosignMessage(digest) {
  return concat(label("cosign"), fromHex(digest, 32, "head"));
}
function total(rows, name) {
  return rows.reduce((sum, row) => sum + row[name], 0);
}

// gp1/possible.js
function isPossible() {
  return {
    secure: globalThis.isSecureContext === true,
    crypto: Boolean(globalThis.crypto && globalThis.crypto.subtle),
    bigint: typeof BigInt === "function"
  };
}

// gp1/version.js
var version = "1.0.0";

// gp1/scrutineer.js
function makeSigningKey() {
  return makeKey();
}
function makeLock() {
  return makeKey();
}
function makeHolderKey() {
  return makeKey();
}
async function checkKey(key) {
  check(key, KEY, "key");
  return orRefuse("lock_wrong", "key", async () => {
    const tried = await trial(key.public);
    checkTrial(tried, await openTrial(key, tried.sealed));
    return key;
  });
}
async function keyCode(point, language) {
  return words(toHex(await sha256(fromHex(point, 65, "key"))), language);
}
async function trial(lockPublic) {
  const answer = randomBytes(32);
  const sealed = await sealTo(lockPublic, label("trial"), answer);
  return { sealed: toHex(sealed), answer: toHex(answer) };
}
async function openTrial(key, sealed) {
  const bytes = fromHex(sealed, void 0, "trial");
  return toHex(await unseal(key, label("trial"), bytes));
}
function checkTrial(tried, answer) {
  if (tried.answer !== answer) {
    refuse("lock_wrong", "the holder did not find what was sealed");
  }
}
async function sealTo2(point, bytes, info) {
  const plain = fromHex(bytes, void 0, "bytes");
  return toHex(await sealTo(point, handover(info), plain));
}
async function openFrom(key, sealed, info) {
  const bytes = fromHex(sealed, void 0, "sealed");
  return toHex(await unseal(key, handover(info), bytes));
}
function checkMine(rules, number, mine) {
  const { seal, threshold, scrutineers } = rules.manifest;
  if (seal.scrutineer_keys[number - 1] !== mine.signing) {
    refuse("not_mine", "the signing key");
  }
  for (const lock of locksHeldBy(number, threshold, scrutineers)) {
    if (!mine.locks[lock] || seal.locks[lock - 1] !== mine.locks[lock]) {
      refuse("not_mine", `lock ${lock}`);
    }
  }
}
function signRules(key, m) {
  return sign(key, concat(label("manifest"), fromHex(m, 32, "M")));
}
function signPaper(key, digest) {
  return sign(key, concat(label("paper-signed"), fromHex(digest, 32, "paper")));
}
async function releaseKeys(rules, locks) {
  const released = {};
  for (const [number, key] of Object.entries(locks)) {
    check(key, { private: hex(32), public: hex(65) }, `lock ${number}`);
    if (rules.manifest.seal.locks[number - 1] !== key.public) {
      refuse("lock_wrong", `lock ${number}: not that of the rules`);
    }
    await checkKey(key);
    released[number] = key.private;
  }
  return released;
}
function handover(info) {
  return concat(label("handover"), utf8(String(info)));
}
export {
  Gp1Error,
  backup,
  checkCosigned,
  checkCounts,
  checkKey,
  checkMine,
  checkTrial,
  holdersOfLocks,
  isPossible,
  keyCode,
  locksHeldBy,
  makeHolderKey,
  makeLock,
  makeSigningKey,
  newPassphrase,
  openFrom,
  openTrial,
  readHead,
  readRules,
  releaseKeys,
  restore,
  sealTo2 as sealTo,
  signHead,
  signPaper,
  signRules,
  trial,
  version,
  words,
  wordsToBits
};
