package dev.wsemulator.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.cli.Main;
import dev.wsemulator.cli.Rig;
import dev.wsemulator.cli.Rig.Peer;
import dev.wsemulator.cli.option.DurationConverter;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

public class OutputOptionsTest {
  @TempDir private Path folder;

  /** Runs a command as if on a terminal with colours. */
  public static String colorful(String... arguments) {
    StringWriter out = new StringWriter();
    run(name -> null, out, new StringWriter(), arguments);
    return out.toString();
  }

  /** Runs a command as if on a terminal with colours, but with standard error elsewhere. */
  private static String errorsOf(String... arguments) {
    StringWriter err = new StringWriter();
    run(name -> name.equals("TERM") ? "dumb" : null, new StringWriter(), err, arguments);
    return err.toString();
  }

  private static void run(
      UnaryOperator<String> environment, StringWriter out, StringWriter err, String... arguments) {
    CommandLine line =
        Main.commandLine(new ProcessEnvironment(InputStream.nullInputStream(), true, environment));
    line.setColorScheme(Help.defaultColorScheme(Ansi.ON))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void coloursAreForTerminalsAndCanBeLeftOut() {
    try (Rig rig = new Rig(Rig.ECHO)) {
      Peer peer = rig.open();
      assertThat(colorful("journal", "--type", "Handshake", "--url", rig.url()))
          .contains("\u001b[32mHandshake");
      assertThat(colorful("journal", "--no-color", "--url", rig.url())).doesNotContain("\u001b");
      assertThat(colorful("journal", "--output", "json", "--url", rig.url()))
          .doesNotContain("\u001b");
      assertThat(rig.run("journal").out()).doesNotContain("\u001b");
      peer.close();
    }
  }

  @Test
  void standardErrorHasColoursOnlyWhereSomebodyLooksAtIt() throws Exception {
    String warned =
        "Resources: {Topic: {Type: AWS::Kinesis::Stream}, B: {Type: AWS::S3::Bucket}}\n";
    String template = Files.writeString(folder.resolve("t.yaml"), warned).toString();
    String wrong = Files.writeString(folder.resolve("wrong.yaml"), "Resources: [\n").toString();
    try (Rig rig = new Rig(Rig.ECHO)) {
      assertThat(
              List.of(
                  errorsOf("validate", template),
                  errorsOf("validate", wrong),
                  errorsOf("start", "--template", wrong),
                  errorsOf("validate", "--nonsense"),
                  errorsOf("connections", "--url", Rig.nowhere().toString()),
                  errorsOf("send", "hello", "--expect", "1", "--url", rig.url())))
          .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("\u001b"));
    }
  }

  @Test
  void whatComesFromOthersCannotCommandATerminal() throws Exception {
    try (Rig rig = new Rig(Rig.ECHO)) {
      Peer peer = rig.open();
      peer.say("a\u001b[2Jb");
      peer.next();
      assertThat(colorful("journal", "--type", "MessageSent", "--no-color", "--url", rig.url()))
          .contains("a\\x1b[2Jb");
      assertThat(rig.run("journal", "--type", "MessageSent").out()).contains("a\u001b[2Jb");
    }
  }

  @Test
  void anotherFormatIsWrongUsage() {
    Rig.Run run = Rig.Run.of("time", "--output", "xml");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--output").contains("xml");
  }

  @Test
  void lengthsOfTimeAreWrittenAsPeopleDo() throws Exception {
    DurationConverter reader = new DurationConverter();
    assertThat(reader.convert("500ms")).hasMillis(500);
    assertThat(reader.convert("1.5")).hasMillis(1500);
    assertThat(reader.convert("90s")).hasSeconds(90);
    assertThat(reader.convert("10m")).hasMinutes(10);
    assertThat(reader.convert("2h")).hasHours(2);
    assertThat(reader.convert("-2h")).hasHours(-2);
    assertThat(reader.convert("PT1M30S")).hasSeconds(90);
  }

  @Test
  void whatIsRememberedIsInTheFolderForThat() {
    Path folder = Path.of("state").toAbsolutePath();
    assertThat(stateFolder(Map.of("XDG_STATE_HOME", folder.toString())))
        .isEqualTo(folder.resolve("websocket-api-emulator"));
    assertThat(stateFolder(Map.of("LOCALAPPDATA", folder.toString())))
        .isEqualTo(folder.resolve("websocket-api-emulator"));
    assertThat(stateFolder(Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".local/state/websocket-api-emulator"));
  }

  private static Path stateFolder(Map<String, String> environment) {
    return new ProcessEnvironment(InputStream.nullInputStream(), false, environment::get)
        .stateFolder();
  }
}
