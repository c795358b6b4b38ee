package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An emulator anywhere, by its admin API. */
class AdminTarget implements ReplayTarget {
  private static final Logger LOG = LoggerFactory.getLogger(AdminTarget.class);

  /** Among how many entries of the journal what explains a difference is looked for. */
  private static final int MOST_ENTRIES = 100;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI baseUrl;
  private @Nullable Boolean virtual;
  private volatile @Nullable InputStream followed;

  AdminTarget(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  @Override
  public List<ServedStage> stages() {
    return get("health").child("apis").map(Json::elements).orElse(List.of()).stream()
        .map(each -> new ServedStage(text(each, "apiId"), text(each, "stage"), here(each)))
        .toList();
  }

  /** Returns a stage's URL by the name and the port that we know, which may be those of a host. */
  private URI here(Json stage) {
    String scheme = "https".equals(baseUrl.getScheme()) ? "wss://" : "ws://";
    String path = URI.create(text(stage, "webSocketUrl")).getRawPath();
    return URI.create(scheme + baseUrl.getRawAuthority() + path);
  }

  @Override
  public boolean isVirtual() {
    if (virtual == null) {
      virtual = get("time").child("virtual").filter(Json::isTrue).isPresent();
    }
    return virtual;
  }

  /** An emulator with the system clock does not report it. */
  @Override
  public void awaitIdle(Duration timeout) {
    if (isVirtual()) {
      advance(Duration.ZERO, timeout);
    }
  }

  @Override
  public void advance(Duration gap, Duration timeout) {
    String body =
        new JsonText()
            .open()
            .string("advance", gap.toString())
            .string("settle", timeout.toString())
            .close()
            .toString();
    answer(at("time").POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Override
  public void follow(GatewayTraffic traffic, Duration patience) {
    stages(); // says so if it cannot be reached
    CompletableFuture<HttpResponse<InputStream>> answered =
        http.sendAsync(at("recording").build(), HttpResponse.BodyHandlers.ofInputStream());
    Thread reader = new Thread(() -> read(answered, traffic), "wsemulator-replay");
    reader.setDaemon(true);
    reader.start();
    if (!traffic.hasBegun(patience)) {
      throw new IllegalArgumentException(noEmulator("no request for a recording"));
    }
  }

  private void read(CompletableFuture<HttpResponse<InputStream>> answered, GatewayTraffic traffic) {
    try (InputStream body = answered.join().body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      followed = body;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        traffic.accept(line);
      }
    } catch (IOException | CompletionException e) {
      LOG.debug("The recording of the replay has ended.", e);
    }
  }

  @Override
  public String add(Map<String, String> rule) {
    byte[] answer = answer(at("faults").POST(body(rule)));
    return Json.parse(answer).map(added -> text(added, "id")).orElse("");
  }

  @Override
  public void remove(String ruleId) {
    answer(at("faults/" + encoded(ruleId)).DELETE());
  }

  @Override
  public void strike(String connectionId, Map<String, String> fault) {
    String query =
        fault.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    answer(at("connections/" + encoded(connectionId) + "?" + query).DELETE());
  }

  @Override
  public void holdBack(String connectionId, long messages) {
    answer(
        at("connections/" + encoded(connectionId))
            .method("PATCH", body(Map.of("messages", Long.toString(messages)))));
  }

  private static HttpRequest.BodyPublisher body(Map<String, String> values) {
    JsonText json = new JsonText().open();
    values.forEach(json::string);
    return HttpRequest.BodyPublishers.ofString(json.close().toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public CompletableFuture<Integer> call(PlayedCall call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.url())
            .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
    if (call.region() != null) {
      Signatures.of(call, call.region()).forEach(request::header);
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  @Override
  public String diagram(String connectionId) {
    String query =
        "connection=%s&last=%d&format=text".formatted(encoded(connectionId), MOST_ENTRIES);
    return new String(answer(at("journal?" + query)), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    InputStream open = followed;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("The recording of the replay has ended already.", e);
      }
    }
  }

  private Json get(String path) {
    return Json.parse(answer(at(path)))
        .orElseThrow(() -> new IllegalArgumentException(noEmulator("without JSON")));
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(baseUrl.resolve("/_emulator/" + path));
  }

  private byte[] answer(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      boolean gone = answer.statusCode() == 404 && answer.request().method().equals("DELETE");
      if (answer.statusCode() >= 300 && !gone) {
        throw new IllegalArgumentException(noEmulator("with " + answer.statusCode()));
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No emulator can be reached at %s. Start it, or name another URL.".formatted(baseUrl), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the emulator.", e);
    }
  }

  private String noEmulator(String answer) {
    return "%s answers %s, unlike an emulator of this version. Name the URL of one."
        .formatted(baseUrl, answer);
  }

  private static String text(Json object, String name) {
    return object.child(name).flatMap(Json::string).orElse("");
  }
}
