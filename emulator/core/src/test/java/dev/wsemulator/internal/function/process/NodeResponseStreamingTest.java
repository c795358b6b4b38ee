package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers for Node.js that stream their response. */
class NodeResponseStreamingTest {
  private static final String HANDLERS =
      """
      const { pipeline } = require('stream/promises');
      const { Readable } = require('stream');
      const handlers = {
        chunks: async (stream) => {
          stream.setContentType('text/plain');
          stream.write('one ');
          stream.write(Buffer.from('two '));
          stream.write({ three: 3 });
          stream.end();
        },
        pipeline: async (stream) => pipeline(Readable.from(['a', 'b'.repeat(200000)]), stream),
        prelude: async (stream) => {
          const body = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
          body.write('x');
          body.end();
        },
        empty: async (stream) => stream.end(),
        midway: async (stream) => { stream.write('half'); throw new TypeError('midway'); },
        early: async () => { throw new RangeError('early'); },
        unsettled: async (stream) => { stream.end('all'); await new Promise(() => {}); },
        open: async (stream) => { stream.write('never ended'); },
        late: async (stream) => { stream.write('a'); stream.setContentType('b'); },
        plain: () => 'no promise',
      };
      exports.handler = awslambda.streamifyResponse((event, stream, context) =>
        handlers[event.run](stream, context));
      """;

  @TempDir private Path folder;
  private NodeFunction function;

  @BeforeEach
  void start() {
    function = new NodeFunction(folder).file("index.js", HANDLERS);
    function.start("index.handler");
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void chunksArriveAsAStream() {
    Report report = run("chunks");

    assertThat(report.headers())
        .containsEntry("Lambda-Runtime-Function-Response-Mode", "streaming")
        .containsEntry("Content-Type", "text/plain")
        .containsEntry("Transfer-Encoding", "chunked");
    assertThat(report.body()).isEqualTo("one two {\"three\":3}");
    assertThat(run("pipeline").body()).hasSize(200_001);
    assertThat(run("empty").body()).isEmpty();
  }

  @Test
  void anHttpResponseHasItsPreludeBeforeTheBody() {
    Report report = run("prelude");

    assertThat(report.headers())
        .containsEntry("Content-Type", "application/vnd.awslambda.http-integration-response");
    assertThat(report.body()).isEqualTo("{\"statusCode\":201}" + "\0".repeat(8) + "x");
  }

  @Test
  void anErrorMidwayIsInTheTrailers() {
    Report report = run("midway");

    assertThat(report.body()).isEqualTo("half");
    assertThat(report.trailers()).containsEntry("Lambda-Runtime-Function-Error-Type", "TypeError");
    assertThat(errorBody(report)).contains("\"errorMessage\":\"midway\"");
    assertThat(function.process().line()).contains("\tERROR\tInvoke Error \t{");
    assertThat(errorBody(run("early"))).contains("\"errorType\":\"RangeError\"");
  }

  @Test
  void aStreamThatIsNeverEndedFails() {
    assertThat(errorBody(run("open"))).contains("Response stream is not finished.");
    assertThat(run("chunks").trailers()).isEmpty();
  }

  @Test
  void aPromiseThatNeverSettlesDoesNotHarmAStreamThatIsEnded() {
    assertThat(run("unsettled").body()).isEqualTo("all");
    assertThat(run("chunks").trailers()).isEmpty();
  }

  @Test
  void wrongUseIsReported() {
    assertThat(errorBody(run("late"))).contains("Runtime.InvalidStreamingOperation");
    assertThat(errorBody(run("plain"))).contains("Streaming does not support non-async handlers.");
  }

  private Report run(String name) {
    return function.api().invoke("{\"run\":\"" + name + "\"}");
  }

  private static String errorBody(Report report) {
    String body = report.trailers().get("Lambda-Runtime-Function-Error-Body");
    return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
  }
}
