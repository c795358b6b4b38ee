'use strict';

const fs = require('fs');
const Module = require('module');
const { inPlace, moduleInPlace } = require('./lambda-places.cjs');

const { existsSync } = fs;
const FILES = [
  'access',
  'copyFile',
  'createReadStream',
  'exists',
  'lstat',
  'open',
  'openAsBlob',
  'opendir',
  'readFile',
  'readdir',
  'readlink',
  'realpath',
  'stat',
];
const PROGRAMS = ['execFile', 'execFileSync', 'fork', 'spawn', 'spawnSync'];
const PROMISED = Symbol.for('nodejs.util.promisify.custom');
const NOT_FOUND = new Set(['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND']);

/** Lambda's folders and those in their place: the function's code, and its layers if any. */
function takePlaces() {
  const { LAMBDA_TASK_ROOT: task, WSEMULATOR_OPT: opt } = process.env;
  delete process.env.WSEMULATOR_OPT;
  return [
    ['/var/task', task],
    ['/opt', opt],
  ].filter(([lambda, folder]) => folder && folder !== lambda);
}

const places = takePlaces();

/**
 * Lets the code's absolute paths below /var/task and /opt lead to the function's folders where they
 * hold such a file; all other paths stay.
 */
function patch() {
  FILES.forEach((name) => {
    lead(fs, name);
    lead(fs, `${name}Sync`);
    lead(fs.promises, name);
  });
  Module.syncBuiltinESMExports();
  if (typeof Module.registerHooks === 'function') {
    Module.registerHooks({ resolve: resolveHere });
  } else {
    patchResolution();
  }
}

/** Lets programs be started by such a path, too. */
function patchPrograms() {
  const programs = require('child_process');
  PROGRAMS.forEach((name) => lead(programs, name));
  Module.syncBuiltinESMExports();
}

function lead(owner, name) {
  const original = owner[name];
  if (typeof original !== 'function') {
    return;
  }
  owner[name] = leading(original);
}

function leading(original) {
  const properties = Object.getOwnPropertyDescriptors(original);
  if (original[PROMISED]) {
    properties[PROMISED].value = called(original[PROMISED]);
  }
  return Object.defineProperties(called(original), properties);
}

function called(original) {
  return function (file, ...more) {
    return original.call(this, here(file), ...more);
  };
}

function here(file) {
  const given = file instanceof URL && file.protocol === 'file:' ? decodeURI(file.pathname) : file;
  const found = typeof given === 'string' && given.startsWith('/') && inPlace(places, given);
  return found && existsSync(found) ? found : file;
}

function resolveHere(specifier, context, nextResolve) {
  return firstFound(specifier, (one) => nextResolve(one, context));
}

function patchResolution() {
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, ...more) {
    return firstFound(request, (one) => resolve.call(this, one, ...more));
  };
}

/** What is in the function's folders comes first, as existing files do. */
function firstFound(specifier, resolve) {
  const found = typeof specifier === 'string' && moduleInPlace(places, specifier);
  if (found) {
    try {
      return resolve(found);
    } catch (error) {
      if (!NOT_FOUND.has(error && error.code)) {
        throw error;
      }
    }
  }
  return resolve(specifier);
}

const hasLayers = places.some(([lambda]) => lambda === '/opt');

module.exports = { patch, patchPrograms, places, hasLayers };
