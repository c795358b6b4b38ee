// Clients of the library ws, driven by lines.
//
// Reads a verb, the number of a client and perhaps a URL or a text, separated by tabs: connect, send,
// leave or abort. Writes the number of a client and what has happened to it.
//
// clients.mjs [AUTHORITY]
//
// AUTHORITY is a file with the certificates of the authority that clients trust. The library is
// looked for from the working folder on.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(process.cwd() + '/');
const WebSocket = require('ws');
const authority = process.argv[2] && readFileSync(process.argv[2]);
const sockets = {};

function connect(client, url) {
  const happened = (event) => console.log(`${client}\t${event}`);
  const socket = new WebSocket(url, { perMessageDeflate: false, ca: authority });
  let isOpen = false;
  let isRefused = false;
  function refused(event) {
    if (!isRefused) {
      isRefused = true;
      happened(event);
    }
  }
  socket.on('open', () => {
    isOpen = true;
    happened('open');
  });
  socket.on('message', (data) => happened(data.toString()));
  socket.on('unexpected-response', (request, response) => {
    refused(`no handshake: ${response.statusCode}`);
    request.destroy();
  });
  socket.on('error', () => isOpen || refused('no handshake'));
  socket.on('close', (code, reason) => isOpen && happened(`closed ${code} ${reason}`.trim()));
  sockets[client] = socket;
}

const verbs = {
  connect,
  send: (client, text) => sockets[client].send(text),
  leave: (client) => sockets[client].close(1000),
  abort: (client) => sockets[client].terminate(),
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [verb, ...rest] = line.split('\t');
    verbs[verb](...rest);
  })
  .on('close', () => process.exit(0));
