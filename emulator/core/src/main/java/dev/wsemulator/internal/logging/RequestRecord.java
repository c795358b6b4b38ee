package dev.wsemulator.internal.logging;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one CONNECT, MESSAGE, DISCONNECT or CONNECTION_API request when it has
 * ended: what {@code $context} holds for the access log. Immutable. The first two parts last as
 * long as the connection, so that a message adds only the last two.
 *
 * @param endpoint what was called
 * @param client who called
 * @param request the request
 * @param result how it ended
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">Logging</a>
 */
public record RequestRecord(Endpoint endpoint, Client client, Request request, Result result) {

  /**
   * The endpoint of a call.
   *
   * @param apiId the API's id
   * @param stage the stage's name
   * @param domainName the host that the client used
   */
  public record Endpoint(String apiId, String stage, String domainName) {}

  /**
   * The client of a call.
   *
   * @param connectionId the connection's id
   * @param connectedAt when it was opened, in milliseconds since 1970; {@code null} in a call of
   *     {@code @connections}
   * @param identity what is known of the caller
   * @param authorizer what the Lambda authorizer said of the caller, or {@code null}
   */
  public record Client(
      String connectionId,
      @Nullable Long connectedAt,
      CallerIdentity identity,
      @Nullable AuthorizedAs authorizer) {}

  /**
   * The identity of a caller. All but the address may be {@code null}.
   *
   * @param sourceIp the address of the client's end of the connection
   * @param userAgent its {@code User-Agent} header
   * @param apiKey the API key that it sent
   * @param apiKeyId the id of that key
   * @param iam who signed the request
   */
  public record CallerIdentity(
      String sourceIp,
      @Nullable String userAgent,
      @Nullable String apiKey,
      @Nullable String apiKeyId,
      @Nullable Iam iam) {

    /** Returns a caller who neither signed nor sent a key. */
    public static CallerIdentity anonymous(String sourceIp, @Nullable String userAgent) {
      return new CallerIdentity(sourceIp, userAgent, null, null, null);
    }
  }

  /**
   * Who signed a request. All may be {@code null}.
   *
   * @param accountId the account
   * @param caller the id of the principal that called
   * @param user the id of the user
   * @param userArn the user's ARN
   * @param cognitoAuthenticationProvider the provider, where the credentials are Cognito's
   */
  public record Iam(
      @Nullable String accountId,
      @Nullable String caller,
      @Nullable String user,
      @Nullable String userArn,
      @Nullable String cognitoAuthenticationProvider) {}

  /**
   * The result of a Lambda authorizer for a caller.
   *
   * @param principalId the principal
   * @param properties its {@code context}, as strings
   */
  public record AuthorizedAs(@Nullable String principalId, Map<String, String> properties) {
    /** Copies the properties. */
    public AuthorizedAs {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * The request.
   *
   * @param ids its ids
   * @param eventType {@code CONNECT}, {@code MESSAGE}, {@code DISCONNECT} or {@code CONNECTION_API}
   * @param routeKey the key of the route that was selected; {@code null} if none was
   * @param messageId the message's id; {@code null} unless this is a MESSAGE
   * @param requestTime the time of arrival, in Common Log Format
   * @param requestTimeEpoch the time of arrival, in milliseconds since 1970
   */
  public record Request(
      Ids ids,
      String eventType,
      @Nullable String routeKey,
      @Nullable String messageId,
      String requestTime,
      long requestTimeEpoch) {}

  /**
   * The ids of a request, which are the same but for calls of {@code @connections}.
   *
   * @param requestId the request id
   * @param extendedRequestId the extended one
   */
  public record Ids(String requestId, String extendedRequestId) {
    /** Returns the ids of an event, which has one. */
    public static Ids of(String requestId) {
      return new Ids(requestId, requestId);
    }
  }

  /**
   * How the request ended.
   *
   * @param status the status, also where a client sees none
   * @param error what the gateway says went wrong, or {@code null}
   * @param integration the call of the integration, or {@code null} if it was not called
   * @param phases the checks before the integration, or {@code null} if there were none
   */
  public record Result(
      int status,
      @Nullable GatewayError error,
      @Nullable IntegrationCall integration,
      @Nullable Phases phases) {

    /** Returns a result without a call of an integration and without checks. */
    public static Result of(int status) {
      return new Result(status, null, null, null);
    }
  }

  /**
   * What the gateway says went wrong.
   *
   * @param message the message
   * @param responseType the type of the gateway response, such as {@code ACCESS_DENIED}
   * @param validationErrorString what is wrong with the body, if a model refused it
   */
  public record GatewayError(
      @Nullable String message,
      @Nullable String responseType,
      @Nullable String validationErrorString) {}

  /**
   * A call of an integration.
   *
   * @param latency how long it took, in milliseconds; {@code null} if there was no answer
   * @param requestId the id of the call at that service
   * @param error what the integration says went wrong
   */
  public record IntegrationCall(
      @Nullable Long latency, @Nullable String requestId, @Nullable String error) {}

  /**
   * The checks before the integration. All may be {@code null}.
   *
   * @param authenticate who the caller is
   * @param authorize whether the caller may
   * @param authorizer what the authorizer's function took and answered
   * @param waf the web application firewall's; the emulator has none
   */
  public record Phases(
      @Nullable Phase authenticate,
      @Nullable Phase authorize,
      @Nullable AuthorizerCall authorizer,
      @Nullable Phase waf) {}

  /**
   * The result of one check. All may be {@code null}.
   *
   * @param error why it failed
   * @param latency how long it took, in milliseconds
   * @param status its status
   */
  public record Phase(@Nullable String error, @Nullable Long latency, @Nullable Integer status) {}

  /**
   * A call of an authorizer's function.
   *
   * @param phase the check as a whole
   * @param integrationLatency how long the function took, in milliseconds
   * @param integrationStatus the status of the service that ran the function
   * @param requestId the id of the call at that service
   */
  public record AuthorizerCall(
      Phase phase,
      @Nullable Long integrationLatency,
      @Nullable Integer integrationStatus,
      @Nullable String requestId) {}
}
