package dev.wsemulator.internal.aws.fetch;

import dev.wsemulator.internal.file.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of Maven's settings that are read without Maven. A file that is not there or cannot be
 * read says nothing. Immutable.
 *
 * @see <a href="https://maven.apache.org/settings.html">Settings of Maven</a>
 */
final class MavenSettings {
  private static final Logger LOG = LoggerFactory.getLogger(MavenSettings.class);
  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
  private static final Pattern LOCAL_REPOSITORY =
      Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");
  private static final Pattern OFFLINE = Pattern.compile("<offline>\\s*true\\s*</offline>");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

  private final String text;
  private final Machine machine;

  /** Reads a file. */
  MavenSettings(Path file, Machine machine) {
    this.text = read(file);
    this.machine = machine;
  }

  private static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try {
      return COMMENT.matcher(Files.readString(file, StandardCharsets.UTF_8)).replaceAll("");
    } catch (IOException e) {
      LOG.debug("{} cannot be read.", file, e);
      return "";
    }
  }

  /** Returns whether Maven is not to use the network. */
  boolean isOffline() {
    return OFFLINE.matcher(text).find();
  }

  /** Returns where Maven keeps what it has downloaded, if this file says so. */
  Optional<Path> localRepository() {
    Matcher named = LOCAL_REPOSITORY.matcher(text);
    return named.find() ? Machine.path(resolved(named.group(1))) : Optional.empty();
  }

  /** Replaces {@code ${user.home}} and {@code ${env.NAME}}. */
  private String resolved(String path) {
    return REFERENCE
        .matcher(path)
        .replaceAll(
            reference -> {
              String name = reference.group(1);
              String value =
                  name.startsWith("env.")
                      ? machine.variable().apply(name.substring("env.".length()))
                      : machine.property().apply(name);
              return Matcher.quoteReplacement(value == null ? reference.group() : value);
            });
  }
}
