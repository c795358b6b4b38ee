'use strict';

// Loaded before everything else by --require: leads the calls of AWS SDKs to the emulator, and
// Lambda's absolute paths to the function's folders.

const Module = require('module');
const lambdaPaths = require('./lambda-paths.cjs');

// What is patched when somebody wants it: loading it takes time.
const CLIENTS = [
  {
    modules: new Set(['http', 'https', 'node:http', 'node:https']),
    patch: () => require('./calls-home.cjs').patch(settings),
  },
  {
    modules: new Set(['http2', 'node:http2']),
    patch: () => require('./http2-home.cjs').patch(settings),
  },
];
const PROGRAMS = {
  modules: new Set(['child_process', 'node:child_process']),
  patch: lambdaPaths.patchPrograms,
};
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
const unpatched = new Set(settings ? [...CLIENTS, PROGRAMS] : [PROGRAMS]);

/** Patches all modules now. */
function patch() {
  unpatched.forEach(patchOne);
}

function patchOne(one) {
  unpatched.delete(one);
  one.patch();
}

function patchIfNamed(name) {
  for (const one of unpatched) {
    if (one.modules.has(name)) {
      patchOne(one);
    }
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
  patchIfNamed(specifier);
  return nextResolve(specifier, context);
}

function patchAtRequire() {
  const load = Module._load;
  Module._load = function (request, ...more) {
    patchIfNamed(request);
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
    if (unpatched.size > 0 && IMPORT.test(content) && !file.startsWith(__dirname)) {
      patch();
    }
    return compile.call(this, content, file, ...more);
  };
}

lambdaPaths.patch();
patchWhenWanted();
if (settings) {
  if (process.env.AWS_ENDPOINT_URL_S3) {
    require('./sdk-v2.cjs').lead(process.env.AWS_ENDPOINT_URL_S3);
  }
  if (typeof globalThis.fetch === 'function') {
    const fetchHome = require('./fetch-home.cjs');
    const dispatcher = fetchHome.dispatcherOf(settings);
    fetchHome.wrap(dispatcher);
    require('./websocket-home.cjs').wrap(dispatcher);
  }
}

module.exports = { patch };
