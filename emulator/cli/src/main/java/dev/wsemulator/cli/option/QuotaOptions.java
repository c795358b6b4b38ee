package dev.wsemulator.cli.option;

import dev.wsemulator.api.Quotas;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that change quotas. */
public final class QuotaOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private Map<String, String> ofFile = Map.of();
  private Map<String, String> single = Map.of();

  QuotaOptions() {}

  @Option(
      names = "--quota",
      paramLabel = "NAME=VALUE",
      description =
          "Changes a quota, for example idleTimeout=30s or requestsPerSecond=unlimited; repeatable.")
  void setQuotas(@Nullable Map<String, String> changes) {
    single = changes == null ? Map.of() : checked(changes);
  }

  @Option(
      names = "--quotas",
      paramLabel = "FILE",
      description = "Changes quotas from a file with one NAME=VALUE per line.")
  void setFile(@Nullable Path file) {
    ofFile = file == null ? Map.of() : checked(read(file));
  }

  private Map<String, String> read(Path path) {
    Properties file = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      file.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong("--quotas " + path + " cannot be read: " + e.getMessage());
    }
    Map<String, String> changes = new LinkedHashMap<>();
    file.stringPropertyNames().forEach(name -> changes.put(name, file.getProperty(name)));
    return changes;
  }

  private Map<String, String> checked(Map<String, String> changes) {
    try {
      quotas(changes);
      return changes;
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Returns AWS's quotas with the changes; those of a file come first. */
  public Quotas quotas() {
    Map<String, String> all = new LinkedHashMap<>(ofFile);
    all.putAll(single);
    return quotas(all);
  }

  private static Quotas quotas(Map<String, String> changes) {
    Quotas.Builder quotas = Quotas.builder();
    changes.forEach(quotas::set);
    return quotas.build();
  }
}
