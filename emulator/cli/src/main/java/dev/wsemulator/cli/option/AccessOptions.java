package dev.wsemulator.cli.option;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.cli.project.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what functions reach, who may invoke them, and who is the owner. */
public final class AccessOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private List<String> allowed = List.of();
  private Map<String, URI> hosts = Map.of();

  @Option(
      names = "--no-test-key",
      description =
          "Refuses the access key test with the secret test, which otherwise is the account"
              + " owner's and may do everything.")
  private boolean hasNoTestKey;

  @Option(
      names = "--enforce-permissions",
      description =
          "Lets API Gateway invoke a function only if the function's policy (AWS::Lambda::Permission,"
              + " AddPermission) or the role of the integration or authorizer allows it, as on AWS.")
  private boolean enforcesPermissions;

  AccessOptions() {}

  @Option(
      names = "--allow-aws",
      split = Setting.SEPARATOR,
      hideParamSyntax = true,
      paramLabel = "SERVICE",
      description =
          "Lets functions call a service on AWS itself, named as in its host name, such as sqs, with"
              + " the access key of the emulator's own environment; may be repeated. Without this no"
              + " call of a function in Java reaches AWS.")
  void setAllowed(@Nullable List<String> services) {
    allowed = services == null ? List.of() : services;
    for (String service : allowed) {
      if (!service.matches("[A-Za-z0-9-]+")) {
        throw wrong(
            "--allow-aws %s names no service. Use the name in its host name, such as sqs."
                .formatted(service));
      }
    }
  }

  @Option(
      names = "--map",
      paramLabel = "HOST=URL",
      description =
          "Leads calls of functions to a host elsewhere, for example"
              + " api.example.com=http://localhost:9000; may be repeated.")
  void setHosts(@Nullable Map<String, URI> urls) {
    hosts = urls == null ? Map.of() : urls;
    hosts.forEach(
        (host, url) -> {
          if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw wrong(
                "--map %s=%s: \"%s\" is no URL. Use one such as http://localhost:9000."
                    .formatted(host, url, url));
          }
        });
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Sets all of it. */
  public void into(WebSocketApiEmulator.Builder builder) {
    allowed.forEach(builder::allowAws);
    hosts.forEach(builder::map);
    builder.testKey(!hasNoTestKey).enforcePermissions(enforcesPermissions);
  }

  /** Returns whether the owner's key {@code test} is accepted. */
  public boolean hasTestKey() {
    return !hasNoTestKey;
  }
}
