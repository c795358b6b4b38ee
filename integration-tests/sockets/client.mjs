// Sends texts of many sizes to an echo with the library ws, and checks what comes back.
//
// client.mjs URL COUNT deflate|plain
//
// A text that begins with "times8:" comes back as eight times the rest.
// The library is looked for from the working folder on.
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const WebSocket = require('ws');
const [url, countText, compression] = process.argv.slice(2);
const count = Number(countText);
const whole = [0, 1, 125, 126, 1000, 8191, 8192, 10900, 32768];
const parts = [32769, 65536, 131072];
const frame = 32768;

function text(kind, size) {
  if (kind === 'repeating') {
    return 'a text that repeats itself, '.repeat(size / 28 + 1).slice(0, size);
  }
  let state = size;
  let random = '';
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    random += String.fromCharCode(33 + ((state >> 16) % 94));
  }
  return random;
}

function fail(problem) {
  console.error(problem);
  process.exit(1);
}

function open() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: compression === 'deflate' });
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

function send(socket, message) {
  for (let at = 0; at === 0 || at < message.length; at += frame) {
    socket.send(message.slice(at, at + frame), { fin: at + frame >= message.length });
  }
}

function echoed(socket, sent, expected) {
  return new Promise((resolve) => {
    const late = setTimeout(() => fail(`no answer of ${expected.length} characters came`), 30000);
    socket.once('close', (code) => fail(`the connection ended with ${code}`));
    socket.once('message', (data) => {
      clearTimeout(late);
      socket.removeAllListeners('close');
      if (data.toString() !== expected) {
        fail(`${expected.length} characters were expected, ${data.length} others came`);
      }
      resolve();
    });
    send(socket, sent);
  });
}

async function tooLong(sendIt) {
  const socket = await open();
  const code = await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('message', () => fail('a message that is too long was answered'));
    sendIt(socket);
  });
  if (code !== 1009) {
    fail(`a message that is too long ended the connection with ${code}`);
  }
}

let messages = 0;
const socket = await open();
for (const kind of ['random', 'repeating']) {
  for (const size of [...whole, ...parts]) {
    const message = text(kind, size);
    for (let i = 0; i < count; i++, messages++) {
      await echoed(socket, message, message);
    }
  }
  const part = text(kind, 16384);
  for (let i = 0; i < count; i++, messages++) {
    await echoed(socket, 'times8:' + part, part.repeat(8));
  }
}
socket.close();
await tooLong((long) => long.send(text('random', 32769)));
await tooLong((long) => send(long, text('repeating', 131073)));
const version = require('ws/package.json').version;
console.log(`Node ws ${version}, ${compression}: ${messages} messages, none lost`);
