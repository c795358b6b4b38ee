package dev.wsemulator.internal.function.process.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostSystemTest {
  private static final List<String> COMMAND = List.of("/opt/my node/bin/node", "a b.js");

  @TempDir Path folder;

  private HostSystem system(String name) {
    return HostSystem.of(name, Map.of("PATH", folder.toString(), "SystemRoot", "C:\\Windows"));
  }

  private Path program(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void linuxStartsAProcessInASessionOfItsOwn() throws IOException {
    Path setsid = program("setsid");
    assertThat(system("Linux").ownSession(COMMAND))
        .containsExactly(setsid.toString(), COMMAND.get(0), COMMAND.get(1));
  }

  @Test
  void macStartsAProcessInASessionOfItsOwnByPerl() throws IOException {
    program("perl");
    assertThat(system("Mac OS X").ownSession(COMMAND))
        .startsWith("perl", "-e")
        .endsWith("--", COMMAND.get(0), COMMAND.get(1));
  }

  @Test
  void aProcessIsStartedAsItIsWhereNoProgramMakesASession() {
    assertThat(system("Linux").ownSession(COMMAND)).isEqualTo(COMMAND);
    assertThat(system("Mac OS X").ownSession(COMMAND)).isEqualTo(COMMAND);
    assertThat(system("Windows 11").ownSession(COMMAND)).isEqualTo(COMMAND);
  }

  @Test
  void aProgramIsFoundByItsNameOnThePath() throws IOException {
    Path node = program("node");
    assertThat(system("Linux").find("node")).contains(node);
    assertThat(system("Linux").find("python3")).isEmpty();
  }

  @Test
  void windowsFindsAProgramByItsEnding() throws IOException {
    Path node = program("node.exe");
    assertThat(system("Windows 11").find("node")).contains(node);
    assertThat(system("Linux").find("node")).isEmpty();
  }

  @Test
  void thePathIsFoundWhateverItsCase() {
    HostSystem windows = HostSystem.of("Windows 11", Map.of("Path", "C:\\bin"));
    assertThat(windows.path()).isEqualTo("C:\\bin");
  }

  @Test
  void onlyWindowsHandsVariablesOfItsOwnToChildren() {
    assertThat(system("Windows 11").variables()).containsEntry("SystemRoot", "C:\\Windows");
    assertThat(system("Linux").variables()).isEmpty();
    assertThat(system("Mac OS X").variables()).isEmpty();
  }

  @Test
  void processesCanBeStoppedWhereThereIsAShell() {
    assertThat(system("Linux").hasShell()).isTrue();
    assertThat(system("Mac OS X").hasShell()).isTrue();
    assertThat(system("Windows 11").hasShell()).isFalse();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc is of Linux.")
  void linuxKnowsWhatAProcessUses() {
    ProcessUsage own = HostSystem.current().usage(ProcessHandle.current().pid());
    assertThat(own.memoryMb()).isPositive();
    assertThat(own.mostMemoryMb()).isGreaterThanOrEqualTo(own.memoryMb());
    assertThat(own.cpuTicks()).isPositive();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc is of Linux.")
  void linuxFindsProcessesByAVariable() throws Exception {
    assumeTrue(HostSystem.current().find("sleep").isPresent(), "There is no program \"sleep\".");
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("WHOSE", folder.toString());
    Process process = builder.start();
    try {
      assertThat(HostSystem.current().withVariable("WHOSE", folder.toString()))
          .extracting(ProcessHandle::pid)
          .contains(process.pid());
      assertThat(HostSystem.current().withVariable("WHOSE", "another")).isEmpty();
    } finally {
      process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  @Test
  void nothingIsKnownOfAProcessThatHasEnded() throws Exception {
    Process process = new ProcessBuilder(java(), "-version").start();
    process.waitFor();
    assertThat(HostSystem.current().usage(process.pid()).memoryMb()).isZero();
  }

  private static String java() {
    return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
  }
}
