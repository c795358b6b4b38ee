'use strict';

const fs = require('fs');
const path = require('path');
const {
  ImportModuleError,
  HandlerNotFound,
  MalformedHandlerName,
  UserCodeSyntaxError,
} = require('./errors.cjs');

// In messages, Lambda's own runtime stands where this one does.
const LAMBDA_RUNTIME_FILE = '/var/runtime/index.mjs';

/** Loads the function that a name such as "src/app.handler" stands for. */
async function loadHandler(root, name) {
  require('./response-streaming.cjs').defineGlobal();
  const { folder, module, names } = split(name);
  const loaded = await loadModule(root, folder, module);
  const handler = find(loaded, names) || find(loaded && loaded.default, names);
  if (!handler) {
    throw new HandlerNotFound(`${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new HandlerNotFound(`${name} is not a function`);
  }
  return handler;
}

function split(name) {
  if (name.includes('..')) {
    throw new MalformedHandlerName(
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories` +
        ' in handler names.',
    );
  }
  const slash = name.lastIndexOf('/') + 1;
  const dot = name.indexOf('.', slash);
  if (dot < 0) {
    throw new MalformedHandlerName('Bad handler');
  }
  return {
    folder: name.slice(0, slash),
    module: name.slice(slash, dot),
    names: name.slice(dot + 1).split('.'),
  };
}

const find = (exported, names) => names.reduce((value, name) => value && value[name], exported);

async function loadModule(root, folder, module) {
  try {
    const file = path.resolve(root, folder, module);
    return (await loadFile(file)) || loadAsNodeWould(root, folder, module);
  } catch (error) {
    throw asLambdaReports(error);
  }
}

async function loadFile(file) {
  if (isFile(file)) {
    return requireOrImport(file);
  }
  if (isFile(`${file}.js`)) {
    return isInModulePackage(file) ? importFile(`${file}.js`) : requireOrImport(`${file}.js`);
  }
  if (isFile(`${file}.mjs`)) {
    return importFile(`${file}.mjs`);
  }
  return isFile(`${file}.cjs`) ? requireOrImport(`${file}.cjs`) : undefined;
}

function loadAsNodeWould(root, folder, module) {
  return require(require.resolve(module, { paths: [root, path.resolve(root, folder)] }));
}

/** Node 22 and newer take a file with the syntax of an ES module, but not its top-level await. */
function requireOrImport(file) {
  try {
    return require(file);
  } catch (error) {
    if (error && error.code === 'ERR_REQUIRE_ASYNC_MODULE') {
      return importFile(file);
    }
    throw error;
  }
}

function importFile(file) {
  // A module's own imports of "https" pass the hook by, so it cannot wait for the first of them.
  require('./hook.cjs').patch();
  require('./module-path.cjs').enable();
  return import(require('url').pathToFileURL(file).href);
}

function isFile(file) {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && stats.isFile();
}

function isInModulePackage(file) {
  let folder = path.dirname(file);
  while (path.basename(folder) !== 'node_modules') {
    const description = path.join(folder, 'package.json');
    if (isFile(description)) {
      return typeOf(description) === 'module';
    }
    const parent = path.dirname(folder);
    if (parent === folder) {
      return false;
    }
    folder = parent;
  }
  return false;
}

function typeOf(description) {
  try {
    return JSON.parse(fs.readFileSync(description, 'utf8')).type;
  } catch (error) {
    console.warn(
      `${description} cannot be read, it will be ignored for ES module detection purposes.`,
      error,
    );
    return undefined;
  }
}

function asLambdaReports(error) {
  if (error instanceof SyntaxError) {
    return new UserCodeSyntaxError(error);
  }
  if (error && error.code === 'MODULE_NOT_FOUND') {
    return new ImportModuleError(withLambdaRequireStack(String(error)));
  }
  return error;
}

function withLambdaRequireStack(message) {
  const lines = message.split('\n');
  const own = (line) => line.startsWith(`- ${__dirname}`);
  const others = lines.filter((line) => !own(line));
  if (others.length < lines.length) {
    others.push(`- ${LAMBDA_RUNTIME_FILE}`);
  }
  return others.join('\n');
}

module.exports = { loadHandler };
