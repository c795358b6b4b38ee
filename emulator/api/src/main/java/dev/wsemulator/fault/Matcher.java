package dev.wsemulator.fault;

import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.journal.SourceEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which occasions a fault is for. Immutable. What is {@code null} is for all; what a {@link
 * FaultPoint} does not know, such as the function of a handshake, no rule for it can match.
 *
 * @param api the API's id
 * @param stage the stage's name
 * @param connection the connection's id
 * @param route the route's key
 * @param function the function's name
 * @param service the back end's service, as in its endpoint's name: {@code s3}, {@code dynamodb},
 *     {@code translate}
 * @param direction the way of what has passed between two fragments
 * @param source where events come from: the ARN or the name of a queue, a table, a topic, a bucket,
 *     a rule or a schedule
 */
public record Matcher(
    @Nullable String api,
    @Nullable String stage,
    @Nullable String connection,
    @Nullable String route,
    @Nullable String function,
    @Nullable String service,
    @Nullable Direction direction,
    @Nullable String source) {

  /** Creates what is for both directions and all sources. */
  public Matcher(
      @Nullable String api,
      @Nullable String stage,
      @Nullable String connection,
      @Nullable String route,
      @Nullable String function,
      @Nullable String service) {
    this(api, stage, connection, route, function, service, null, null);
  }

  /** What can be matched, by the admin API's words. */
  static final List<String> FIELDS =
      List.of("api", "stage", "connection", "route", "function", "service", "direction", "source");

  /** Matches everything. */
  public static final Matcher ALL = new Matcher(null, null, null, null, null, null);

  /** Returns what names with values describe, as the admin API takes them. */
  public static Matcher of(Map<String, String> words) {
    FaultWords given = new FaultWords(words);
    return new Matcher(
        words.get("api"),
        words.get("stage"),
        words.get("connection"),
        words.get("route"),
        words.get("function"),
        words.get("service"),
        words.containsKey("direction")
            ? given.one("direction", List.of(Direction.values()), Enum::name)
            : null,
        words.get("source"));
  }

  /** Returns the conditions of this matcher, with the admin API's names; {@link #of} reads them. */
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("api", api);
    words.put("stage", stage);
    words.put("connection", connection);
    words.put("route", route);
    words.put("function", function);
    words.put("service", service);
    words.put("direction", direction == null ? null : direction.name());
    words.put("source", source);
    words.values().removeIf(Objects::isNull);
    return words;
  }

  /** Returns whether an occasion with these facts is matched. */
  public boolean matches(Matcher facts) {
    return isOrAny(api, facts.api)
        && isOrAny(stage, facts.stage)
        && isOrAny(connection, facts.connection)
        && isOrAny(route, facts.route)
        && isOrAny(function, facts.function)
        && isOrAny(service, facts.service)
        && isOrAny(direction, facts.direction)
        && isSourceOrAny(facts.source);
  }

  private boolean isSourceOrAny(@Nullable String arn) {
    return source == null
        || arn != null && (source.equals(arn) || source.equals(SourceEntry.nameOf(arn)));
  }

  private static boolean isOrAny(@Nullable Object wanted, @Nullable Object actual) {
    return wanted == null || wanted.equals(actual);
  }

  /** Returns what is matched by this and by another one; the other one's word counts more. */
  public Matcher and(Matcher other) {
    return new Matcher(
        other.api == null ? api : other.api,
        other.stage == null ? stage : other.stage,
        other.connection == null ? connection : other.connection,
        other.route == null ? route : other.route,
        other.function == null ? function : other.function,
        other.service == null ? service : other.service,
        other.direction == null ? direction : other.direction,
        other.source == null ? source : other.source);
  }

  /** Returns what this says of connections themselves: the API, the stage and the id. */
  public Matcher ofConnections() {
    return new Matcher(api, stage, connection, null, null, null);
  }

  /** Returns the entries of one connection. */
  public static Matcher connection(String connectionId) {
    return ALL.withConnection(connectionId);
  }

  /** Returns this for one API. */
  public Matcher withApi(@Nullable String apiId) {
    return new Matcher(apiId, stage, connection, route, function, service, direction, source);
  }

  /** Returns this for stages of one name. */
  public Matcher withStage(@Nullable String name) {
    return new Matcher(api, name, connection, route, function, service, direction, source);
  }

  /** Returns this for one connection. */
  public Matcher withConnection(@Nullable String connectionId) {
    return new Matcher(api, stage, connectionId, route, function, service, direction, source);
  }

  /** Returns this for one route. */
  public Matcher withRoute(@Nullable String routeKey) {
    return new Matcher(api, stage, connection, routeKey, function, service, direction, source);
  }

  /** Returns this for one function. */
  public Matcher withFunction(@Nullable String functionName) {
    return new Matcher(api, stage, connection, route, functionName, service, direction, source);
  }

  /** Returns this for one service. */
  public Matcher withService(@Nullable String name) {
    return new Matcher(api, stage, connection, route, function, name, direction, source);
  }

  /** Returns this for one direction. */
  public Matcher withDirection(@Nullable Direction way) {
    return new Matcher(api, stage, connection, route, function, service, way, source);
  }

  /** Returns this for one source of events: the ARN or the name of a queue, a table and so on. */
  public Matcher withSource(@Nullable String arnOrName) {
    return new Matcher(api, stage, connection, route, function, service, direction, arnOrName);
  }
}
