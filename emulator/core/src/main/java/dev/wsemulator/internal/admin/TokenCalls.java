package dev.wsemulator.internal.admin;

import dev.wsemulator.api.TokenIssuer;
import dev.wsemulator.api.UserToken;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.issuer.UserPools;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.stack.CognitoUserPool;
import dev.wsemulator.time.Durations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Calls about the tokens of user pools. */
final class TokenCalls {
  private static final Set<String> KNOWN =
      Set.of("pool", "username", "use", "sub", "client", "groups", "scopes", "claims", "lifetime");

  private final UserPools pools;

  TokenCalls(UserPools pools) {
    this.pools = pools;
  }

  /** Returns the pools, without their private keys. */
  String list() {
    JsonText json = new JsonText().open().name("pools").raw("[");
    String separator = "";
    for (CognitoUserPool pool : pools.known()) {
      TokenIssuer issuer = pools.find(pool.poolId());
      json.raw(separator)
          .open()
          .string("pool", pool.poolId())
          .string("logicalId", pool.logicalId())
          .string("issuer", issuer.url())
          .string("keys", issuer.keys().toString())
          .strings(
              "clients", pool.clients().stream().map(CognitoUserPool.AppClient::clientId).toList())
          .close();
      separator = ",";
    }
    return json.raw("]").close().toString();
  }

  /** Returns a new token. */
  String create(HttpRequest request) {
    Json call =
        Json.parse(request.body())
            .filter(Json::isObject)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        400,
                        "The body is not a JSON object. Send one, such as {\"username\":\"ann\"}."));
    Map<String, Json> fields = call.members();
    for (String name : fields.keySet()) {
      if (!KNOWN.contains(name)) {
        throw new BadRequestException(
            400, "Unknown field \"%s\". Allowed: %s.".formatted(name, new TreeSet<>(KNOWN)));
      }
    }
    try {
      TokenIssuer issuer = pools.find(text(fields, "pool").orElse(""));
      String token = issuer.token(wanted(fields));
      return new JsonText()
          .open()
          .string("pool", issuer.poolId())
          .string("issuer", issuer.url())
          .string("token", token)
          .close()
          .toString();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(400, e.getMessage());
    }
  }

  private static UserToken wanted(Map<String, Json> fields) {
    String username =
        text(fields, "username")
            .orElseThrow(() -> new BadRequestException(400, "\"username\" is missing."));
    String use = text(fields, "use").orElse("id");
    UserToken.Builder token =
        switch (use) {
          case "id" -> UserToken.id(username);
          case "access" -> UserToken.access(username);
          default ->
              throw new BadRequestException(
                  400, "Unknown use \"%s\". Allowed: access, id.".formatted(use));
        };
    text(fields, "sub").ifPresent(token::sub);
    text(fields, "client").ifPresent(token::client);
    texts(fields, "groups", token::groups);
    texts(fields, "scopes", token::scopes);
    text(fields, "lifetime").ifPresent(text -> token.lifetime(lifetime(text)));
    Json claims = fields.get("claims");
    if (claims != null) {
      claims.members().forEach((name, value) -> token.claim(name, value(value)));
    }
    return token.build();
  }

  private static Duration lifetime(String text) {
    try {
      return Durations.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadRequestException(400, "\"lifetime\": %s".formatted(e.getMessage()));
    }
  }

  private static Optional<String> text(Map<String, Json> fields, String name) {
    Json value = fields.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isScalar()) {
      throw new BadRequestException(400, "\"%s\" is not a text.".formatted(name));
    }
    return Optional.of(value.selectionText());
  }

  private static void texts(Map<String, Json> fields, String name, Consumer<String[]> taker) {
    Json value = fields.get(name);
    if (value != null && !value.isNull()) {
      taker.accept(
          value.isScalar()
              ? new String[] {value.selectionText()}
              : value.elements().stream().map(Json::selectionText).toArray(String[]::new));
    }
  }

  private static Object value(Json claim) {
    Object value = claim.value();
    if (value == null) {
      throw new BadRequestException(400, "A claim is null. Leave it out.");
    }
    return value;
  }
}
