// Runs on the thread of Node's loader hooks; see module-path.cjs.
import { createRequire } from 'node:module';

const { candidates, isBare, isNotFound } = createRequire(import.meta.url)(
  './module-candidates.cjs',
);

const { moduleInPlace } = createRequire(import.meta.url)('./lambda-places.cjs');

let folders = [];
let places = [];

export function initialize(data) {
  ({ folders, places } = data);
}

export async function resolve(specifier, context, nextResolve) {
  const found = moduleInPlace(places, specifier);
  if (found) {
    try {
      return await nextResolve(found, context);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
  return resolveByName(specifier, context, nextResolve);
}

async function resolveByName(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (!isNotFound(error) || !isBare(specifier)) {
      throw error;
    }
    for (const candidate of candidates(folders, specifier, context)) {
      try {
        return await nextResolve(...candidate);
      } catch (next) {
        if (!isNotFound(next)) {
          throw next;
        }
      }
    }
    throw error;
  }
}
