package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static dev.wsemulator.internal.controlplane.FunctionsTest.FUNCTIONS;
import static dev.wsemulator.internal.controlplane.FunctionsTest.answer;
import static dev.wsemulator.internal.controlplane.FunctionsTest.definition;
import static dev.wsemulator.internal.controlplane.FunctionsTest.jar;
import static dev.wsemulator.internal.controlplane.FunctionsTest.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code of functions that calls define. */
class FunctionCodeTest {
  private final Caller caller =
      new Caller(
          WebSocketApiEmulator.builder().function("Fixed", Caller.answering("fixed")).start());

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void jarsInAZipAreOnTheClassPath() throws IOException {
    byte[] zip = zip("lib/code.jar", jar());
    caller.create(FUNCTIONS, definition("Hello", "greet", "moon", zip));
    assertThat(invoke("Hello", "{}").body()).contains("hello moon");
  }

  @Test
  void codeThatCannotBeUnzippedIsRefusedAndNotKept(@TempDir Path folder) throws IOException {
    byte[] jar = zip("lib/code.jar", jar());
    byte[] damaged = jar.clone();
    damaged[jar.length / 2] ^= 1;
    try (Caller kept = new Caller(WebSocketApiEmulator.builder().state(folder).start())) {
      for (byte[] code :
          List.of(Arrays.copyOf(jar, jar.length - 40), damaged, zip("lib/../../x.jar", jar()))) {
        HttpResponse<String> answer =
            kept.call("POST", FUNCTIONS, definition("Hello", "greet", "moon", code));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
            .contains("InvalidParameterValueException");
        assertThat(answer.body())
            .contains("Could not unzip uploaded file.")
            .doesNotContain(folder.toString());
      }
      assertThat(folder.resolve("code")).isEmptyDirectory();
    }
  }

  @Test
  void codeThatNoFunctionHasAnyMoreIsNotKept(@TempDir Path folder) throws IOException {
    try (Caller kept = new Caller(WebSocketApiEmulator.builder().state(folder).start())) {
      kept.create(FUNCTIONS, definition("Stays", "greet", "moon", jar()));
      for (int i = 0; i < 20; i++) {
        byte[] own = zip("lib/code%d.jar".formatted(i), jar());
        kept.create(FUNCTIONS, definition("Goes", "greet", "sun", own));
        kept.delete(FUNCTIONS + "/Goes");
      }
      kept.create(FUNCTIONS, definition("Again", "greet", "sun", jar()));
      kept.delete(FUNCTIONS + "/Again");
      await()
          .untilAsserted(
              () ->
                  assertThat(folder.resolve("code"))
                      .isDirectoryContaining(path -> path.toString().endsWith(".jar"))
                      .extracting(code -> code.toFile().list().length)
                      .isEqualTo(1));
    }
  }

  @Test
  void aZipHasUpToFiftyMegabytes() throws IOException {
    byte[] ballast = new byte[35 * 1024 * 1024];
    new Random(1).nextBytes(ballast); // cannot be compressed
    String name = Greeting.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = Greeting.class.getClassLoader().getResourceAsStream(name);
        ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(in.readAllBytes());
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("ballast"));
      zip.write(ballast);
      zip.closeEntry();
    }
    caller.create(FUNCTIONS, definition("Large", "greet", "moon", bytes.toByteArray()));
    assertThat(invoke("Large", "{}").body()).contains("hello moon");
    HttpResponse<String> tooLarge =
        caller.call(
            "POST", FUNCTIONS, definition("Larger", "greet", "moon", new byte[53 * 1024 * 1024]));
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(tooLarge.headers().firstValue("x-amzn-ErrorType"))
        .contains("RequestEntityTooLargeException");
  }

  @Test
  void codeIsReplaced() throws IOException {
    caller.create(
        FUNCTIONS, definition("Hello", "greet", "moon", zip("readme.txt", new byte[] {1})));
    assertThat(invoke("Hello", "{}").body()).contains("was not found");
    String body = "{'ZipFile':'%s'}".formatted(Base64.getEncoder().encodeToString(jar()));
    assertThat(caller.call("PUT", FUNCTIONS + "/Hello/code", body).statusCode()).isEqualTo(200);
    assertThat(invoke("Hello", "{}").body()).contains("hello moon");
  }

  @Test
  void codeMayBeAnObjectOfTheBackEnd() throws IOException {
    HttpServer s3 = s3("/releases/1/hello.jar", jar());
    String url = "http://127.0.0.1:" + s3.getAddress().getPort();
    try (Caller own = new Caller(WebSocketApiEmulator.builder().backEnd(new OnlyS3(url)).start())) {
      own.create(FUNCTIONS, inS3("Hello", "1/hello.jar"));
      assertThat(post(own, FUNCTIONS + "/Hello/invocations", "{}").body()).contains("hello moon");
      HttpResponse<String> refused = post(own, FUNCTIONS, inS3("Other", "2/hello.jar"));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("S3 Error Code: NoSuchKey.");
    } finally {
      s3.stop(0);
    }
  }

  /** Returns a server with one object, for callers that sign. */
  private static HttpServer s3(String path, byte[] object) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        call -> {
          boolean isThere =
              call.getRequestURI().getPath().equals(path)
                  && call.getRequestHeaders().getFirst("Authorization").contains("/s3/");
          call.sendResponseHeaders(isThere ? 200 : 404, isThere ? object.length : -1);
          if (isThere) {
            call.getResponseBody().write(object);
          }
          call.close();
        });
    server.start();
    return server;
  }

  private static String inS3(String name, String key) throws IOException {
    String definition = definition(name, "greet", "moon", jar());
    int code = definition.indexOf("'Code':");
    return definition.substring(0, code)
        + "'Code':{'S3Bucket':'releases','S3Key':'%s'}}".formatted(key);
  }

  private static HttpResponse<String> post(Caller caller, String path, String body) {
    return Caller.send(
        HttpRequest.newBuilder(caller.emulator().baseUrl().resolve(path))
            .header("Authorization", Caller.SIGNATURE)
            .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  /** A back end that has S3 somewhere. */
  private record OnlyS3(String url) implements BackEnd {
    @Override
    public Map<String, String> start(BackEndContext context) {
      return Map.of("AWS_ENDPOINT_URL_S3", url);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"java8.al2023", "java17.al2023", "java99"})
  void aRuntimeMayBeNewerThanTheEmulator(String runtime) throws IOException {
    String definition = definition("Hello", "greet", "moon", jar());
    Json created = caller.create(FUNCTIONS, definition.replace("java17", runtime));
    assertThat(text(created, "Runtime")).isEqualTo(runtime);
  }

  private Json create(String name, String method, String whom) throws IOException {
    return caller.create(FUNCTIONS, definition(name, method, whom, jar()));
  }

  private HttpResponse<String> invoke(String name, String event) {
    return invoke(name, event, "RequestResponse");
  }

  private HttpResponse<String> invoke(String name, String event, String type) {
    URI url = caller.emulator().baseUrl().resolve(FUNCTIONS + "/" + name + "/invocations");
    return Caller.send(
        HttpRequest.newBuilder(url)
            .header("Authorization", Caller.SIGNATURE)
            .header("X-Amz-Invocation-Type", type)
            .POST(BodyPublishers.ofString(event.replace('\'', '"'))));
  }
}
