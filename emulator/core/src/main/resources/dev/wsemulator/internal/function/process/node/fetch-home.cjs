'use strict';

/** Lets fetch() reach the emulator where it asks for one of the hosts. */
function wrap({ home, hosts }) {
  const original = globalThis.fetch;
  globalThis.fetch = async function fetch(input, init) {
    const url = urlOf(input);
    if (!url || !hosts.test(url.hostname)) {
      return original(input, init);
    }
    const options = input instanceof Request ? await optionsOf(new Request(input, init)) : init;
    const headers = new Headers(options && options.headers);
    if (!headers.has('host')) {
      headers.set('host', url.host);
    }
    return original(`http://${home}${url.pathname}${url.search}`, { ...options, headers });
  };
}

function urlOf(input) {
  try {
    return new URL(input instanceof Request ? input.url : input);
  } catch (error) {
    // fetch() itself says what is wrong with it.
    return undefined;
  }
}

/** The body as bytes: as a stream it would lose its length. */
async function optionsOf(request) {
  const { method, headers, redirect, signal } = request;
  const body = request.body ? await request.arrayBuffer() : undefined;
  return { method, headers, redirect, signal, body };
}

module.exports = { wrap };
