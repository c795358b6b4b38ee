'use strict';

const net = require('net');

/**
 * Ends the process at the end of its standard input, which the emulator holds open: a killed
 * emulator leaves no process behind. A terminal or a file is not watched.
 */
function watch() {
  // A second stream on the same descriptor would fail as soon as the function touches this one.
  const { stdin } = process;
  if (!(stdin instanceof net.Socket) || stdin.isTTY) {
    return;
  }
  stdin.on('error', () => {});
  stdin.on('end', () => process.exit(0));
  stdin.resume();
  stdin.unref();
}

/**
 * Node ends at SIGTERM by itself, unless the function listens for it: then the process ends when
 * the listeners' work is done, although it waits for an event.
 */
function letTerminationPass(api) {
  process.on('newListener', function onNewListener(name) {
    if (name === 'SIGTERM') {
      process.removeListener('newListener', onNewListener);
      process.on('SIGTERM', () => api.release());
    }
  });
}

module.exports = { watch, letTerminationPass };
