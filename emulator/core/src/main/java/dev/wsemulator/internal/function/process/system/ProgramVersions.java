package dev.wsemulator.internal.function.process.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of programs, which are asked for them once. Thread-safe. */
public final class ProgramVersions {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramVersions.class);
  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");
  private static final long PATIENCE_SECONDS = 5;

  private final Map<Path, Version> known = new ConcurrentHashMap<>();

  /**
   * A version.
   *
   * @param major 0 if it is not known
   */
  public record Version(int major, int minor) {
    public static final Version UNKNOWN = new Version(0, 0);

    /** Returns the version in what a program says of itself. */
    static Version in(String text) {
      Matcher found = VERSION.matcher(text);
      return found.find()
          ? new Version(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
          : UNKNOWN;
    }
  }

  /** Returns the version of a program; it takes as long as its start. */
  public Version of(Path program) {
    return known.computeIfAbsent(program, ProgramVersions::ask);
  }

  private static Version ask(Path program) {
    try {
      Process asked =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      asked.getOutputStream().close();
      boolean hasEnded = asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!hasEnded) {
        asked.destroyForcibly();
        return Version.UNKNOWN;
      }
      byte[] said = asked.getInputStream().readAllBytes();
      return asked.exitValue() == 0
          ? Version.in(new String(said, StandardCharsets.UTF_8))
          : Version.UNKNOWN;
    } catch (IOException e) {
      LOG.debug("The version of {} is not known.", program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Version.UNKNOWN;
  }
}
