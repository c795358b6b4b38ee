package dev.wsemulator.internal.definition;

import dev.wsemulator.api.Integration;
import dev.wsemulator.internal.controlplane.store.Document;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of integrations that WebSocket APIs have, each with everything that is known of it. */
public enum IntegrationType {
  AWS(
      uri -> isFunction(uri) || FunctionUri.isService(uri),
      uri ->
          FunctionUri.isInvocation(uri)
              ? "${integration.response.body.errorMessage}"
              : Selection.BY_STATUS,
      given ->
          FunctionUri.isService(given.uri())
              ? new Integration.AwsService(
                  given.method(),
                  FunctionUri.service(given.uri()),
                  FunctionUri.target(given.uri()),
                  given.transformation(),
                  given.timeout())
              : new Integration.Lambda(
                  given.function(), given.transformation(), given.timeout(), given.role())),
  AWS_PROXY(
      IntegrationType::isFunction,
      null,
      given -> new Integration.LambdaProxy(given.function(), given.timeout(), given.role())),
  HTTP(
      IntegrationType::isUrl,
      uri -> Selection.BY_STATUS,
      given ->
          new Integration.Http(
              given.method(), given.uri(), given.transformation(), given.timeout())),
  HTTP_PROXY(
      IntegrationType::isUrl,
      null,
      given ->
          new Integration.HttpProxy(
              given.method(), given.uri(), given.requestParameters(), given.timeout())),
  MOCK(
      uri -> true,
      uri -> Selection.BY_STATUS,
      given -> new Integration.Mock(given.transformation()));

  /** How an integration response is selected. */
  private static final class Selection {
    static final String BY_STATUS = "${integration.response.statuscode}";

    private Selection() {}
  }

  private static final Pattern URL =
      Pattern.compile("(?i)(https?://.+|.*\\$\\{stageVariables\\..+)");

  private final Predicate<String> uris;
  private final @Nullable UnaryOperator<String> selection;
  private final Function<IntegrationProperties, Integration> reader;

  /**
   * Creates a type.
   *
   * @param uris the URIs that it can have
   * @param selection the response selection expression that follows from a URI (IN-04); {@code
   *     null} for a proxy, which has no integration responses
   * @param reader reads an integration of this type
   */
  IntegrationType(
      Predicate<String> uris,
      @Nullable UnaryOperator<String> selection,
      Function<IntegrationProperties, Integration> reader) {
    this.uris = uris;
    this.selection = selection;
    this.reader = reader;
  }

  static String[] names() {
    return Stream.of(values()).map(Enum::name).toArray(String[]::new);
  }

  /** Returns the type of an integration; one that does not exist is refused elsewhere. */
  static IntegrationType of(Document integration) {
    return find(integration.text("integrationType").orElse("")).orElse(AWS);
  }

  private static Optional<IntegrationType> find(String name) {
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Returns whether this is the name of a type whose answers need an integration response. */
  public static boolean needsResponse(String name) {
    return find(name).filter(type -> type.selection != null).isPresent();
  }

  /** Returns whether an integration of this type can have a URI. */
  boolean takes(String uri) {
    return uris.test(uri);
  }

  /** Returns the expression that selects the integration response; empty for a proxy. */
  Optional<String> responseSelection(String uri) {
    return Optional.ofNullable(selection).map(expression -> expression.apply(uri));
  }

  /** Returns the integration that properties describe. */
  Integration read(IntegrationProperties properties) {
    return reader.apply(properties);
  }

  private static boolean isFunction(String uri) {
    return FunctionUri.isInvocation(uri) || FunctionUri.isPlain(uri);
  }

  private static boolean isUrl(String uri) {
    return URL.matcher(uri).matches();
  }
}
