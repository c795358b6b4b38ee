package dev.wsemulator.it.conformance;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/**
 * A deployment of {@code conformance.yaml}: an emulator in this process or, with these system
 * properties (or JUnit configuration parameters), whatever answers at a URL. Thread-safe.
 *
 * <ul>
 *   <li>{@code wsemulator.conformance.url}: the template's output {@code MainUrl};
 *   <li>{@code wsemulator.conformance.url.<stage>}: the URL of a further API, such as {@code
 *       BareUrl} for {@code bare};
 *   <li>{@code wsemulator.conformance.connections}: the output {@code MainConnections};
 *   <li>{@code wsemulator.conformance.region};
 *   <li>{@code wsemulator.conformance.accessKeyId} and {@code .secretAccessKey}: else AWS's default
 *       credentials are used.
 * </ul>
 */
final class Deployment implements AutoCloseable {
  static final Path TEMPLATE = Path.of("src/test/resources/conformance.yaml");
  static final String MAIN = "main";
  static final String BARE = "bare";
  private static final List<String> FURTHER =
      List.of(
          (BARE
                  + " braces static escaped path hyphen models mocks guarded keyed signed throttled"
                  + " closed")
              .split(" "));
  static final String PROPERTIES = "wsemulator.conformance.";

  private final Map<String, URI> urls;
  private final URI connections;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Runnable end;

  /** Where it is, and as whom it is called. */
  private record Place(URI connections, Region region, AwsCredentialsProvider credentials) {}

  private Deployment(Map<String, URI> urls, Place place, Runnable end) {
    this.urls = urls;
    this.connections = place.connections();
    this.region = place.region();
    this.credentials = place.credentials();
    this.end = end;
  }

  /** Returns the deployment that the properties name, else a new one in this process. */
  static Deployment of(Function<String, Optional<String>> properties) {
    return properties.apply(PROPERTIES + "url").isPresent()
        ? elsewhere(properties)
        : inThisProcess();
  }

  private static Deployment inThisProcess() {
    WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder()
            .template(Template.of(TEMPLATE))
            .backEnd(AwsEnvironment.embedded())
            .start();
    Map<String, URI> urls = new TreeMap<>();
    emulator.endpoints().forEach(one -> urls.put(one.stage(), secure(one.webSocketUrl())));
    AccessKey owner = AccessKey.OWNER;
    Place place =
        new Place(
            http(urls.get(MAIN)),
            Region.of(emulator.stack().region()),
            fixed(owner.accessKeyId(), owner.secretAccessKey()));
    return new Deployment(urls, place, emulator::close);
  }

  private static Deployment elsewhere(Function<String, Optional<String>> properties) {
    Map<String, URI> urls = new TreeMap<>();
    property(properties, "url").ifPresent(url -> urls.put(MAIN, URI.create(url)));
    for (String stage : FURTHER) {
      property(properties, "url." + stage).ifPresent(url -> urls.put(stage, URI.create(url)));
    }
    URI connections =
        property(properties, "connections").map(URI::create).orElse(http(urls.get(MAIN)));
    AwsCredentialsProvider credentials =
        property(properties, "accessKeyId")
            .<AwsCredentialsProvider>map(
                id -> fixed(id, property(properties, "secretAccessKey").orElse("")))
            .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    Region region = Region.of(property(properties, "region").orElse("us-east-1"));
    return new Deployment(urls, new Place(connections, region, credentials), () -> {});
  }

  private static Optional<String> property(
      Function<String, Optional<String>> properties, String name) {
    return properties.apply(PROPERTIES + name);
  }

  private static AwsCredentialsProvider fixed(String id, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
  }

  /** Returns the address for TLS, which is all that AWS offers. */
  private static URI secure(URI url) {
    return URI.create(url.toString().replaceFirst("^ws:", "wss:"));
  }

  /** Returns the address of the same stage for HTTP. */
  static URI http(URI webSocket) {
    return URI.create(webSocket.toString().replaceFirst("^ws", "http"));
  }

  /** Returns the WebSocket URL of a stage. */
  URI url(String stage) {
    URI url = urls.get(stage);
    if (url == null) {
      throw new IllegalStateException("No URL is known. Set " + PROPERTIES + "url." + stage);
    }
    return url;
  }

  URI url() {
    return url(MAIN);
  }

  /** Returns the main URL with a query. */
  URI url(String name, String value) {
    return URI.create(url() + "?" + name + "=" + Text.encoded(value));
  }

  /** Returns the URL of a stage with a query. */
  URI url(String stage, String name, String value) {
    return URI.create(url(stage) + "?" + name + "=" + Text.encoded(value));
  }

  /** Opens a connection to the main API. */
  Client open() throws IOException {
    return Client.open(url());
  }

  Region region() {
    return region;
  }

  /** Returns what an SDK is given as the endpoint of {@code @connections}. */
  URI connections() {
    return connections;
  }

  AwsCredentialsProvider credentials() {
    return credentials;
  }

  /** Returns the real SDK's client of {@code @connections}, which does not retry. */
  ApiGatewayManagementApiClient management(URI endpoint) {
    return ApiGatewayManagementApiClient.builder()
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(options -> options.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  ApiGatewayManagementApiClient management() {
    return management(connections);
  }

  @Override
  public void close() {
    end.run();
  }
}
