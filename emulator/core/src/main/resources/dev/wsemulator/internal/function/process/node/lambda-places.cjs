'use strict';

const path = require('path');
const { pathToFileURL } = require('url');

const FILE_URL = 'file://';

/**
 * Returns the path in a folder of this machine for one that begins with a folder of Lambda, or
 * undefined for others. The places are pairs of such folders.
 */
function inPlace(places, lambdaPath) {
  for (const [lambda, folder] of places) {
    if (lambdaPath.startsWith(lambda)) {
      const rest = lambdaPath.slice(lambda.length);
      if (rest === '' || rest.startsWith('/')) {
        return path.join(folder, rest);
      }
    }
  }
  return undefined;
}

/** Returns what to resolve in place of a module's path or URL in a folder of Lambda, if it is one. */
function moduleInPlace(places, specifier) {
  if (specifier.startsWith('/')) {
    return inPlace(places, specifier);
  }
  const found = specifier.startsWith(FILE_URL)
    ? inPlace(places, decodeURI(specifier.slice(FILE_URL.length)))
    : undefined;
  return found && pathToFileURL(found).href;
}

module.exports = { inPlace, moduleInPlace };
