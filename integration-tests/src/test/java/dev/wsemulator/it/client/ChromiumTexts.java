package dev.wsemulator.it.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A page in Chromium, which always offers compression and does not choose its frames. */
public final class ChromiumTexts {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final String SCRIPT =
      """
      const [url, count, done] = arguments;
      let state = 1, some = '';
      for (let i = 0; i < 1 << 20; i++) {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
        some += String.fromCharCode(33 + ((state >> 16) % 94));
      }
      function text(kind, size, number) {
        if (kind === 'repeating') {
          return 'a text that repeats itself, '.repeat(size / 28 + 1).slice(0, size);
        }
        const from = number * size % (some.length - size);
        return some.slice(from, from + size);
      }
      function open() {
        return new Promise((resolve, reject) => {
          const socket = new WebSocket(url);
          socket.onopen = () => resolve(socket);
          socket.onerror = () => reject(new Error('it cannot connect'));
        });
      }
      function echoed(socket, sent, expected) {
        return new Promise((resolve, reject) => {
          const late = setTimeout(() => reject(new Error('no answer of ' + expected.length)), 60000);
          socket.onclose = end => reject(new Error('closed with ' + end.code));
          socket.onmessage = message => {
            clearTimeout(late);
            message.data === expected ? resolve() : reject(new Error('wrong ' + expected.length));
          };
          socket.send(sent);
        });
      }
      async function all() {
        const socket = await open();
        if (!socket.extensions.startsWith('permessage-deflate')) {
          throw new Error('no compression: ' + socket.extensions);
        }
        let counts = '';
        for (const kind of ['random', 'repeating']) {
          for (const size of [0, 1, 125, 126, 1000, 8191, 8192, 10900, 32768]) {
            let received = 0;
            for (let i = 0; i < count; i++, received++) {
              const message = text(kind, size, i);
              await echoed(socket, message, message);
            }
            counts += kind + '\\t' + size + '\\t' + count + '\\t' + received + '\\n';
          }
          let received = 0;
          for (let i = 0; i < count; i++, received++) {
            const part = text(kind, 16384, i);
            await echoed(socket, 'times8:' + part, part.repeat(8));
          }
          counts += kind + ', times 8\\t131072\\t' + count + '\\t' + received + '\\n';
        }
        const long = await open();
        const code = await new Promise(resolve => {
          long.onclose = end => resolve(end.code);
          long.onmessage = () => resolve(0);
          long.send(text('random', 32769, 0));
        });
        if (code !== 1009) throw new Error('too long ended with ' + code);
        return counts + 'one frame\\t32769\\t1\\tended with 1009\\nnone lost\\n';
      }
      all().then(done, failure => done(String(failure)));
      """;

  private ChromiumTexts() {}

  /** Returns whether there are a browser and its driver. */
  public static boolean isThere() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  /**
   * Lets a page send so many texts of each size; returns a line of each that says how many were
   * sent and received, and in the end {@code none lost}.
   *
   * @param page a page of the same origin, as a blank one may not reach this machine
   */
  public static String run(String page, String url, int count) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver browser = new ChromeDriver(service, options);
    try {
      browser.get(page);
      browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2).plusSeconds(2L * count));
      return String.valueOf(browser.executeAsyncScript(SCRIPT, url, count));
    } finally {
      browser.quit();
    }
  }
}
