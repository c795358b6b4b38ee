'use strict';

const { Writable } = require('stream');
const { InvalidStreamingOperation } = require('./errors.cjs');

const isBytes = (chunk) => typeof chunk === 'string' || chunk instanceof Uint8Array;

/** What a streaming handler writes goes to the Runtime API chunk by chunk. */
class ResponseStream extends Writable {
  constructor(api, id, options) {
    super({ ...options, emitClose: false });
    this.api = api;
    this.id = id;
    this.contentType = 'application/octet-stream';
    this.opened = false;
    this.closing = false;
    this.failure = undefined;
    this.firstWritten = false;
    this.acknowledged = new Promise((resolve) => {
      this.acknowledge = resolve;
    });
    // Who destroys the stream with an error rejects the handler's promise as well.
    this.on('error', () => {});
  }

  setContentType(type) {
    if (this.firstWritten) {
      throw new InvalidStreamingOperation('Cannot set content-type, too late.');
    }
    this.contentType = type;
  }

  write(chunk, ...more) {
    if (!this.firstWritten) {
      this.firstWritten = true;
      if (typeof this._onBeforeFirstWrite === 'function') {
        this._onBeforeFirstWrite((first) => super.write(first));
      }
    }
    return super.write(isBytes(chunk) ? chunk : JSON.stringify(chunk), ...more);
  }

  /** Ends the response by an error, which goes after what has been written. */
  fail(report, then) {
    this.failure = report;
    this.acknowledged.then(then);
    if (this.destroyed || this.writableEnded) {
      this.closeOnce();
    } else {
      this.end();
    }
  }

  _write(bytes, encoding, written) {
    this.openOnce();
    this.api.writeChunk(bytes, written);
  }

  _final(finished) {
    this.closeOnce();
    this.acknowledged.then(() => finished());
  }

  openOnce() {
    if (!this.opened) {
      this.opened = true;
      this.api.openStream(this.id, this.contentType);
    }
  }

  closeOnce() {
    if (!this.closing) {
      this.closing = true;
      this.openOnce();
      this.api.closeStream(this.failure, this.acknowledge);
    }
  }
}

module.exports = { ResponseStream };
