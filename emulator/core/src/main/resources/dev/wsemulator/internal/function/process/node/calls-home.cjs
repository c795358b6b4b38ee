'use strict';

const http = require('http');
const https = require('https');
const { syncBuiltinESMExports } = require('module');
const { urlToHttpOptions } = require('url');
const { addressOf, isLed } = require('./led-hosts.cjs');

const plainRequest = http.request;
// Node takes its own hold from sockets that wait in an agent.
const agent = new http.Agent({ keepAlive: true });
// What belongs to the connection that is not made.
const OF_CONNECTION = [
  'agent',
  'createConnection',
  'defaultPort',
  'family',
  'host',
  'hostname',
  'localAddress',
  'lookup',
  'port',
  'protocol',
  'servername',
  'socketPath',
  '_defaultAgent',
];

/** Lets requests for certain hosts go to the emulator, as plain text and otherwise unchanged. */
function patch(settings) {
  for (const [client, defaultPort] of [
    [http, 80],
    [https, 443],
  ]) {
    client.request = leading(client.request, defaultPort, settings);
    client.get = (...args) => {
      const request = client.request(...args);
      request.end();
      return request;
    };
  }
  syncBuiltinESMExports();
}

function leading(original, defaultPort, settings) {
  const address = addressOf(settings);
  const isEncrypted = defaultPort === 443;
  return function request(...args) {
    const { options, callback } = read(args);
    const host = options.hostname || options.host;
    if (typeof host !== 'string' || !isLed(settings, host, isEncrypted && options.port)) {
      return original.apply(this, args);
    }
    const headers = withHost(options, host, defaultPort);
    const rest = withoutConnection(options);
    return plainRequest({ ...rest, ...address, headers, agent }, callback);
  };
}

/** The forms (url, callback), (url, options, callback) and (options, callback). */
function read(args) {
  const [first, second, third] = args;
  if (typeof first !== 'string' && !(first instanceof URL)) {
    return { options: first || {}, callback: second };
  }
  const ofUrl = optionsOf(first);
  return typeof second === 'function'
    ? { options: ofUrl, callback: second }
    : { options: { ...ofUrl, ...second }, callback: third };
}

function optionsOf(url) {
  try {
    return urlToHttpOptions(new URL(url));
  } catch (error) {
    // Node itself says what is wrong with it.
    return {};
  }
}

function withoutConnection(options) {
  const rest = { ...options };
  for (const name of OF_CONNECTION) {
    delete rest[name];
  }
  return rest;
}

/** The host is signed: it stays, and a missing one becomes what Node would have sent. */
function withHost({ headers, port }, host, defaultPort) {
  const value = port && Number(port) !== defaultPort ? `${host}:${port}` : host;
  if (Array.isArray(headers)) {
    const named = headers.some((header) => isHost(Array.isArray(header) ? header[0] : header));
    if (named) {
      return headers;
    }
    return Array.isArray(headers[0]) ? [['Host', value], ...headers] : ['Host', value, ...headers];
  }
  return Object.keys(headers || {}).some(isHost) ? headers : { Host: value, ...headers };
}

const isHost = (name) => String(name).toLowerCase() === 'host';

module.exports = { patch };
