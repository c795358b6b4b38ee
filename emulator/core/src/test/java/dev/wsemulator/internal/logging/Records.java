package dev.wsemulator.internal.logging;

import dev.wsemulator.internal.logging.RequestRecord.AuthorizedAs;
import dev.wsemulator.internal.logging.RequestRecord.AuthorizerCall;
import dev.wsemulator.internal.logging.RequestRecord.CallerIdentity;
import dev.wsemulator.internal.logging.RequestRecord.Client;
import dev.wsemulator.internal.logging.RequestRecord.Endpoint;
import dev.wsemulator.internal.logging.RequestRecord.GatewayError;
import dev.wsemulator.internal.logging.RequestRecord.Iam;
import dev.wsemulator.internal.logging.RequestRecord.Ids;
import dev.wsemulator.internal.logging.RequestRecord.IntegrationCall;
import dev.wsemulator.internal.logging.RequestRecord.Phase;
import dev.wsemulator.internal.logging.RequestRecord.Phases;
import dev.wsemulator.internal.logging.RequestRecord.Request;
import dev.wsemulator.internal.logging.RequestRecord.Result;
import java.util.Map;

/** Requests, as the gateway records them. */
final class Records {
  private static final Endpoint ENDPOINT = new Endpoint("abc123", "prod", "localhost:3010");
  private static final String CLF = "24/Nov/2026:01:48:03 +0000";

  private Records() {}

  /** A message whose every variable has a value. */
  static RequestRecord full() {
    return new RequestRecord(
        ENDPOINT,
        new Client(
            "L0SM9cOFvHcCIhw=",
            1547557501637L,
            new CallerIdentity(
                "203.0.113.9",
                "Mozilla/5.0 (X11)",
                "key-value",
                "key-id",
                new Iam("123456789012", "AIDA:caller", "AIDA:user", "arn:aws:iam::1:u", "idp")),
            new AuthorizedAs("alice", Map.of("tenant", "blue", "numKey", "1", "x-y", "z"))),
        new Request(
            new Ids("GWH6=", "EXT6="), "MESSAGE", "sendmessage", "L0SM9=", CLF, 1795484883000L),
        new Result(
            502,
            new GatewayError("Internal server error", "INTEGRATION_FAILURE", "[bad body]"),
            new IntegrationCall(17L, "lambda-id", "Malformed"),
            new Phases(
                new Phase("authenticate failed", 1L, 401),
                new Phase("authorize failed", 2L, 403),
                new AuthorizerCall(new Phase("authorizer failed", 3L, 500), 4L, 200, "auth-id"),
                new Phase("waf failed", 5L, 403))));
  }

  /** A connection of which nothing more is known than always is. */
  static RequestRecord bare() {
    return new RequestRecord(
        ENDPOINT,
        new Client("L0SM9cOFvHcCIhw=", 1L, CallerIdentity.anonymous("203.0.113.9", null), null),
        new Request(Ids.of("GWH6="), "CONNECT", "$connect", null, CLF, 1795484883000L),
        Result.of(200));
  }
}
