package dev.wsemulator.internal.integration;

import dev.wsemulator.internal.iam.RequestSigner;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The endpoints of AWS services, and their callers. Immutable.
 *
 * @param environment the variables that lead an AWS SDK to the services, such as {@code
 *     AWS_ENDPOINT_URL_S3}
 * @param signer signs the requests
 */
public record AwsServices(Map<String, String> environment, RequestSigner signer) {
  /** Copies the variables. */
  public AwsServices {
    environment = Map.copyOf(environment);
  }

  /** Returns the services that are here, for people. */
  String names() {
    String prefix = "AWS_ENDPOINT_URL_";
    String names =
        environment.keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()).toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  /** Integrations name services as host names do, and variables name some of them otherwise. */
  private static String variable(String service) {
    return switch (service) {
      case "events" -> "EVENTBRIDGE";
      case "secretsmanager" -> "SECRETS_MANAGER";
      default -> service.toUpperCase(Locale.ROOT);
    };
  }

  /** Returns the endpoint of a service, without a slash at its end. */
  Optional<String> endpoint(String service) {
    String own = environment.get("AWS_ENDPOINT_URL_" + variable(service));
    String any = environment.get("AWS_ENDPOINT_URL");
    return Optional.ofNullable(own == null ? any : own)
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
  }
}
