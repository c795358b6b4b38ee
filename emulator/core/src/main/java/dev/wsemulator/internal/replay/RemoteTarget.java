package dev.wsemulator.internal.replay;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An emulator in another process, by its admin API. */
final class RemoteTarget implements ReplayTarget {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI baseUrl;
  private @Nullable Boolean virtual;

  RemoteTarget(URI baseUrl) {
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
  public Optional<String> lastConnection() {
    return Json.parse(answer(at("journal?type=Handshake&last=1")))
        .map(entry -> text(entry, "connectionId"));
  }

  @Override
  public void reset(String connectionId) {
    answer(at("connections/" + URLEncoder.encode(connectionId, StandardCharsets.UTF_8)).DELETE());
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
