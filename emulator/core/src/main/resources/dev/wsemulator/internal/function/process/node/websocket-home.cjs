'use strict';

/**
 * Lets Node's own WebSocket (Node.js 22 and newer) make its connections as fetch() does. Node loads
 * it when somebody first asks for it, which takes as long as its own start: so does this.
 */
function wrap(dispatcher) {
  const lazy = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket');
  if (lazy === undefined || !lazy.configurable) {
    return;
  }
  const { enumerable } = lazy;
  const keep = (value) =>
    Object.defineProperty(globalThis, 'WebSocket', {
      value,
      enumerable,
      configurable: true,
      writable: true,
    });
  Object.defineProperty(globalThis, 'WebSocket', {
    enumerable,
    configurable: true,
    get() {
      const original = lazy.get ? lazy.get.call(globalThis) : lazy.value;
      keep(original && leading(original, dispatcher));
      return globalThis.WebSocket;
    },
    set: keep,
  });
}

function leading(original, dispatcher) {
  return class WebSocket extends original {
    constructor(url, protocols) {
      super(url, { dispatcher, ...optionsOf(protocols) });
    }
  };
}

/** Node takes an object in place of the protocols, as undici does. */
function optionsOf(protocols) {
  const isOptions =
    typeof protocols === 'object' && protocols !== null && !(Symbol.iterator in protocols);
  return isOptions ? protocols : { protocols: protocols === undefined ? [] : protocols };
}

module.exports = { wrap };
