'use strict';

const Module = require('module');

const SDK = /^aws-sdk(?:\/|$)|[\\/]aws-sdk[\\/](?:lib|clients|global)/;
const CORE = /[\\/]aws-sdk[\\/]lib[\\/]core\.js$/;

/**
 * Version 2 of the SDK knows no variable with the endpoint of a service. Its calls are led home
 * anyway, but a URL that it signs for a browser has to name the bucket's place on this machine.
 */
function lead(endpoint) {
  const load = Module._load;
  let isDone = false;
  Module._load = function (request, ...more) {
    const loaded = load.call(this, request, ...more);
    if (!isDone && SDK.test(request)) {
      isDone = configure(endpoint);
    }
    return loaded;
  };
}

/** Returns whether the SDK has been loaded so far that it can be configured. */
function configure(endpoint) {
  const core = Object.keys(require.cache).find((file) => CORE.test(file));
  const config = core && require.cache[core].loaded && require.cache[core].exports.config;
  if (!config) {
    return false;
  }
  config.s3 = { endpoint, s3ForcePathStyle: true, ...config.s3 };
  return true;
}

module.exports = { lead };
