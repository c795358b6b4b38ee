package dev.wsemulator.cli.option;

import dev.wsemulator.cli.client.AdminApi;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which running emulator a command is for. */
public final class EmulatorOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:WSEMULATOR_URL:-http://localhost:3010}",
      description = "The emulator's URL; also WSEMULATOR_URL. Default: ${DEFAULT-VALUE}.")
  private String url;

  EmulatorOptions() {}

  /** Returns the emulator's admin API. */
  public AdminApi admin() {
    return new AdminApi(url());
  }

  /** Returns the emulator's base URL. */
  public URI url() {
    try {
      URI given = new URI(url.contains("://") ? url : "http://" + url);
      boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
      if (http && given.getHost() != null) {
        return new URI(given.getScheme() + "://" + given.getRawAuthority());
      }
    } catch (URISyntaxException e) {
      throw wrong(e);
    }
    throw wrong(null);
  }

  private ParameterException wrong(@org.jspecify.annotations.Nullable Exception cause) {
    return new ParameterException(
        command.commandLine(),
        "--url %s is not the URL of an emulator, such as http://localhost:3010.".formatted(url),
        cause);
  }
}
