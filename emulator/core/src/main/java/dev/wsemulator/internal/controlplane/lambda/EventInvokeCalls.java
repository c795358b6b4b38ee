package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.AsyncConfig.Destinations;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handling of events that are queued for functions. Versions and aliases share it, as they
 * share the code.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html">PutFunctionEventInvokeConfig</a>
 */
final class EventInvokeCalls {
  /** The member of a function that has it, for the emulator only. */
  static final String MEMBER = "_eventInvokeConfig";

  private static final String RETRIES = "MaximumRetryAttempts";
  private static final String AGE = "MaximumEventAgeInSeconds";
  private static final String DESTINATIONS = "DestinationConfig";

  private EventInvokeCalls() {}

  static String path(String method) {
    return method + " functions/*/event-invoke-config";
  }

  /** Sets it; {@code PUT} replaces what there is, {@code POST} changes it. */
  static ServiceResponse put(Draft draft, Document function, FunctionRequest request, Instant now) {
    boolean isNew = request.http().method().equals("PUT");
    Map<String, Object> config =
        new LinkedHashMap<>(isNew ? Map.of() : existing(function).members());
    config.put("LastModified", now.toEpochMilli() / 1000.0);
    for (String name : List.of(RETRIES, AGE, DESTINATIONS)) {
      Object value = request.body().members().get(name);
      if (value != null) {
        config.put(name, value);
      }
    }
    Document changed = function.with(MEMBER, config);
    config(changed); // refuses numbers that are out of range
    draft.put(FunctionDocuments.path(request.name()), changed);
    return shown(changed);
  }

  static ServiceResponse get(Draft draft, Document function, FunctionRequest request) {
    existing(function);
    return shown(function);
  }

  private static Document existing(Document function) {
    if (!function.has(MEMBER)) {
      throw ServiceException.of(
          404,
          "ResourceNotFoundException",
          "The function %s doesn't have an EventInvokeConfig"
              .formatted(function.text("FunctionArn").orElse("")));
    }
    return function.object(MEMBER);
  }

  static ServiceResponse list(Draft draft, Document function, FunctionRequest request) {
    return ServiceResponse.ok(
        new Document(
            Map.of(
                "FunctionEventInvokeConfigs",
                function.has(MEMBER) ? List.of(members(function)) : List.of())));
  }

  static ServiceResponse delete(Draft draft, Document function, FunctionRequest request) {
    existing(function);
    draft.put(FunctionDocuments.path(request.name()), function.without(MEMBER));
    return ServiceResponse.NOTHING;
  }

  private static ServiceResponse shown(Document function) {
    return ServiceResponse.ok(new Document(members(function)));
  }

  private static Map<String, Object> members(Document function) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("FunctionArn", function.text("FunctionArn").orElse("") + ":$LATEST");
    members.putAll(function.object(MEMBER).members());
    return members;
  }

  /** Returns the configuration of a function that calls have made. */
  static AsyncConfig config(Document function) {
    Document config = function.object(MEMBER);
    AsyncConfig defaults = AsyncConfig.DEFAULTS;
    Document destinations = config.object(DESTINATIONS);
    try {
      return new AsyncConfig(
          config.number(RETRIES).map(Number::intValue).orElse(defaults.retries()),
          config
              .number(AGE)
              .map(age -> Duration.ofSeconds(age.longValue()))
              .orElse(defaults.longestAge()),
          new Destinations(
              destination(destinations, "OnSuccess"),
              destination(destinations, "OnFailure"),
              function.object("DeadLetterConfig").text("TargetArn").filter(arn -> !arn.isEmpty())));
    } catch (IllegalArgumentException e) {
      throw FunctionDocuments.invalid("%s", e.getMessage());
    }
  }

  private static Optional<String> destination(Document destinations, String when) {
    return destinations.object(when).text("Destination").filter(arn -> !arn.isEmpty());
  }

  /** Returns the configuration of a function that a template or Java defines. */
  static Map<String, Object> document(AsyncConfig config) {
    Map<String, Object> destinations = new LinkedHashMap<>();
    config
        .destinations()
        .onSuccess()
        .ifPresent(arn -> destinations.put("OnSuccess", Map.of("Destination", arn)));
    config
        .destinations()
        .onFailure()
        .ifPresent(arn -> destinations.put("OnFailure", Map.of("Destination", arn)));
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(RETRIES, (long) config.retries());
    members.put(AGE, config.longestAge().toSeconds());
    members.put(DESTINATIONS, destinations);
    return members;
  }
}
