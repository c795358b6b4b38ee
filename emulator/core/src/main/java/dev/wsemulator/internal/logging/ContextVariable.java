package dev.wsemulator.internal.logging;

import dev.wsemulator.internal.logging.RequestRecord.AuthorizedAs;
import dev.wsemulator.internal.logging.RequestRecord.AuthorizerCall;
import dev.wsemulator.internal.logging.RequestRecord.CallerIdentity;
import dev.wsemulator.internal.logging.RequestRecord.GatewayError;
import dev.wsemulator.internal.logging.RequestRecord.Iam;
import dev.wsemulator.internal.logging.RequestRecord.IntegrationCall;
import dev.wsemulator.internal.logging.RequestRecord.Phase;
import dev.wsemulator.internal.logging.RequestRecord.Phases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A variable of {@code $context}, found by its name once, when a format is compiled. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">The
 *     variables</a>
 */
@FunctionalInterface
public interface ContextVariable {

  /** Returns the variable's value, or {@code null} if the request has none. */
  @Nullable Object of(RequestRecord request);

  /**
   * Returns the variable with the name, which begins after {@code $context.}; one that AWS does not
   * list has no value.
   */
  static ContextVariable named(String name) {
    ContextVariable documented = Documented.VARIABLES.get(name);
    if (documented != null) {
      return documented;
    }
    if (name.startsWith("authorizer.")) {
      String property = name.substring("authorizer.".length());
      return authorizer(said -> said.properties().get(property));
    }
    return request -> null;
  }

  /** Returns the names that AWS lists, without {@code authorizer.property}. */
  static Set<String> documentedNames() {
    return Set.copyOf(Documented.VARIABLES.keySet());
  }

  private static ContextVariable authorizer(Function<AuthorizedAs, @Nullable Object> part) {
    return request -> {
      AuthorizedAs said = request.client().authorizer();
      return said == null ? null : part.apply(said);
    };
  }

  /** The variables by name. */
  final class Documented {
    private static final Map<String, ContextVariable> VARIABLES = new HashMap<>();

    static {
      endpointAndClient();
      request();
      identity();
      error();
      integration();
      phases();
    }

    private Documented() {}

    private static void endpointAndClient() {
      add("apiId", record -> record.endpoint().apiId());
      add("stage", record -> record.endpoint().stage());
      add("domainName", record -> record.endpoint().domainName());
      add("connectionId", record -> record.client().connectionId());
      add("connectedAt", record -> record.client().connectedAt());
      add("authorizer.principalId", authorizer(AuthorizedAs::principalId));
    }

    private static void request() {
      add("requestId", record -> record.request().ids().requestId());
      add("extendedRequestId", record -> record.request().ids().extendedRequestId());
      add("eventType", record -> record.request().eventType());
      add("routeKey", record -> record.request().routeKey());
      add("messageId", record -> record.request().messageId());
      add("requestTime", record -> record.request().requestTime());
      add("requestTimeEpoch", record -> record.request().requestTimeEpoch());
      add("status", record -> record.result().status());
    }

    private static void identity() {
      identity("sourceIp", CallerIdentity::sourceIp);
      identity("userAgent", CallerIdentity::userAgent);
      identity("apiKey", CallerIdentity::apiKey);
      identity("apiKeyId", CallerIdentity::apiKeyId);
      iam("accountId", Iam::accountId);
      iam("caller", Iam::caller);
      iam("user", Iam::user);
      iam("userArn", Iam::userArn);
      iam("cognitoAuthenticationProvider", Iam::cognitoAuthenticationProvider);
    }

    private static void error() {
      error("message", GatewayError::message);
      error("messageString", error -> quoted(error.message()));
      error("responseType", GatewayError::responseType);
      error("validationErrorString", GatewayError::validationErrorString);
    }

    private static @Nullable String quoted(@Nullable String text) {
      return text == null ? null : '"' + text + '"';
    }

    /** The service gives a WebSocket API's line only the latency (REC-086); more is documented. */
    private static void integration() {
      integration("integrationLatency", IntegrationCall::latency);
      integration("integrationErrorMessage", IntegrationCall::error);
      integration("awsEndpointRequestId", IntegrationCall::requestId);
      for (String name : List.of("error", "integrationStatus", "latency", "requestId", "status")) {
        add("integration." + name, record -> null);
      }
      add("integrationStatus", record -> null);
    }

    private static void phases() {
      phase("authenticate", Phases::authenticate);
      phase("authorize", Phases::authorize);
      phase("waf", Phases::waf);
      phase("authorizer", phases -> part(phases.authorizer(), AuthorizerCall::phase));
      authorizerCall("integrationLatency", AuthorizerCall::integrationLatency);
      authorizerCall("integrationStatus", AuthorizerCall::integrationStatus);
      authorizerCall("requestId", AuthorizerCall::requestId);
    }

    private static void identity(String name, Function<CallerIdentity, @Nullable Object> part) {
      add("identity." + name, record -> part.apply(record.client().identity()));
    }

    private static void iam(String name, Function<Iam, @Nullable Object> part) {
      add("identity." + name, record -> part(record.client().identity().iam(), part));
    }

    private static void error(String name, Function<GatewayError, @Nullable Object> part) {
      add("error." + name, record -> part(record.result().error(), part));
    }

    private static void integration(String name, Function<IntegrationCall, @Nullable Object> part) {
      add(name, record -> part(record.result().integration(), part));
    }

    private static void phase(String name, Function<Phases, @Nullable Phase> phase) {
      phasePart(name + ".error", phase, Phase::error);
      phasePart(name + ".latency", phase, Phase::latency);
      phasePart(name + ".status", phase, Phase::status);
    }

    private static void phasePart(
        String name,
        Function<Phases, @Nullable Phase> phase,
        Function<Phase, @Nullable Object> part) {
      add(name, record -> part(part(record.result().phases(), phase), part));
    }

    private static void authorizerCall(
        String name, Function<AuthorizerCall, @Nullable Object> part) {
      add(
          "authorizer." + name,
          record -> part(part(record.result().phases(), Phases::authorizer), part));
    }

    private static <T, R> @Nullable R part(@Nullable T whole, Function<T, @Nullable R> part) {
      return whole == null ? null : part.apply(whole);
    }

    private static void add(String name, ContextVariable variable) {
      VARIABLES.put(name, variable);
    }
  }
}
