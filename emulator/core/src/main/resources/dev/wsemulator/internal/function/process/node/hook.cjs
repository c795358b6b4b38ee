'use strict';

// Loaded before everything else by --require: leads the calls of AWS SDKs to the emulator.

const Module = require('module');

const CLIENTS = new Set(['http', 'https', 'node:http', 'node:https']);

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
  } else if (process.features.require_module) {
    patch();
  } else {
    patchAtRequire();
    patchAtDynamicImport();
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

/** ES modules get "https" past Module._load; from CommonJS only import() leads to them. */
function patchAtDynamicImport() {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, ...more) {
    if (!patched && content.includes('import(')) {
      patch();
    }
    return compile.call(this, content, ...more);
  };
}

if (settings) {
  patchWhenWanted();
  if (typeof globalThis.fetch === 'function') {
    require('./fetch-home.cjs').wrap(settings);
  }
}

module.exports = { patch };
