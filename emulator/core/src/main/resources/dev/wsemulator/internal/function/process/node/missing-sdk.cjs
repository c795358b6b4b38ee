'use strict';

const fs = require('fs');
const Module = require('module');
const path = require('path');
const runtimeVersion = require('./runtime-version.cjs');

const MISSING = /Cannot find (?:package|module) '((?:@[^/']+\/)?[^/']+)/;
const BROUGHT = { 2: /^aws-sdk$/, 3: /^@(aws-sdk|smithy)\// };

const NAMED = /['"](@(?:aws-sdk|smithy)\/[^'"/]+)/g;
const SOURCE = /\.[cm]?js$/;
const MOST_FILES = 500;

const explained = new Set();

/** Says how to get a package of the AWS SDK that Lambda brings and this machine does not have. */
function explain(error) {
  const match = MISSING.exec(error && error.message);
  const name = match && match[1];
  if (!name || !BROUGHT[runtimeVersion.sdkVersion].test(name) || explained.has(name)) {
    return;
  }
  const wanted = name === 'aws-sdk' ? ['aws-sdk@2'] : [...missing(name)];
  wanted.concat(name).forEach((one) => explained.add(one));
  fs.writeSync(
    process.stderr.fd,
    `Cannot find package '${name}' - Lambda's nodejs${runtimeVersion.major}.x brings it, this` +
      ` machine does not: run ${command(wanted.join(' '))}.\n`,
  );
}

/**
 * All packages of the SDK that the function's code names and lacks, for npm removes what it has
 * installed with --no-save before.
 */
function missing(name) {
  const names = new Set([name]);
  const folders = Module._nodeModulePaths(process.env.LAMBDA_TASK_ROOT);
  for (const file of sources(process.env.LAMBDA_TASK_ROOT)) {
    for (const [, found] of fs.readFileSync(file, 'utf8').matchAll(NAMED)) {
      if (!folders.some((folder) => fs.existsSync(path.join(folder, found)))) {
        names.add(found);
      }
    }
  }
  return names;
}

/** The files of the function's own code. */
function sources(root) {
  const found = [];
  const folders = [root];
  while (folders.length > 0 && found.length < MOST_FILES) {
    const folder = folders.pop();
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
        folders.push(full);
      } else if (entry.isFile() && SOURCE.test(entry.name)) {
        found.push(full);
      }
    }
  }
  return found;
}

/** What installs packages where the function finds them. */
function command(packages) {
  const shared = sharedFolder();
  return shared
    ? `"npm install --prefix ${shared} ${packages}"`
    : `"npm install --no-save ${packages}" in ${packageFolder()}`;
}

/** The folder that all functions share whose code was unpacked; nothing for code in a folder. */
function sharedFolder() {
  const link = path.join(path.dirname(process.env.LAMBDA_TASK_ROOT), 'node_modules');
  try {
    const target = fs.readlinkSync(link);
    return path.isAbsolute(target) ? path.dirname(target) : undefined;
  } catch {
    return undefined;
  }
}

/** The folder of the function's package.json, into whose node_modules npm installs. */
function packageFolder() {
  const root = process.env.LAMBDA_TASK_ROOT;
  let folder = root;
  while (!fs.existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) {
      return root;
    }
    folder = parent;
  }
  return folder;
}

module.exports = { explain };
