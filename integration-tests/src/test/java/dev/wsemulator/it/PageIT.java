package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Fault;
import dev.wsemulator.it.testing.OwnerClients;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.testing.Aws;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import software.amazon.awssdk.regions.Region;

/** The page in a real browser, against the app on the embedded services. */
class PageIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final List<ChromeDriver> browsers = new ArrayList<>();
  private AwsEnvironment aws;
  private WebSocketApiEmulator emulator;

  @BeforeEach
  void start() {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "There is no Chromium with its driver: apt-get install chromium chromium-driver.");
    aws = AwsEnvironment.embedded();
    emulator =
        WebSocketApiEmulator.builder()
            .template(Template.of(TranslatorApp.TEMPLATE))
            .backEnd(aws)
            .webRoot(TranslatorApp.WEB)
            .start();
  }

  @AfterEach
  void stop() {
    browsers.forEach(ChromeDriver::quit);
    if (emulator != null) {
      emulator.close();
    }
  }

  @Aws({"DC-11", "CX-07", "OB-27"})
  @Test
  void twoPagesHearOfATranslationAndOneSurvivesTheOthersDeath() throws Exception {
    String document = TranslatorApp.document();
    Path file = Files.writeString(folder.resolve("story.txt"), document);
    ChromeDriver one = page();
    ChromeDriver other = page();
    translate(one, file);
    List<String> links = new ArrayList<>();
    for (ChromeDriver browser : List.of(one, other)) {
      links.add(notification(browser, 1).findElement(By.tagName("a")).getAttribute("href"));
    }
    for (String link : links) {
      assertThat(get(link).lines().count()).isEqualTo(document.lines().count());
    }
    screenshot(one);

    Set<String> before = connectionIds();
    kill(other);
    try (TestClient client = TestClient.connect(emulator.webSocketUrl())) {
      client.send("{\"action\":\"echomessage\",\"data\":\"anybody there?\"}");
      assertThat(client.next(PATIENCE)).contains("anybody there?");
    }
    assertThat(notification(one, 2).getText()).contains("anybody there?");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(connectionIds()).hasSize(before.size() - 1));
    assertThat(before).containsAll(connectionIds());
  }

  @Aws("DC-08")
  @Test
  void thePageConnectsAgainAfterADrop() {
    ChromeDriver browser = page();
    String id = lastHandshake();
    emulator.journal().entries(JournalEntry.Handshake.class);
    try (var management =
        OwnerClients.connections(
            emulator.connectionsEndpoint(), Region.of(emulator.stack().region()))) {
      management.deleteConnection(request -> request.connectionId(id));
    }
    Awaitility.await().atMost(PATIENCE).until(() -> !lastHandshake().equals(id));
    awaitConnected(browser);
  }

  @Aws("DC-11")
  @Test
  void aResetIsCode1006ForABrowserAndThePageConnectsAgain() {
    ChromeDriver browser = page();
    browser.executeScript(
        """
        window.probe = {};
        const socket = new WebSocket(arguments[0]);
        socket.onopen = () => window.probe.open = true;
        socket.onclose = event => window.probe.code = event.code;
        """,
        emulator.webSocketUrl().toString());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Boolean.TRUE.equals(browser.executeScript("return window.probe.open")));
    String before = lastHandshake();
    emulator.journal().entries(JournalEntry.Handshake.class).stream()
        .map(JournalEntry.Handshake::connectionId)
        .forEach(id -> emulator.faults().strike(id, Fault.reset()));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Long.valueOf(1006).equals(browser.executeScript("return window.probe.code")));
    Awaitility.await().atMost(PATIENCE).until(() -> !lastHandshake().equals(before));
    awaitConnected(browser);
  }

  private String lastHandshake() {
    List<JournalEntry.Handshake> all = emulator.journal().entries(JournalEntry.Handshake.class);
    return all.get(all.size() - 1).connectionId();
  }

  private ChromeDriver page() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
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
            .usingAnyFreePort()
            .build();
    ChromeDriver browser = new ChromeDriver(service, options);
    browsers.add(browser);
    browser.manage().window().setSize(new Dimension(1100, 900));
    browser.get(emulator.baseUrl() + "/");
    awaitConnected(browser);
    return browser;
  }

  private static void awaitConnected(ChromeDriver browser) {
    new WebDriverWait(browser, PATIENCE)
        .until(
            driver ->
                "connected"
                    .equals(
                        driver.findElement(By.id("connection-state")).getAttribute("data-state")));
  }

  private static void translate(ChromeDriver browser, Path file) {
    new Select(browser.findElement(By.id("source-language"))).selectByValue("en");
    new Select(browser.findElement(By.id("target-language"))).selectByValue("de");
    browser.findElement(By.id("file")).sendKeys(file.toAbsolutePath().toString());
    WebDriverWait wait = new WebDriverWait(browser, PATIENCE);
    wait.until(driver -> driver.findElement(By.id("translate")).isEnabled());
    assertThat(browser.findElement(By.id("upload-progress")).getAttribute("value"))
        .isNotEqualTo("0");
    browser.findElement(By.id("translate")).click();
    wait.until(driver -> driver.findElement(By.id("status")).getText().contains("Accepted"));
  }

  /** Returns the newest notification once there are so many. */
  private static WebElement notification(ChromeDriver browser, int count) {
    return new WebDriverWait(browser, PATIENCE)
        .until(
            driver -> {
              List<WebElement> items = driver.findElements(By.cssSelector("#notifications li"));
              return items.size() >= count ? items.get(0) : null;
            });
  }

  /** Ends the browser's processes without a chance to close anything. */
  private static void kill(ChromeDriver browser) {
    long pid = ((Number) browser.getCapabilities().getCapability("goog:processID")).longValue();
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Keeps a picture of the page where the build leaves its results. */
  private static void screenshot(ChromeDriver browser) throws Exception {
    Files.write(Path.of("target/page.png"), browser.getScreenshotAs(OutputType.BYTES));
  }

  private Set<String> connectionIds() {
    String table = emulator.stack().outputs().get("TableName");
    return OwnerClients.dynamoDb(aws).scan(scan -> scan.tableName(table)).items().stream()
        .map(item -> item.get("connectionId").s())
        .collect(Collectors.toSet());
  }

  private static String get(String address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
