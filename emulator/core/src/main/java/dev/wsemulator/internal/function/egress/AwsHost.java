package dev.wsemulator.internal.function.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service, region and API in a host name of AWS.
 *
 * @param service the service as in its endpoint: {@code s3}, {@code sqs}, {@code execute-api}
 * @param prefix what stands before the service: a bucket, an API's id or an account's; empty if
 *     there is nothing
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/rande.html">Service endpoints</a>
 */
record AwsHost(String service, String prefix) {
  /** The domains of AWS's services, as a regular expression in the syntax of all languages. */
  static final String DOMAINS =
      "(?:amazonaws\\.(?:com(?:\\.cn)?|eu)|api\\.aws|on\\.aws"
          + "|api\\.amazonwebservices\\.(?:com\\.cn|eu))";

  private static final Pattern DOMAIN = Pattern.compile("(.+)\\." + DOMAINS);

  /** How a host in one of the domains ends. */
  private static final List<String> ENDS =
      List.of(
          ".amazonaws.com",
          ".amazonaws.com.cn",
          ".amazonaws.eu",
          ".api.aws",
          ".on.aws",
          ".api.amazonwebservices.com.cn",
          ".api.amazonwebservices.eu");

  private static final String REGION_NAME = "[a-z]{2,4}(?:-[a-z]+)+-\\d";
  private static final Pattern REGION = Pattern.compile(REGION_NAME);

  /** {@code s3-eu-west-1}: a service and its region in one label. */
  private static final Pattern JOINED = Pattern.compile("([a-z0-9-]+?)-" + REGION_NAME);

  /** Other names of services in their endpoints. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "ddb",
          "dynamodb",
          "streams-dynamodb",
          "dynamodb",
          "queue",
          "sqs",
          "s3-accelerate",
          "s3",
          "s3-external-1",
          "s3");

  /** Returns what a host name says, or empty if it is not one of AWS's. */
  static Optional<AwsHost> of(String host) {
    Matcher domain = DOMAIN.matcher(host.toLowerCase(Locale.ROOT));
    if (!domain.matches()) {
      return Optional.empty();
    }
    List<String> labels = new ArrayList<>(List.of(domain.group(1).split("\\.")));
    int region = region(labels);
    int at = labels.size() - 1;
    if (region == at && region > 0) {
      at--;
    }
    if (labels.get(at).equals("dualstack") && at > 0) {
      at--;
    }
    String service = plain(labels.get(at));
    String prefix = String.join(".", labels.subList(0, region > 0 && region < at ? region : at));
    return Optional.of(new AwsHost(service, prefix.equals("fips") ? "" : prefix));
  }

  /** Returns whether a host, in lower case and without port, is one of AWS's; costs little. */
  static boolean isOne(String host) {
    for (String end : ENDS) {
      if (host.endsWith(end)) {
        return host.length() > end.length();
      }
    }
    return false;
  }

  private static int region(List<String> labels) {
    for (int i = labels.size() - 1; i >= 0; i--) {
      if (REGION.matcher(labels.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }

  private static String plain(String label) {
    Matcher joined = JOINED.matcher(label);
    String name = joined.matches() ? joined.group(1) : label;
    String service = name.endsWith("-fips") ? name.substring(0, name.length() - 5) : name;
    return ALIASES.getOrDefault(service, service);
  }
}
