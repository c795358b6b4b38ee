'use strict';

// Loaded before everything else by --require: leads the calls of AWS SDKs to the emulator.

const Module = require('module');

const CLIENTS = new Set(['http', 'https', 'node:http', 'node:https']);
const IMPORT = /\bimport\s*[\w({*"']/;

/** Where calls go and whose calls: {home: "host:port", hosts: RegExp}. */
function takeSettings() {
  const { WSEMULATOR_HOME: home, WSEMULATOR_HOSTS: hosts } = process.env;
  // A function sees the environment it has on Lambda.
  delete process.env.WSEMULATOR_HOME;
  delete process.env.WSEMULATOR_HOSTS;
  if (!home || !hosts) {
    return undefined;
  }
  return { home, hosts: new RegExp(JSON.parse(hosts).map((host) => `(?:${host})`).join('|'), 'i') };
}

const settings = takeSettings();
let patched = settings === undefined;

/** Patches "http" and "https" now. */
function patch() {
  if (!patched) {
    patched = true;
    require('./calls-home.cjs').patch(settings);
  }
}

/** Loading "https" costs as much as half of Node's own start: wait until somebody wants it. */
function patchWhenWanted() {
  if (typeof Module.registerHooks === 'function') {
    Module.registerHooks({ resolve: patchingResolve });
  } else {
    patchAtRequire();
    patchAtImport();
  }
}

function patchingResolve(specifier, context, nextResolve) {
  if (!patched && CLIENTS.has(specifier)) {
    patch();
  }
  return nextResolve(specifier, context);
}

function patchAtRequire() {
  const load = Module._load;
  Module._load = function (request, ...more) {
    if (CLIENTS.has(request)) {
      Module._load = load;
      patch();
    }
    return load.call(this, request, ...more);
  };
}

/**
 * ES modules get "https" past Module._load, and CommonJS leads to them by import() or, where Node
 * allows it, by require(). Both pass here, with a source that has the word.
 */
function patchAtImport() {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, file, ...more) {
    if (!patched && IMPORT.test(content) && !file.startsWith(__dirname)) {
      patch();
    }
    return compile.call(this, content, file, ...more);
  };
}

if (settings) {
  if (process.env.AWS_ENDPOINT_URL_S3) {
    require('./sdk-v2.cjs').lead(process.env.AWS_ENDPOINT_URL_S3);
  }
  patchWhenWanted();
  if (typeof globalThis.fetch === 'function') {
    require('./fetch-home.cjs').wrap(settings);
  }
}

module.exports = { patch };
