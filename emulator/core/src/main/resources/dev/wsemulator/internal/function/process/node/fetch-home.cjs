'use strict';

const { isLed } = require('./led-hosts.cjs');

// Where Node's own fetch() keeps what makes its connections, once it is loaded.
const GLOBAL_DISPATCHERS = [1, 2].map((n) => Symbol.for(`undici.globalDispatcher.${n}`));

/** What makes connections in place of Node's own: those to certain hosts lead to the emulator. */
function dispatcherOf(settings) {
  return { dispatch: (options, handler) => dispatch(settings, options, handler) };
}

/** Lets fetch() reach the emulator where it asks for one of the hosts, also after a redirect. */
function wrap(dispatcher) {
  const original = globalThis.fetch;
  globalThis.fetch = function fetch(input, init) {
    return original(input, { dispatcher, ...init });
  };
}

function dispatch(settings, options, handler) {
  const original = GLOBAL_DISPATCHERS.map((name) => globalThis[name]).find(Boolean);
  const { protocol, host, hostname, port } = new URL(options.origin);
  if (!isLed(settings, hostname, protocol === 'https:' && port)) {
    return original.dispatch(options, handler);
  }
  const headers = withHost(options.headers, host);
  return original.dispatch({ ...options, origin: `http://${settings.home}`, headers }, handler);
}

function withHost(headers, host) {
  return Array.isArray(headers) ? ['host', host, ...headers] : { host, ...headers };
}

module.exports = { dispatcherOf, wrap };
