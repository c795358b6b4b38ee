package dev.wsemulator.internal.function.process.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Linux, and what is like it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public final class LinuxSystem extends HostSystem {
  private static final Logger LOG = LoggerFactory.getLogger(LinuxSystem.class);
  private static final Path PROCESSES = Path.of("/proc");
  private static final int KILOBYTES = 1024;

  private final List<String> ownSession;

  public LinuxSystem(Map<String, String> environment) {
    super(environment);
    this.ownSession = find("setsid").map(program -> List.of(program.toString())).orElse(List.of());
  }

  @Override
  public boolean hasShell() {
    return true;
  }

  @Override
  public List<String> ownSession(List<String> command) {
    return behind(ownSession, command);
  }

  @Override
  public List<String> fileNames(String program) {
    return List.of(program);
  }

  @Override
  public List<String> neededVariables() {
    return List.of();
  }

  @Override
  public ProcessUsage usage(long pid) {
    try {
      Path folder = PROCESSES.resolve(Long.toString(pid));
      String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      String status = Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1);
      return new ProcessUsage(
          !fields[0].equals("R"),
          Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
          megabytes(status, "VmRSS:"),
          megabytes(status, "VmHWM:"));
    } catch (IOException | RuntimeException e) {
      LOG.trace("Process {} has ended.", pid, e);
      return ProcessUsage.UNKNOWN;
    }
  }

  private static int megabytes(String status, String name) {
    int at = status.indexOf(name);
    if (at < 0) {
      return 0;
    }
    String value = status.substring(at + name.length(), status.indexOf("kB", at)).strip();
    return Integer.parseInt(value) / KILOBYTES + 1;
  }

  @Override
  public List<ProcessHandle> withVariable(String name, String value) {
    List<ProcessHandle> found = new ArrayList<>();
    byte[] wanted = ("\0" + name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : all) {
        if (contains(process.resolve("environ"), wanted)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      LOG.debug("Processes could not be listed.", e);
    }
    return found;
  }

  private static boolean contains(Path environ, byte[] wanted) {
    try {
      String all = "\0" + new String(Files.readAllBytes(environ), StandardCharsets.ISO_8859_1);
      return all.contains(new String(wanted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      LOG.trace("The environment of another user's process is not seen.", e);
      return false;
    }
  }
}
