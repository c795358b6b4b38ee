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
      function text(repeating, size) {
        if (repeating) {
          return 'a text that repeats itself, '.repeat(size / 28 + 1).slice(0, size);
        }
        let state = size, random = '';
        for (let i = 0; i < size; i++) {
          state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
          random += String.fromCharCode(33 + ((state >> 16) % 94));
        }
        return random;
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
        for (const repeating of [false, true]) {
          for (const size of [0, 1, 125, 126, 1000, 8191, 8192, 10900, 32768]) {
            const message = text(repeating, size);
            for (let i = 0; i < count; i++) await echoed(socket, message, message);
          }
          const part = text(repeating, 16384);
          for (let i = 0; i < count; i++) await echoed(socket, 'times8:' + part, part.repeat(8));
        }
        const long = await open();
        const code = await new Promise(resolve => {
          long.onclose = end => resolve(end.code);
          long.onmessage = () => resolve(0);
          long.send(text(false, 32769));
        });
        if (code !== 1009) throw new Error('too long ended with ' + code);
        return 'none lost';
      }
      all().then(done, failure => done(String(failure)));
      """;

  private ChromiumTexts() {}

  /** Returns whether there are a browser and its driver. */
  public static boolean isThere() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
  }

  /**
   * Lets a page send so many texts of each size; returns what it says in the end.
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
