'use strict';

const net = require('net');

const BASE = '/2018-06-01/runtime/';
const READ_BUFFER_BYTES = 64 * 1024;
const HEAD_END = '\r\n\r\n';
const ERROR_TYPE = 'Lambda-Runtime-Function-Error-Type';
const ERROR_BODY = 'Lambda-Runtime-Function-Error-Body';

/**
 * The Runtime API over one kept-alive connection. Not built on "http": functions and their tools
 * patch that module, and a request of its own costs more than a whole invocation here.
 *
 * The connection keeps the process alive only while a response is awaited, so that the event loop
 * of a handler counts as empty when the handler's own work is done.
 */
class RuntimeApi {
  constructor(address) {
    const colon = address.lastIndexOf(':');
    this.host = address;
    this.awaited = [];
    this.chunks = [];
    this.received = 0;
    this.needed = 0;
    this.released = false;
    this.socket = net.connect({
      host: address.slice(0, colon),
      port: Number(address.slice(colon + 1)),
      onread: {
        buffer: Buffer.allocUnsafe(READ_BUFFER_BYTES),
        callback: (count, buffer) => this.read(buffer.subarray(0, count)),
      },
    });
    this.socket.setNoDelay(true);
    this.socket.unref();
    // Without its emulator nobody can use the function any more.
    this.socket.on('error', () => process.exit(1));
    this.socket.on('close', () => process.exit(1));
    this.nextRequest = this.request('GET', 'invocation/next') + '\r\n';
  }

  next(listener) {
    this.expect(listener);
    this.socket.write(this.nextRequest);
  }

  /** Sends a result, which is JSON, and asks for the next event in the same packet. */
  respond(id, json, listener) {
    this.expect(ignore);
    this.expect(listener);
    const path = `invocation/${encodeURIComponent(id)}/response`;
    this.socket.write(this.post(path, json, '') + this.nextRequest);
  }

  fail(id, report, listener) {
    this.expect(ignore);
    this.expect(listener);
    this.socket.write(this.errorRequest(id, report) + this.nextRequest);
  }

  /** Reports the error of an invocation after which the process ends. */
  failAndStop(id, report, listener) {
    this.expect(listener);
    this.socket.write(this.errorRequest(id, report));
  }

  postInitError(report, listener) {
    this.expect(listener);
    this.socket.write(this.post('init/error', JSON.stringify(report), errorHeader(report)));
  }

  openStream(id, contentType) {
    this.socket.write(
      this.request('POST', `invocation/${encodeURIComponent(id)}/response`) +
        'Lambda-Runtime-Function-Response-Mode: streaming\r\n' +
        `Trailer: ${ERROR_TYPE}, ${ERROR_BODY}\r\n` +
        `Content-Type: ${inHeader(contentType)}\r\n` +
        'Transfer-Encoding: chunked\r\n\r\n',
    );
  }

  writeChunk(bytes, written) {
    if (bytes.length === 0) {
      // A chunk without bytes would end the body.
      written();
      return;
    }
    this.socket.cork();
    this.socket.write(bytes.length.toString(16) + '\r\n');
    this.socket.write(bytes);
    this.socket.write('\r\n', written);
    this.socket.uncork();
  }

  closeStream(report, listener) {
    this.expect(listener);
    this.socket.write('0\r\n' + (report ? errorTrailers(report) : '') + '\r\n');
  }

  /** Lets the process end although it waits for an event. */
  release() {
    this.released = true;
    this.socket.unref();
  }

  request(method, path) {
    return `${method} ${BASE}${path} HTTP/1.1\r\nHost: ${this.host}\r\n`;
  }

  post(path, json, headers) {
    return (
      this.request('POST', path) +
      `Content-Type: application/json\r\n${headers}` +
      `Content-Length: ${Buffer.byteLength(json)}${HEAD_END}${json}`
    );
  }

  errorRequest(id, report) {
    const path = `invocation/${encodeURIComponent(id)}/error`;
    return this.post(path, JSON.stringify(report), errorHeader(report));
  }

  expect(listener) {
    if (this.awaited.push(listener) === 1 && !this.released) {
      this.socket.ref();
    }
  }

  read(bytes) {
    if (this.chunks.length === 0) {
      this.readResponses(bytes, true);
      return;
    }
    this.received += bytes.length;
    this.chunks.push(Buffer.from(bytes));
    if (this.received >= this.needed) {
      const all = Buffer.concat(this.chunks);
      this.chunks = [];
      this.readResponses(all, false);
    }
  }

  readResponses(bytes, borrowed) {
    let rest = bytes;
    while (rest.length > 0) {
      const headLength = rest.indexOf(HEAD_END);
      const headers = headLength < 0 ? undefined : headersOf(rest.utf8Slice(0, headLength));
      const start = headLength + HEAD_END.length;
      const end = headers ? start + Number(headers['content-length'] || 0) : rest.length + 1;
      if (rest.length < end) {
        this.keep(rest, end, borrowed);
        return;
      }
      const body = rest.utf8Slice(start, end);
      rest = rest.subarray(end);
      this.deliver(headers, body);
    }
  }

  /** The rest waits for its other bytes; the read buffer itself is used again. */
  keep(rest, needed, borrowed) {
    this.chunks = [borrowed ? Buffer.from(rest) : rest];
    this.received = rest.length;
    this.needed = needed;
  }

  deliver(headers, body) {
    const listener = this.awaited.shift();
    if (this.awaited.length === 0) {
      this.socket.unref();
    }
    listener(headers, body);
  }
}

const ignore = () => {};

/** Header names in lower case; the status line is no header. */
function headersOf(head) {
  const headers = {};
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
  }
  return headers;
}

/** User code chooses types of errors and of content: neither may end its line. */
const inHeader = (text) => String(text).replace(/[^\x20-\x7e]/g, '?');

const errorHeader = (report) => `${ERROR_TYPE}: ${inHeader(report.errorType)}\r\n`;

function errorTrailers(report) {
  const body = Buffer.from(JSON.stringify(report)).toString('base64');
  return `${errorHeader(report)}${ERROR_BODY}: ${body}\r\n`;
}

module.exports = { RuntimeApi };
