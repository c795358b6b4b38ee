// Sends texts of many sizes to an echo with the library ws, and checks what comes back.
//
// client.mjs URL COUNT deflate|plain
//
// A text that begins with "times8:" comes back as eight times the rest. A line of each size says how
// many were sent and received.
// The library is looked for from the working folder on.
import { createRequire } from 'node:module';

const require = createRequire(process.cwd() + '/');
const WebSocket = require('ws');
const [url, countText, compression] = process.argv.slice(2);
const count = Number(countText);
const whole = [0, 1, 125, 126, 1000, 8191, 8192, 10900, 32768];
const parts = [32769, 65536, 131072];
const frame = 32768;

let state = 1;
let some = '';
for (let i = 0; i < 1 << 20; i++) {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  some += String.fromCharCode(33 + ((state >> 16) % 94));
}

// A random text is another each time, so that the one before does not help to compress it.
function text(kind, size, number) {
  if (kind === 'repeating') {
    return 'a text that repeats itself, '.repeat(size / 28 + 1).slice(0, size);
  }
  const from = (number * size) % (some.length - size);
  return some.slice(from, from + size);
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

console.log(`ws ${require('ws/package.json').version}, ${compression}`);
const socket = await open();
for (const kind of ['random', 'repeating']) {
  for (const size of [...whole, ...parts]) {
    let received = 0;
    for (let i = 0; i < count; i++, received++) {
      const message = text(kind, size, i);
      await echoed(socket, message, message);
    }
    console.log(`${kind}\t${size}\t${count}\t${received}`);
  }
  let received = 0;
  for (let i = 0; i < count; i++, received++) {
    const part = text(kind, 16384, i);
    await echoed(socket, 'times8:' + part, part.repeat(8));
  }
  console.log(`${kind}, times 8\t131072\t${count}\t${received}`);
}
socket.close();
await tooLong((long) => long.send(text('random', 32769, 0)));
console.log('one frame\t32769\t1\tended with 1009');
await tooLong((long) => send(long, text('repeating', 131073, 0)));
console.log('several frames\t131073\t1\tended with 1009');
