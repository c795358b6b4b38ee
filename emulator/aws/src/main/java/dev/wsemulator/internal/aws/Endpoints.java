package dev.wsemulator.internal.aws;

import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.lambda.AccessKey;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The endpoints of a started environment, by service. Immutable.
 *
 * @param services the endpoint of each service
 * @param environment the variables that lead an AWS SDK to the services
 */
record Endpoints(Map<String, URI> services, Map<String, String> environment) {

  /** Returns where each of the services is. */
  static Endpoints of(List<AwsService> services, Function<AwsService, URI> where) {
    Map<String, URI> uris = new LinkedHashMap<>();
    Map<String, String> variables = new LinkedHashMap<>();
    for (AwsService service : services) {
      URI uri = where.apply(service);
      uris.put(service.name(), uri);
      service
          .variables()
          .forEach(name -> variables.put("AWS_ENDPOINT_URL_" + name, uri.toString()));
    }
    return new Endpoints(uris, Map.copyOf(variables));
  }

  /** Returns the endpoint of the service. */
  URI of(String service) {
    URI uri = services.get(service);
    if (uri == null) {
      throw new IllegalArgumentException(
          "There is no service \"%s\" here; there are %s."
              .formatted(service, and(List.copyOf(services.keySet()))));
    }
    return uri;
  }

  /** Returns two or more names as a sentence lists them. */
  static String and(List<String> names) {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** Returns the URL, or rejects it with the reason. */
  static URI parse(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null) {
        throw new IllegalArgumentException(
            "The AWS endpoint \"%s\" has no host. Use a URL such as http://localhost:4566."
                .formatted(url));
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "The AWS endpoint \"%s\" is not a URL (%s). Use one such as http://localhost:4566."
              .formatted(url, e.getReason()),
          e);
    }
  }

  /** Returns the access key that the URL names before its host, as {@code KEY:SECRET@}. */
  static Optional<AccessKey> key(URI endpoint) {
    String[] parts =
        endpoint.getUserInfo() == null ? new String[0] : endpoint.getUserInfo().split(":", 2);
    if (parts.length == 1) {
      throw new IllegalArgumentException(
          "The AWS endpoint %s names a key without its secret. Write http://KEY:SECRET@host:port."
              .formatted(endpoint));
    }
    return parts.length == 0 ? Optional.empty() : Optional.of(new AccessKey(parts[0], parts[1]));
  }

  /** Returns the URL without the access key before its host. */
  static URI withoutKey(URI endpoint) {
    if (endpoint.getRawUserInfo() == null) {
      return endpoint;
    }
    return URI.create(endpoint.toString().replaceFirst("//[^@/]*@", "//"));
  }

  /**
   * Returns the endpoint with a one-word host name replaced by its address. An AWS SDK puts the
   * bucket in front of a host name, which such a name does not resolve with, but in the path behind
   * an address.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html">Virtual
   *     hosting of buckets</a>
   */
  static URI withAddress(URI endpoint) {
    String host = parse(endpoint.toString()).getHost();
    if (host.contains(".") || host.contains(":") || !endpoint.getScheme().equals("http")) {
      return endpoint;
    }
    try {
      String address =
          host.equals("localhost") ? "127.0.0.1" : InetAddress.getByName(host).getHostAddress();
      return new URI("http", null, address, endpoint.getPort(), endpoint.getPath(), null, null);
    } catch (UnknownHostException | URISyntaxException e) {
      throw new IllegalArgumentException(
          "The host of the AWS endpoint %s cannot be found. Check its name, or give its address."
              .formatted(endpoint),
          e);
    }
  }
}
