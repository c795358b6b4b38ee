'use strict';

const fs = require('fs');
const Module = require('module');
const path = require('path');
const { pathToFileURL } = require('url');
const lambdaPaths = require('./lambda-paths.cjs');
const { candidates, isBare, isNotFound } = require('./module-candidates.cjs');

/**
 * Lets ES modules find packages in the folders of NODE_PATH, as Lambda's Node does, and those of
 * layers by absolute paths. Only if there is such a folder: before registerHooks (Node 22.15) this
 * starts a thread.
 */
function enable() {
  const folders = (process.env.NODE_PATH || '').split(path.delimiter).filter(hasPackages);
  if (folders.length === 0 && !lambdaPaths.hasLayers) {
    return;
  }
  if (Module.registerHooks) {
    Module.registerHooks({ resolve: resolveIn(folders) });
  } else if (Module.register) {
    const parentURL = pathToFileURL(__filename).href;
    const data = { folders, places: lambdaPaths.places };
    Module.register('./module-path-hooks.mjs', { parentURL, data });
  }
}

/** The task root is always there, and holds packages in its own node_modules. */
function hasPackages(folder) {
  try {
    return folder !== '' && folder !== process.env.LAMBDA_TASK_ROOT && fs.readdirSync(folder).length > 0;
  } catch (error) {
    return false;
  }
}

function resolveIn(folders) {
  return (specifier, context, nextResolve) => {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      if (!isNotFound(error) || !isBare(specifier)) {
        throw error;
      }
      for (const candidate of candidates(folders, specifier, context)) {
        try {
          return nextResolve(...candidate);
        } catch (next) {
          if (!isNotFound(next)) {
            throw next;
          }
        }
      }
      throw error;
    }
  };
}

module.exports = { enable };
