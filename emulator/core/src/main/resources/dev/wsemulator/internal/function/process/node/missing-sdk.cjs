'use strict';

const fs = require('fs');
const path = require('path');
const runtimeVersion = require('./runtime-version.cjs');

const MISSING = /Cannot find (?:package|module) '((?:@[^/']+\/)?[^/']+)/;
const BROUGHT = { 2: /^aws-sdk$/, 3: /^@(aws-sdk|smithy)\// };

const explained = new Set();

/** Says how to get a package of the AWS SDK that Lambda brings and this machine does not have. */
function explain(error) {
  const match = MISSING.exec(error && error.message);
  const name = match && match[1];
  if (!name || !BROUGHT[runtimeVersion.sdkVersion].test(name) || explained.has(name)) {
    return;
  }
  explained.add(name);
  const wanted = name === 'aws-sdk' ? 'aws-sdk@2' : name;
  fs.writeSync(
    process.stderr.fd,
    `Cannot find package '${name}' - Lambda's nodejs${runtimeVersion.major}.x brings it, this` +
      ` machine does not: run "npm install --no-save ${wanted}" in ${packageFolder()}.\n`,
  );
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
