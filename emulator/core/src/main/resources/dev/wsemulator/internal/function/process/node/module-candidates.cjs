'use strict';

const { createRequire } = require('module');
const path = require('path');
const { pathToFileURL } = require('url');

const isBare = (specifier) => !/^(\.{0,2}\/|\.{1,2}$|#|[a-z][a-z0-9+.-]*:)/i.test(specifier);

const isNotFound = (error) => Boolean(error) && error.code === 'ERR_MODULE_NOT_FOUND';

/** What to resolve instead of a specifier that was not found, and from where. */
function candidates(folders, specifier, context) {
  return folders.map((folder) => inFolder(folder, specifier, context)).filter(Boolean);
}

function inFolder(folder, specifier, context) {
  if (path.basename(folder) === 'node_modules') {
    // Any file beside node_modules finds what is in it, by the rules for ES modules.
    const parentURL = pathToFileURL(path.join(folder, '..', 'any.mjs')).href;
    return [specifier, { ...context, parentURL }];
  }
  try {
    const file = createRequire(path.join(folder, 'any.js')).resolve(path.join(folder, specifier));
    return [pathToFileURL(file).href, context];
  } catch (error) {
    return undefined;
  }
}

module.exports = { candidates, isBare, isNotFound };
