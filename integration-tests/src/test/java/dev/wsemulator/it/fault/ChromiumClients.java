package dev.wsemulator.it.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A page in Chromium with WebSockets. */
final class ChromiumClients implements DrivenClient.Driver {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** The page, which a browser needs because a blank one may not reach this machine. */
  static final String PAGE = "<!doctype html><title>Clients</title>";

  private static final String SCRIPT =
      """
      window.clients = {};
      window.connect = (id, url) => {
        const client = { events: [], socket: new WebSocket(url) };
        let isOpen = false;
        client.socket.onopen = () => { isOpen = true; client.events.push('open'); };
        client.socket.onmessage = message => client.events.push(message.data);
        client.socket.onclose = end => client.events.push(
            isOpen ? ('closed ' + end.code + ' ' + end.reason).trim() : 'no handshake');
        window.clients[id] = client;
      };
      """;

  private final ChromeDriver browser;
  private int clients; // guarded by this

  /**
   * Starts it.
   *
   * @param page the page's URL
   * @param home the folder that the browser takes for the user's
   */
  ChromiumClients(URI page, Path home) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .withEnvironment(Map.of("HOME", home.toString()))
            .usingAnyFreePort()
            .build();
    browser = new ChromeDriver(service, options);
    browser.get(page.toString());
    browser.executeScript(SCRIPT);
  }

  /** Returns what is missing, if anything is. */
  static Optional<String> missing() {
    return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)
        ? Optional.empty()
        : Optional.of(
            "There is no Chromium with its driver: apt-get install chromium chromium-driver.");
  }

  /** Lets a browser with this home trust an authority. */
  static void trust(Path authority, Path home) throws IOException, InterruptedException {
    Path store = Files.createDirectories(home.resolve(".pki").resolve("nssdb"));
    certutil(store, "-N", "--empty-password");
    certutil(store, "-A", "-t", "C,,", "-n", "emulator", "-i", authority.toString());
  }

  private static void certutil(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("certutil", "-d", "sql:" + store));
    command.addAll(List.of(arguments));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("certutil ended with status " + status + ".");
    }
  }

  private synchronized Object run(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  @Override
  public synchronized DrivenClient newClient() {
    return new Client(++clients);
  }

  private final class Client implements DrivenClient {
    private final int id;

    Client(int id) {
      this.id = id;
    }

    @Override
    public void connect(URI url) {
      run("connect(arguments[0], arguments[1])", id, url.toString());
    }

    @Override
    public void send(String text) {
      run("clients[arguments[0]].socket.send(arguments[1])", id, text);
    }

    @Override
    public void leave() {
      run("clients[arguments[0]].socket.close(1000)", id);
    }

    @Override
    public List<String> events() {
      List<?> events = (List<?>) run("return clients[arguments[0]].events", id);
      return events.stream().map(String::valueOf).map(TableText::ofMessage).toList();
    }

    @Override
    public void close() {
      run("clients[arguments[0]].socket.close()", id);
    }
  }

  @Override
  public synchronized void close() {
    browser.quit();
  }
}
