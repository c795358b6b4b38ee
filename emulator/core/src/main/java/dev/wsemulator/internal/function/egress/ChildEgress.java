package dev.wsemulator.internal.function.egress;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables that lead the calls of a child process to the emulator's one port,
 * whatever language and SDK it uses. Thread-safe.
 *
 * <ul>
 *   <li>{@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}, also in lower case: Python
 *       (botocore, requests, urllib), Go, Ruby, .NET, Rust, PHP, curl and the AWS CLI.
 *   <li>{@code AWS_CA_BUNDLE}: botocore and the AWS CLI, SDKs for Go, Rust and C++.
 *   <li>{@code SSL_CERT_FILE}: OpenSSL and what is built on it (Ruby, PHP, Python's {@code ssl}),
 *       Go, .NET on Linux, Rust.
 *   <li>{@code REQUESTS_CA_BUNDLE}: Python's requests, which bring their own authorities. {@code
 *       CURL_CA_BUNDLE}: curl.
 *   <li>{@code NODE_EXTRA_CA_CERTS}: Node, which adds them to its own.
 *   <li>{@code WSEMULATOR_HOME}, {@code WSEMULATOR_HOSTS}: the emulator's own hooks in Node, whose
 *       HTTP client knows no proxy, and Python. The first is the host and port of the emulator, the
 *       second a JSON list of regular expressions: requests to hosts that match one, in lower case
 *       and without port, go to the emulator as plain text, with their {@code Host} header.
 * </ul>
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html">Proxies
 *     of the AWS CLI</a>
 * @see <a href="https://nodejs.org/api/cli.html#node_extra_ca_certsfile">NODE_EXTRA_CA_CERTS</a>
 */
public final class ChildEgress {

  /** Names of this machine, in the forms that the various clients understand. */
  private static final List<String> DIRECT =
      List.of("localhost", ".localhost", "127.0.0.1", "127.0.0.0/8", "::1", "[::1]");

  private final URI emulator;
  private final ChildTrust trust;
  private final Supplier<List<String>> hosts;

  /**
   * Creates it for an emulator.
   *
   * @param emulator the emulator's base URL, in plain text
   * @param trust the certificates that children trust
   * @param hosts the hosts besides AWS's whose calls the emulator answers: mapped hosts, some with
   *     a port, and custom domain names, some with a wildcard as their first label
   */
  public ChildEgress(URI emulator, ChildTrust trust, Supplier<List<String>> hosts) {
    this.emulator = emulator;
    this.trust = trust;
    this.hosts = hosts;
  }

  /** Returns the variables by name. */
  public Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    String proxy = "http://" + emulator.getAuthority();
    String direct =
        Stream.concat(DIRECT.stream(), Stream.of(emulator.getHost()))
            .distinct()
            .collect(joining(","));
    for (String name : List.of("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")) {
      variables.put(name, proxy);
    }
    variables.put("NO_PROXY", direct);
    variables.put("no_proxy", direct);
    String bundle = trust.bundle().toString();
    for (String name :
        List.of("AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")) {
      variables.put(name, bundle);
    }
    variables.put("NODE_EXTRA_CA_CERTS", trust.authority().toString());
    variables.put("WSEMULATOR_HOME", emulator.getAuthority());
    variables.put("WSEMULATOR_HOSTS", json(patterns()));
    return variables;
  }

  /** Returns a regular expression for each host, in the syntax that all languages share. */
  private List<String> patterns() {
    return Stream.concat(
            Stream.of("^.+\\." + AwsHost.DOMAINS + "$"),
            hosts.get().stream().map(ChildEgress::pattern).distinct().sorted())
        .toList();
  }

  private static String pattern(String host) {
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    String quoted = Pattern.compile("[.+?()|{}\\[\\]^$\\\\]").matcher(name).replaceAll("\\\\$0");
    return "^" + quoted.replace("*", "[^.]+") + "$";
  }

  private static String json(List<String> texts) {
    return texts.stream()
        .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(joining(",", "[", "]"));
  }
}
