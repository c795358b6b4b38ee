package dev.wsemulator.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.cli.Main;
import dev.wsemulator.cli.command.StartCommand;
import dev.wsemulator.cli.console.ProcessEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ProjectStrategyTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("## Project file.*?```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private final Map<String, String> variables = new LinkedHashMap<>();

  @Test
  void anOptionCountsMoreThanAVariableAndThatMoreThanTheFile() throws Exception {
    project("port: 1\n");
    assertThat(arguments()).contains("--port=1");
    variables.put("WSEMULATOR_PORT", "2");
    assertThat(arguments()).contains("--port=2").doesNotContain("--port=1");
    assertThat(arguments("--port", "3")).contains("--port=3").doesNotContain("--port=2");
  }

  @Test
  void withoutASettingAnOptionHasItsDefault() throws Exception {
    project("host: localhost\n");
    assertThat(arguments()).contains("--port=3010").noneMatch(each -> each.startsWith("--web"));
  }

  @Test
  void namesWithValuesArePutTogetherNameByName() throws Exception {
    project("parameters: {A: file, B: file, C: 'file=;x', F: '${HOME}$$\"'}\n");
    variables.put("WSEMULATOR_PARAMETER", "B=variable; D=variable");
    assertThat(arguments("--parameter", "D=option", "--parameter", "E=o=1"))
        .filteredOn(argument -> argument.startsWith("--parameter"))
        .containsExactly(
            "--parameter=A=file",
            "--parameter=B=variable",
            "--parameter=C=file=;x",
            "--parameter=F=${HOME}$$\"",
            "--parameter=D=option",
            "--parameter=E=o=1");
  }

  @Test
  void aListIsThatOfWhoeverCountsMost() throws Exception {
    project("templates: [a.yaml, b.yaml]\nskip: [One, '${HOME}$\"']\n");
    assertThat(arguments())
        .contains(
            "--template=" + folder.resolve("a.yaml"),
            "--template=" + folder.resolve("b.yaml"),
            "--skip=One",
            "--skip=${HOME}$\"");
    variables.put("WSEMULATOR_TEMPLATE", "c.yaml;d.yaml\n");
    assertThat(arguments())
        .contains("--template=c.yaml", "--template=d.yaml")
        .noneMatch(argument -> argument.endsWith("a.yaml"));
    assertThat(arguments("--template", "e.yaml"))
        .contains("--template=e.yaml")
        .doesNotContain("--template=c.yaml");
  }

  @Test
  void whatIsOnMayBeTurnedOffByWhatCountsMore() throws Exception {
    project("quiet: true\nskipUnrunnable: true\n");
    assertThat(arguments()).contains("--quiet", "--skip-unrunnable");
    variables.put("WSEMULATOR_QUIET", "false");
    assertThat(arguments()).doesNotContain("--quiet").contains("--skip-unrunnable");
    assertThat(arguments("--quiet")).contains("--quiet");
    variables.put("WSEMULATOR_QUIET", "true");
    assertThat(arguments("--quiet")).contains("--quiet");
  }

  @Test
  void pathsAreRelativeToTheFile() throws Exception {
    Path web = Files.createDirectory(folder.resolve("page"));
    project(
        """
        web: page
        state: /somewhere/else
        journal: page/../journal.jsonl
        code:
          Echo: ../echo
        backend: embedded
        """);
    assertThat(arguments())
        .contains(
            "--web=" + web,
            "--state=/somewhere/else",
            "--journal=" + folder.resolve("journal.jsonl"),
            "--code=Echo=" + folder.resolveSibling("echo"),
            "--backend=embedded");
  }

  @Test
  void quotasAreAMapOrAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.properties"), "idleTimeout=30s\n");
    project("quotas: mine.properties\n");
    assertThat(arguments()).contains("--quotas=" + file);
    project("quotas: {idleTimeout: 20s}\n");
    assertThat(arguments()).contains("--quota=idleTimeout=20s");
  }

  @Test
  void everythingThatIsWrongIsToldWithItsLine() throws IOException {
    project(
        """
        template: a.yaml
        port: 99999
        host: [a, b]
        templates: {a: b}
        backend: nonsense
        quotas:
          idle: 3s
        parameters: none
        quiet: maybe
        scenarios: [stale, idle-limit]
        faults:
          - {fault: reset, at: TO_CLIENT, rout: x}
        journal:
        """);
    assertThat(problems())
        .extracting(text -> text.replace(folder.resolve("project.yaml") + ":", ""))
        .satisfiesExactly(
            text ->
                assertThat(text)
                    .isEqualTo("1: Unknown option \"template\". Did you mean templates?"),
            text -> assertThat(text).isEqualTo("2: --port 99999 is not between 0 and 65535."),
            text -> assertThat(text).startsWith("3: host is not a string."),
            text -> assertThat(text).startsWith("4: templates is not a list of strings."),
            text ->
                assertThat(text).startsWith("5: --backend: Unknown AWS environment \"nonsense\""),
            text -> assertThat(text).startsWith("7: Unknown quota \"idle\""),
            text -> assertThat(text).startsWith("8: parameters is not a map."),
            text -> assertThat(text).isEqualTo("9: \"maybe\" is neither true nor false."),
            text -> assertThat(text).startsWith("10: ").contains("Unknown scenario stale."),
            text -> assertThat(text).startsWith("10: ").contains("needs open connections"),
            text -> assertThat(text).startsWith("12: ").contains("Unknown field \"rout\"."),
            text -> assertThat(text).startsWith("13: journal is not a string."));
  }

  @Test
  void aWrongVariableIsToldByItsName() {
    variables.put("WSEMULATOR_PORT", "http");
    assertThat(problems()).singleElement().asString().startsWith("WSEMULATOR_PORT: ");
  }

  @Test
  void whatIsNoProjectFileIsRefused() throws IOException {
    variables.put("WSEMULATOR_PROJECT", folder.resolve("lost.yaml").toString());
    assertThat(problems()).singleElement().asString().contains("lost.yaml", "cannot be read");
    Map<String, String> wrong =
        Map.of(
            "a: [\n",
            ":2: This is not YAML",
            "- a",
            ":1: The project file is not a map",
            "port: 1\nport: 2",
            ":2: \"port\" is defined twice",
            "[a]: b",
            ":1: This is not YAML",
            "a: &a {b: *a}",
            ":1: The project file is nested more than 20 levels deep",
            "a: &a [*a]",
            ":1: The project file is nested more than 20 levels deep",
            "[".repeat(5000),
            ":1: The project file is nested more than 20 levels deep");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      project(each.getKey());
      assertThat(problems()).singleElement().asString().contains("project.yaml" + each.getValue());
    }
    project("# nothing\n");
    assertThat(problems()).isEmpty();
  }

  @Test
  void theExampleOfThePageNamesEveryOptionAndIsRight() throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    assertThat(example.find()).isTrue();
    Files.createDirectories(folder.resolve("page"));
    Files.createDirectories(folder.resolve("target"));
    project(example.group(1));
    List<String> arguments = arguments();
    for (OptionSpec option : new CommandLine(new StartCommand()).getCommandSpec().options()) {
      String name = option.longestName();
      if (!List.of("--help", "--version", "--project", "--quotas").contains(name)) {
        assertThat(example.group(1)).contains("\n" + ProjectFile.key(option) + ":");
        boolean isOff = option.type() == boolean.class && !arguments.contains(name);
        assertThat(isOff || arguments.stream().anyMatch(one -> one.startsWith(name)))
            .as(name)
            .isTrue();
      }
    }
  }

  private void project(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("project.yaml"), yaml);
    variables.put("WSEMULATOR_PROJECT", file.toString());
  }

  /** Returns the options of {@code start} that have a value, as arguments. */
  private List<String> arguments(String... line) {
    List<String> arguments = new ArrayList<>();
    int code = run(line, start -> start.options().forEach(option -> addTo(arguments, option)));
    assertThat(code).isZero();
    return arguments;
  }

  private static void addTo(List<String> arguments, OptionSpec option) {
    Object value = option.getValue();
    if (value instanceof Boolean isOn) {
      arguments.addAll(isOn ? List.of(option.longestName()) : List.of());
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((name, one) -> arguments.add(option.longestName() + "=" + name + "=" + one));
    } else if (value instanceof List<?> list) {
      list.forEach(one -> arguments.add(option.longestName() + "=" + one));
    } else if (value != null) {
      arguments.add(option.longestName() + "=" + value);
    }
  }

  private List<String> problems() {
    err.getBuffer().setLength(0);
    return run(new String[0], start -> {}) == 0 ? List.of() : err.toString().lines().toList();
  }

  private int run(String[] line, Consumer<CommandSpec> start) {
    ProcessEnvironment around =
        new ProcessEnvironment(InputStream.nullInputStream(), false, variables::get);
    CommandLine main = Main.commandLine(around).setErr(new PrintWriter(err, true));
    main.setExecutionStrategy(
        new ProjectStrategy(
            Main::projectOptions,
            around.variables(),
            result -> {
              start.accept(result.subcommand().commandSpec());
              return 0;
            }));
    List<String> whole = new ArrayList<>(List.of("start"));
    whole.addAll(List.of(line));
    return main.execute(whole.toArray(String[]::new));
  }
}
