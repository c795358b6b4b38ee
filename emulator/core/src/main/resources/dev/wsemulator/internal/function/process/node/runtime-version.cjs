'use strict';

// What a function sees depends on the runtime it is deployed for, not on the Node that runs it.
function majorVersion() {
  const named = /nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV || '');
  return Number(named ? named[1] : process.versions.node.split('.')[0]);
}

const major = majorVersion();

module.exports = {
  major,
  /** nodejs24.x and newer: no callbacks, and a handler's plain return value is its result. */
  withoutCallbacks: major >= 24,
  /** nodejs16.x and older bring version 2 of the AWS SDK, newer ones version 3. */
  sdkVersion: major >= 18 ? 3 : 2,
  /** nodejs18.x and newer fail an async handler whose promise never settles. */
  failsUnsettledPromises: major >= 18,
};
