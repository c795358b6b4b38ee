package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions for Node.js print through the console. */
class NodeLoggingTest {
  private static final String LEVELS =
      """
      exports.handler = async () => {
        for (const level of ['trace', 'debug', 'info', 'log', 'warn', 'error', 'fatal']) {
          console[level]('a', level);
        }
      };
      """;
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  @TempDir private Path folder;
  private NodeFunction function;

  @BeforeEach
  void prepare() {
    function = new NodeFunction(folder);
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  void aTextLineHasTimeRequestIdLevelAndMessage() {
    function.file("index.js", "console.log('init %d', 1); " + LEVELS).start("index.handler");
    String id = invoke();

    assertThat(line()).matches(TIME + "\tundefined\tINFO\tinit 1");
    assertThat(line()).matches(TIME + "\t" + id + "\tTRACE\ta trace");
    assertThat(line()).endsWith("\t" + id + "\tDEBUG\ta debug");
    assertThat(line()).endsWith("\tINFO\ta info");
    assertThat(line()).endsWith("\tINFO\ta log");
    assertThat(line()).endsWith("\tWARN\ta warn");
    assertThat(line()).endsWith("\tERROR\ta error");
    assertThat(line()).endsWith("\tFATAL\ta fatal");
  }

  @Test
  void theLogLevelHidesWhatIsBelowItButNeverFatal() {
    function.file("index.js", LEVELS).variable("AWS_LAMBDA_LOG_LEVEL", "error");
    function.start("index.handler");
    invoke();

    assertThat(line()).endsWith("\tERROR\ta error");
    assertThat(line()).endsWith("\tFATAL\ta fatal");
  }

  @Test
  void aMessageOfSeveralLinesIsOneLineWithCarriageReturns() {
    function.file("index.js", "exports.handler = async () => { console.log('a\\nb', { c: 1 }); };");
    function.start("index.handler");
    invoke();

    assertThat(line()).endsWith("\tINFO\ta\rb { c: 1 }");
  }

  @Test
  void jsonLinesHaveTheFieldsOfLambda() {
    function.file(
        "index.js",
        """
        exports.handler = async () => {
          console.info('plain');
          console.warn({ a: [1] });
          console.error('text', new TypeError('with'));
          console.log(new RangeError('alone'));
          const loop = { n: 1n };
          console.log(loop);
        };
        """);
    function.variable("AWS_LAMBDA_LOG_FORMAT", "JSON").start("index.handler");
    String id = invoke();

    assertThat(line())
        .matches(
            "\\{\"timestamp\":\""
                + TIME
                + "\",\"level\":\"INFO\",\"requestId\":\""
                + id
                + "\",\"message\":\"plain\"}");
    assertThat(line()).contains("\"level\":\"WARN\"", "\"message\":{\"a\":[1]}");
    assertThat(line())
        .contains("\"level\":\"ERROR\"", "\"message\":\"text TypeError: with")
        .contains("\"errorType\":\"TypeError\",\"errorMessage\":\"with\",\"stackTrace\":[\"Type");
    assertThat(line())
        .contains("\"message\":{\"errorType\":\"RangeError\",\"errorMessage\":\"alone\",\"stackTr");
    assertThat(line()).contains("\"message\":\"{ n: 1n }\"");
  }

  @Test
  void theErrorOfAnInvocationIsLoggedAsLambdaDoes() {
    function.file(
        "index.js",
        """
        class Lost extends Error { name = 'Lost'; code = 'E_LOST'; extra = 1; }
        exports.handler = async () => { throw new Lost('away'); };
        """);
    function.start("index.handler");
    String id = invoke();

    assertThat(line())
        .contains(
            "\t" + id + "\tERROR\tInvoke Error \t{\"errorType\":\"Lost\",\"errorMessage\":\"away\"")
        .contains("\"code\":\"E_LOST\"", "\"extra\":1", "\"stack\":[\"");
  }

  @Test
  void theErrorOfAnInvocationIsAnErrorInJson() {
    function.file("index.js", "exports.handler = async () => { throw 'text'; };");
    function.variable("AWS_LAMBDA_LOG_FORMAT", "JSON").start("index.handler");
    invoke();

    assertThat(line()).contains("\"message\":{\"errorType\":\"Error\",\"errorMessage\":\"text\"");
  }

  @Test
  void whatIsWrittenToStandardOutputStaysAsItIs() {
    function.file(
        "index.js", "exports.handler = async () => { process.stdout.write('raw\\r\\n'); };");
    function.start("index.handler");
    invoke();

    assertThat(line()).isEqualTo("raw\r");
  }

  @Test
  void aFullPipeLosesNothing() {
    function.file(
        "index.js",
        """
        process.stdout.write('');
        exports.handler = async () => {
          for (let i = 0; i < 40; i++) console.log(i, 'x'.repeat(100000));
        };
        """);
    function.start("index.handler");
    invoke();

    for (int i = 0; i < 40; i++) {
      assertThat(line()).endsWith("\tINFO\t" + i + " " + "x".repeat(100_000));
    }
  }

  private String invoke() {
    return function.api().invoke("{}").requestId();
  }

  private String line() {
    return function.process().line();
  }
}
