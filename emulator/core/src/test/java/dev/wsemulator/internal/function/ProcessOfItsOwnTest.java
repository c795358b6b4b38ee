package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a function's code takes for its process is its own. */
class ProcessOfItsOwnTest {
  private static final String ZONES =
      """
      Date date = new Date(0);
      Calendar calendar = Calendar.getInstance();
      calendar.setTimeInMillis(0);
      String[] own = new String[1];
      Thread thread = new Thread(() -> own[0] = ZoneId.systemDefault().getId());
      thread.start();
      thread.join();
      return String.join(" | ",
          TimeZone.getDefault().getID(),
          ZoneId.systemDefault().getId(),
          date.toString(),
          "" + calendar.get(Calendar.HOUR_OF_DAY),
          new java.text.SimpleDateFormat("HH:mm z", Locale.US).format(date),
          String.format(Locale.US, "%tR", date),
          ZonedDateTime.ofInstant(Instant.EPOCH, Clock.systemDefaultZone().getZone()).toString(),
          own[0]);
      """;

  @TempDir private Path folder;
  private CompiledFunctions functions;

  @BeforeEach
  void open() {
    functions = new CompiledFunctions(folder);
  }

  @AfterEach
  void close() {
    functions.close();
  }

  @Test
  void propertiesThatAFunctionSetsAreItsOwn() {
    Path setting =
        functions.classes(
            """
            System.setProperty("own.number", "7");
            System.getProperties().setProperty("own.flag", "true");
            return Integer.getInteger("own.number") + " " + Boolean.getBoolean("own.flag")
                + " " + Long.getLong("own.number", 1L) + " " + System.getProperty("none", "absent");
            """,
            "");
    Path reading =
        functions.classes(
            "return System.getProperty(\"own.number\") + Integer.getInteger(\"own.number\", 3);",
            "");
    assertThat(CompiledFunctions.answer(functions.deploy(setting))).isEqualTo("7 true 7 absent");
    assertThat(CompiledFunctions.answer(functions.deploy(reading))).isEqualTo("null3");
    assertThat(System.getProperty("own.number")).isNull();
    assertThat(System.getProperty("own.flag")).isNull();
  }

  @Test
  void propertiesTellNothingOfTheMachine() {
    String body =
        """
        return System.getProperty("user.home") + " " + System.getProperty("java.class.path")
            + " " + System.getProperty("java.io.tmpdir") + " " + System.getProperty("java.version");
        """;
    assertThat(functions.answer(body))
        .startsWith("/home/sbx_user1051 /var/runtime/lib/aws-lambda-java-core.jar:")
        .endsWith(System.getProperty("java.io.tmpdir") + " " + System.getProperty("java.version"));
  }

  @Test
  void propertiesOfTheToolOptionsTakeEffect() {
    DeployedFunction function =
        functions.deploy(
            Map.of("JAVA_TOOL_OPTIONS", "-Done=1 -XX:+UseSerialGC \"-Dtwo=a b\" -Dthree"),
            functions.classes(
                "return System.getProperty(\"one\") + System.getProperty(\"two\")"
                    + " + System.getProperty(\"three\") + System.getProperty(\"four\");",
                ""));
    assertThat(CompiledFunctions.answer(function)).isEqualTo("1a bnull");
  }

  @Test
  void theTimeZoneIsUtcForTheFunctionOnly() {
    TimeZone before = TimeZone.getDefault();
    assertThat(functions.answer(ZONES))
        .isEqualTo(
            "UTC | UTC | Thu Jan 01 00:00:00 UTC 1970 | 0 | 00:00 UTC | 00:00"
                + " | 1970-01-01T00:00Z[UTC] | UTC");
    assertThat(TimeZone.getDefault()).isEqualTo(before);
    assertThat(TimeZone.getDefault().getClass()).isEqualTo(before.getClass());
  }

  @Test
  void theTimeZoneIsThatOfTheVariable() {
    DeployedFunction function =
        functions.deploy(Map.of("TZ", ":Asia/Tokyo"), functions.classes(ZONES, ""));
    assertThat(CompiledFunctions.answer(function))
        .isEqualTo(
            "Asia/Tokyo | Asia/Tokyo | Thu Jan 01 09:00:00 JST 1970 | 9 | 09:00 JST | 09:00"
                + " | 1970-01-01T09:00+09:00[Asia/Tokyo] | Asia/Tokyo");
  }

  @Test
  void aDefaultTimeZoneThatAFunctionSetsIsItsOwn() {
    TimeZone before = TimeZone.getDefault();
    assertThat(
            functions.answer(
                "TimeZone.setDefault(TimeZone.getTimeZone(\"America/Lima\"));"
                    + " return ZoneId.systemDefault().getId();"))
        .isEqualTo("America/Lima");
    assertThat(TimeZone.getDefault()).isEqualTo(before);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void childProcessesHaveTheFunctionsEnvironmentAndFolder() {
    String body =
        """
        String[] command = {"sh", "-c", "echo $COLOUR $AWS_LAMBDA_FUNCTION_NAME $HOME; pwd"};
        String all = "";
        for (Process process : List.of(
            new ProcessBuilder(command).start(),
            Runtime.getRuntime().exec(command),
            ProcessBuilder.startPipeline(List.of(new ProcessBuilder(command))).get(0))) {
          all += new String(process.getInputStream().readAllBytes());
        }
        ProcessBuilder own = new ProcessBuilder("sh", "-c", "echo $COLOUR; pwd");
        own.environment().put("COLOUR", "green");
        own.directory(new File("/"));
        all += new String(own.start().getInputStream().readAllBytes());
        return all + System.getProperty("user.dir").equals(System.getenv("LAMBDA_TASK_ROOT"));
        """;
    Path classes = functions.classes(body, "");
    DeployedFunction function = functions.deploy(classes);
    String one = "red " + function.definition().name() + "\n" + classes + "\n";
    assertThat(CompiledFunctions.answer(function)).isEqualTo(one.repeat(3) + "green\n/\ntrue");
  }

  @Test
  void theTaskRootOfAJarIsAFolderWithItsFiles() throws IOException {
    String body =
        """
        Path root = Path.of(System.getenv("LAMBDA_TASK_ROOT"));
        URL url = Handler.class.getResource("/conf/app.properties");
        return Files.readString(root.resolve("conf/app.properties")) + " "
            + root.equals(Path.of(System.getProperty("user.dir"))) + " "
            + Files.readString(Path.of(url.toURI())) + " "
            + Path.of(url.toURI()).startsWith(root) + " " + root;
        """;
    Path jar = functions.jar(body, Map.of("conf/app.properties", "conf=1", "../out", "x"));
    String answer = CompiledFunctions.answer(functions.deploy(jar));
    assertThat(answer).startsWith("conf=1 true conf=1 true ");
    Path root = Path.of(answer.split(" ")[4]);
    assertThat(root.resolveSibling("out")).doesNotExist();
    functions.close();
    assertThat(root).doesNotExist();
  }

  @Test
  void relativeNamesAreOfFilesInTheTaskRoot() throws IOException {
    String body =
        """
        String name = "conf/app.properties";
        List<String> read = new ArrayList<>();
        try (InputStream in = new FileInputStream(name)) {
          read.add(new String(in.readAllBytes()));
        }
        try (Reader in = new FileReader(new File(name)); InputStream path = Files.newInputStream(Path.of(name))) {
          read.add("" + (char) in.read() + (char) path.read());
        }
        read.add(Files.readString(Path.of("conf", "app.properties")));
        read.add(new File(name).exists() + " " + Files.exists(Path.of(name)) + " " + new File("no").exists());
        read.add(new File(name).getPath() + " " + Path.of(name));
        String root = System.getenv("LAMBDA_TASK_ROOT");
        read.add("" + (new File("").getAbsolutePath().equals(root)
            && Path.of("").toAbsolutePath().equals(Path.of(root))));
        read.add("" + new File("conf").list().length);
        try (InputStream in = new URL("file:./" + name).openStream()) {
          read.add(new String(in.readAllBytes()));
        }
        try (InputStream in = new File(name).toURI().toURL().openConnection().getInputStream()) {
          read.add(new String(in.readAllBytes()));
        }
        try (Scanner scanner = new Scanner(new File(name)); Scanner text = new Scanner(name)) {
          read.add(scanner.next() + " " + text.next());
        }
        try (Reader in = new FileReader(name, java.nio.charset.StandardCharsets.UTF_8);
            RandomAccessFile file = new RandomAccessFile(name, "r");
            java.nio.channels.FileChannel channel = java.nio.channels.FileChannel.open(Path.of(name))) {
          read.add("" + (char) in.read() + (char) file.read() + channel.size());
        }
        return read.toString();
        """;
    Path jar = functions.jar(body, Map.of("conf/app.properties", "x=1"));
    assertThat(CompiledFunctions.answer(functions.deploy(jar)))
        .isEqualTo(
            "[x=1, xx, x=1, true true false, conf/app.properties conf/app.properties, true, 1,"
                + " x=1, x=1, x=1 conf/app.properties, xx3]");
  }

  @Test
  void temporaryFilesAreMadeByTheirPrefixes() {
    String body =
        """
        Path folder = Files.createTempDirectory("workspace");
        Path file = Files.createTempFile("part", ".txt");
        Path inside = Files.createTempDirectory(folder, "deep");
        File old = File.createTempFile("old", null);
        String names = folder.getFileName() + " " + file.getFileName() + " " + inside.getFileName()
            + " " + old.getName();
        for (Path made : List.of(inside, folder, file, old.toPath())) {
          Files.delete(made);
        }
        return names;
        """;
    assertThat(functions.answer(body))
        .matches("workspace\\d+ part\\d+\\.txt deep\\d+ old\\d+\\.tmp");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aChildProcessFindsTheClassesOfAJarInTheTaskRoot() throws IOException {
    Path jar =
        functions.jar(
            "return new String(new ProcessBuilder(\"find\", \".\", \"-name\", \"*.class\")"
                + ".start().getInputStream().readAllBytes());",
            Map.of());
    assertThat(CompiledFunctions.answer(functions.deploy(jar))).isEqualTo("./app/Handler.class\n");
  }

  /** Lambda unpacks the code itself, but not the libraries beside it. */
  @Test
  void packagesOfLibrariesHaveTheAttributesOfTheirJars() throws IOException {
    String body =
        "Package own = Handler.class.getPackage(); return \"\" + own.getImplementationVersion();";
    Path jar = functions.jar(body, Map.of());
    assertThat(CompiledFunctions.answer(functions.deploy(jar))).isEqualTo("null");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(CompiledFunctions.answer(functions.deploy(empty, jar))).isEqualTo("1.2.3");
  }

  @Test
  void theEnvironmentIsCompleteAsOnLambda() {
    String body =
        """
        return Stream.of("AWS_EXECUTION_ENV", "AWS_XRAY_CONTEXT_MISSING", "LAMBDA_RUNTIME_DIR",
                "LD_LIBRARY_PATH", "LANG", "TZ")
            .map(System::getenv).collect(Collectors.joining(" "))
            + " " + (System.getenv("AWS_SESSION_TOKEN") != null)
            + " " + (System.getenv("PATH") != null)
            + " " + (System.getenv("AWS_XRAY_DAEMON_ADDRESS") != null);
        """;
    Path classes = functions.classes(body, "");
    assertThat(CompiledFunctions.answer(functions.deploy(classes)))
        .isEqualTo(
            "AWS_Lambda_java21 LOG_ERROR /var/runtime"
                + " /var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:%1$s:%1$s/lib:/opt/lib"
                    .formatted(classes)
                + " en_US.UTF-8 :UTC true true true");
  }
}
