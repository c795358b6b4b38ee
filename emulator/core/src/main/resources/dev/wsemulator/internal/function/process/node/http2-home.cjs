'use strict';

const http = require('http');
const http2 = require('http2');
const { syncBuiltinESMExports } = require('module');
const { DuplexPair } = require('./duplex-pair.cjs');
const { addressOf, isLed } = require('./led-hosts.cjs');

const { HTTP2_HEADER_AUTHORITY, HTTP2_HEADER_METHOD, HTTP2_HEADER_PATH, HTTP2_HEADER_STATUS } =
  http2.constants;
const { NGHTTP2_CANCEL, NGHTTP2_FLAG_END_STREAM, NGHTTP2_INTERNAL_ERROR } = http2.constants;
// What HTTP/2 does without.
const OF_HTTP_1 = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

const plainRequest = http.request;

/**
 * Lets sessions with certain hosts lead to the emulator, which speaks HTTP/1.1: a server within this
 * process takes the session, and passes each of its requests on.
 */
function patch(settings) {
  const address = addressOf(settings);
  const { connect } = http2;
  let server;
  http2.connect = function (authority, ...more) {
    if (!isLed(settings, hostOf(authority))) {
      return connect.call(this, authority, ...more);
    }
    server = server || serverFor(address);
    const [options, listener] = typeof more[0] === 'function' ? [{}, more[0]] : more;
    const createConnection = () => {
      const pair = new DuplexPair();
      server.emit('connection', pair.server);
      return pair.client;
    };
    return connect.call(this, authority, { ...options, createConnection }, listener);
  };
  syncBuiltinESMExports();
}

function hostOf(authority) {
  try {
    return new URL(authority).hostname;
  } catch (error) {
    // Node itself says what is wrong with it.
    return '';
  }
}

function serverFor(address) {
  // Node takes its own hold from sockets that wait in an agent.
  const agent = new http.Agent({ keepAlive: true });
  const server = http2.createServer();
  server.on('stream', (stream, headers, flags) => pass(stream, headers, flags, address, agent));
  server.on('sessionError', () => {});
  return server;
}

function pass(stream, headers, flags, address, agent) {
  const request = plainRequest({
    ...address,
    agent,
    method: headers[HTTP2_HEADER_METHOD],
    path: headers[HTTP2_HEADER_PATH],
    headers: { host: hostIn(headers), ...ofMessage(headers) },
  });
  request.on('response', (response) => {
    const status = { [HTTP2_HEADER_STATUS]: response.statusCode };
    if (!stream.destroyed) {
      stream.respond({ ...status, ...ofMessage(response.headers) });
      response.on('error', () => stream.close(NGHTTP2_INTERNAL_ERROR));
      response.pipe(stream);
    }
  });
  request.on('error', () => stream.close(NGHTTP2_INTERNAL_ERROR));
  stream.on('error', () => request.destroy());
  stream.on('close', () => stream.rstCode === NGHTTP2_CANCEL && request.destroy());
  if (flags & NGHTTP2_FLAG_END_STREAM) {
    request.end();
  } else {
    stream.pipe(request);
  }
}

/** The host as a client of HTTP/1.1 names it. */
const hostIn = (headers) => headers[HTTP2_HEADER_AUTHORITY].replace(/:443$/, '');

/** The headers that mean the same in both versions of HTTP. */
function ofMessage(headers) {
  const named = Object.entries(headers);
  return Object.fromEntries(
    named.filter(([name]) => !name.startsWith(':') && !OF_HTTP_1.has(name)),
  );
}

module.exports = { patch };
