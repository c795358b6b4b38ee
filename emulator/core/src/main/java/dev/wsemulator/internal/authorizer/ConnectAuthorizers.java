package dev.wsemulator.internal.authorizer;

import dev.wsemulator.api.Authorization;
import dev.wsemulator.api.AuthorizationVisitor;
import dev.wsemulator.api.Authorizer;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.Stage;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.connection.ConnectionAccess;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.integration.IntegrationDeadline;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.internal.integration.InvokePermissions.Invoker;
import dev.wsemulator.internal.integration.event.ConnectCall;
import dev.wsemulator.time.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gates of {@code $connect}, once for each stage.
 *
 * @param invokers the functions
 * @param verifier verifies signatures
 * @param context whose APIs they are
 * @param usage how much of their plans API keys have used
 */
public record ConnectAuthorizers(
    IntegrationInvokers invokers,
    SignatureVerifier verifier,
    AuthorizerContext context,
    UsagePlanLimits usage) {

  /** Creates gates before which no key has used anything of its plan. */
  public ConnectAuthorizers(
      IntegrationInvokers invokers, SignatureVerifier verifier, AuthorizerContext context) {
    this(invokers, verifier, context, new UsagePlanLimits(context.time()));
  }

  /**
   * Whose APIs they are.
   *
   * @param region the region
   * @param accountId twelve digits
   * @param time the clock
   * @param maxResultBytes the longest answer of an authorizer
   */
  public record AuthorizerContext(
      String region, String accountId, TimeSource time, int maxResultBytes) {

    /** Returns the ARN of {@code $connect} (AU-03). */
    String connectArn(ConnectCall call) {
      var stage = call.request().facts().stage();
      return Arn.ofExecuteApi(
          region,
          accountId,
          "%s/%s/$connect".formatted(stage.api().apiId(), stage.stage().stageName()));
    }

    Map<String, String> conditionKeys(String sourceIp, @Nullable String userAgent) {
      Map<String, String> keys = new HashMap<>();
      keys.put("aws:sourceip", sourceIp);
      keys.put("aws:currenttime", time.now().toString());
      keys.put("aws:epochtime", Long.toString(time.now().getEpochSecond()));
      keys.put("aws:securetransport", "true");
      if (userAgent != null) {
        keys.put("aws:useragent", userAgent);
      }
      return keys;
    }

    IntegrationDeadline deadline() {
      return IntegrationDeadline.of(Integration.MAX_TIMEOUT, time);
    }
  }

  /**
   * Returns the gate of a stage.
   *
   * @throws IllegalArgumentException if an identity source is malformed
   */
  public ConnectAuthorizer of(WebSocketApi api, Stage stage) {
    Route route = api.routes().get(Route.CONNECT);
    if (route == null) {
      return connectAuthorizer(new Authorization.Open(), api, stage);
    }
    ConnectAuthorizer connectAuthorizer = connectAuthorizer(route.authorization(), api, stage);
    return route.apiKeyRequired()
        ? new ApiKeyCheck(connectAuthorizer, api.access().apiKeySelectionExpression(), stage, usage)
        : connectAuthorizer;
  }

  private static Invoker invoker(Authorizer authorizer, WebSocketApi api) {
    return new Invoker(
        "%s/authorizers/%s".formatted(api.apiId(), authorizer.id()), authorizer.credentialsArn());
  }

  private ConnectAuthorizer connectAuthorizer(
      Authorization authorization, WebSocketApi api, Stage stage) {
    return authorization.accept(new AuthorizerOf(api, stage));
  }

  private final class AuthorizerOf implements AuthorizationVisitor<ConnectAuthorizer> {
    private final WebSocketApi api;
    private final Stage stage;

    AuthorizerOf(WebSocketApi api, Stage stage) {
      this.api = api;
      this.stage = stage;
    }

    @Override
    public ConnectAuthorizer open(Authorization.Open authorization) {
      AuthorizationDecision open =
          new AuthorizationDecision.Admitted(ConnectionAccess.OPEN, "", null);
      return call -> CompletableFuture.completedFuture(open);
    }

    @Override
    public ConnectAuthorizer iam(Authorization.Iam authorization) {
      return new SignatureAuthorizer(verifier, context);
    }

    @Override
    public ConnectAuthorizer custom(Authorization.Custom authorization) {
      Authorizer authorizer = authorization.authorizer();
      return new LambdaAuthorizer(
          authorizer.name(),
          invokers.function(authorizer.functionName(), stage.variables(), invoker(authorizer, api)),
          authorizer.identitySources().stream().map(IdentitySource::parse).toList(),
          context);
    }
  }
}
