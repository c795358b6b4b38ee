package dev.wsemulator.internal.function.egress;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of emulated AWS services: those that the emulator serves itself, and those of a
 * back end. Immutable.
 *
 * @param emulator the emulator's own URL
 * @param backEnd the variables that lead an AWS SDK to a back end, such as {@code
 *     AWS_ENDPOINT_URL_S3}
 * @see <a
 *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
 *     endpoints</a>
 */
public record AwsEndpoints(URI emulator, Map<String, String> backEnd) {
  private static final String ALL = "AWS_ENDPOINT_URL";
  private static final String ONE = ALL + "_";

  /** What the emulator serves: the names in host names, and in variables. */
  private static final Map<String, String> OWN =
      Map.of(
          "apigateway", "APIGATEWAYV2",
          "execute-api", "APIGATEWAYMANAGEMENTAPI",
          "iam", "IAM",
          "lambda", "LAMBDA",
          "logs", "CLOUDWATCH_LOGS",
          "sts", "STS");

  /** The services of back ends whose names in host names are not those of the variables. */
  private static final Map<String, String> OTHERWISE =
      Map.of("EVENTBRIDGE", "events", "DYNAMODB_STREAMS", "dynamodb");

  /** Copies the variables. */
  public AwsEndpoints {
    backEnd = Map.copyOf(backEnd);
  }

  /** Returns where each service is, by its name in host names. */
  public Map<String, URI> services() {
    Map<String, URI> services = new TreeMap<>();
    backEnd.forEach(
        (name, url) -> {
          if (name.startsWith(ONE)) {
            services.put(service(name), URI.create(url));
          }
        });
    OWN.keySet().forEach(service -> services.put(service, emulator));
    return services;
  }

  /** Returns where all other services are, or {@code null} if they are nowhere. */
  public @Nullable URI others() {
    return backEnd.containsKey(ALL) ? URI.create(backEnd.get(ALL)) : null;
  }

  /**
   * Returns the variables of functions: each service that is there has its own, so that none leads
   * to a service that is not.
   *
   * @param allowed services that functions call on AWS itself
   */
  public Map<String, String> environment(Set<String> allowed) {
    Map<String, String> variables = new TreeMap<>(backEnd);
    variables.put("AWS_EC2_METADATA_DISABLED", "true"); // no instance answers for its role here
    OWN.values().forEach(name -> variables.put(ONE + name, emulator.toString()));
    variables
        .keySet()
        .removeIf(
            name -> name.equals(ALL) || name.startsWith(ONE) && allowed.contains(service(name)));
    return variables;
  }

  private static String service(String variable) {
    String name = variable.substring(ONE.length());
    return OWN.entrySet().stream()
        .filter(own -> own.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(
            () -> OTHERWISE.getOrDefault(name, name.replace("_", "").toLowerCase(Locale.ROOT)));
  }
}
