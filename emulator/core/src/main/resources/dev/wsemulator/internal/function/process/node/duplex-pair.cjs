'use strict';

const { Duplex } = require('stream');

/** One end of a connection within the process. */
class End extends Duplex {
  constructor() {
    super();
    this.other = undefined;
    this.whenRead = undefined;
    this.on('close', () => this.other.destroyed || this.other.push(null));
  }

  _read() {
    const { whenRead } = this;
    this.whenRead = undefined;
    if (whenRead) {
      whenRead();
    }
  }

  _write(bytes, encoding, written) {
    if (bytes.length === 0 || this.other.destroyed) {
      process.nextTick(written);
      return;
    }
    this.other.whenRead = written;
    this.other.push(bytes);
  }

  _final(done) {
    this.other.push(null);
    done();
  }
}

/** The two ends of a connection within the process: what one writes, the other reads. */
class DuplexPair {
  constructor() {
    this.client = new End();
    this.server = new End();
    this.client.other = this.server;
    this.server.other = this.client;
  }
}

module.exports = { DuplexPair };
