package dev.wsemulator.cli.option;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.cli.project.Setting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for permissions, redirects and the owner's key. */
public final class AccessOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private List<String> allowed = List.of();
  private Map<String, URI> hosts = Map.of();
  private Map<String, Path> tokenKeys = Map.of();

  @Option(
      names = "--no-test-key",
      description =
          "Disables the access key test with the secret test, which has all permissions of the account's owner.")
  private boolean hasNoTestKey;

  @Option(
      names = "--enforce-permissions",
      description =
          "Requires permission to invoke functions, as on AWS: by the function's policy (AWS::Lambda::Permission, AddPermission) or by the role of the integration or authorizer.")
  private boolean enforcesPermissions;

  AccessOptions() {}

  @Option(
      names = "--allow-aws",
      split = Setting.SEPARATOR,
      hideParamSyntax = true,
      paramLabel = "SERVICE",
      description =
          "Permits functions to call a service on AWS, named as in its host name, such as sqs, with the access key of the emulator's environment; repeatable. Otherwise no call of a function reaches AWS.")
  void setAllowed(@Nullable List<String> services) {
    allowed = services == null ? List.of() : services;
    for (String service : allowed) {
      if (!service.matches("[A-Za-z0-9-]+")) {
        throw wrong(
            "Invalid service in --allow-aws %s. Use the name in its host name, such as sqs."
                .formatted(service));
      }
    }
  }

  @Option(
      names = "--map",
      paramLabel = "HOST=URL",
      description =
          "Redirects calls of functions to a host, for example api.example.com=http://localhost:9000; repeatable.")
  void setHosts(@Nullable Map<String, URI> urls) {
    hosts = urls == null ? Map.of() : urls;
    hosts.forEach(
        (host, url) -> {
          if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw wrong(
                "--map %s=%s: \"%s\" is not a URL. Use one such as http://localhost:9000."
                    .formatted(host, url, url));
          }
        });
  }

  @Option(
      names = "--token-key",
      paramLabel = "ISSUER=FILE",
      description =
          "A JSON Web Key Set with the public keys of an issuer of tokens, by which JWT and user pool authorizers verify them, for example https://id.example.com=keys.json; repeatable.")
  void setTokenKeys(@Nullable Map<String, Path> files) {
    tokenKeys = files == null ? Map.of() : files;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Sets all of it. */
  public void into(EmulatorBuilder builder) {
    allowed.forEach(builder::allowAws);
    hosts.forEach(builder::map);
    tokenKeys.forEach(
        (issuer, file) -> {
          if (!Files.isRegularFile(file)) {
            throw wrong("--token-key %s=%s: there is no such file.".formatted(issuer, file));
          }
          builder.tokenKeys(issuer, file.toAbsolutePath().toUri());
        });
    builder.testKey(!hasNoTestKey).enforcePermissions(enforcesPermissions);
  }

  /** Returns whether the owner's key {@code test} is accepted. */
  public boolean hasTestKey() {
    return !hasNoTestKey;
  }
}
