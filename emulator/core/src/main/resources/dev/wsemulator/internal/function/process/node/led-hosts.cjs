'use strict';

const THIS_MACHINE = /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d+){3}|\[?::1\]?)$/i;

/** Where the emulator is. */
function addressOf({ home }) {
  const colon = home.lastIndexOf(':');
  return { hostname: home.slice(0, colon), port: home.slice(colon + 1) };
}

/**
 * Whether requests go to the emulator as plain text: those for the hosts that it stands for, and
 * encrypted ones that go to it anyway, whose encryption would take longer than all else.
 *
 * @param port the port of an encrypted request; nothing for another one
 */
function isLed(settings, host, port) {
  return settings.hosts.test(host) || (Boolean(port) && isHome(settings, host, port));
}

function isHome(settings, host, port) {
  const address = addressOf(settings);
  return String(port) === address.port && (host === address.hostname || THIS_MACHINE.test(host));
}

module.exports = { addressOf, isLed };
