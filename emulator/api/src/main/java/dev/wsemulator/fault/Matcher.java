package dev.wsemulator.fault;

import dev.wsemulator.journal.JournalEntry.Direction;
import dev.wsemulator.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which occasions a fault is for, or the facts of one occasion. What is not said is for all; what a
 * {@link FaultPoint} does not know, such as the function of a handshake, no rule for it can match.
 * Immutable.
 */
public final class Matcher {
  /** Matches everything. */
  public static final Matcher ALL = new Matcher(Map.of());

  /** The name that stands for every secondary index. */
  public static final String ANY = "*";

  /** What can be matched, by the admin API's words. */
  static final List<String> FIELDS =
      Arrays.stream(FaultCondition.values()).map(FaultCondition::word).toList();

  private static final List<String> OF_CONNECTIONS =
      List.of("api", "stage", "connection", "idle", "age", "share");

  /** Stands between the parts of a fact that has several, such as the keys of a batch. */
  static final String AND = "\u0000";

  private final Map<FaultCondition, String> values;

  private Matcher(Map<FaultCondition, String> values) {
    this.values = values;
  }

  /** Returns what names with values describe, as the admin API takes them. */
  public static Matcher of(Map<String, String> words) {
    FaultWords given = new FaultWords(words);
    Matcher matcher = ALL;
    for (FaultCondition each : FaultCondition.values()) {
      matcher = matcher.with(each, words.get(each.word()));
    }
    if (words.containsKey("direction")) {
      matcher =
          matcher.withDirection(
              given.one("direction", List.of(Direction.values()), Direction::name));
    }
    if (words.containsKey("idle")) {
      matcher = matcher.withIdle(given.duration("idle"));
    }
    if (words.containsKey("age")) {
      matcher = matcher.withAge(given.duration("age"));
    }
    if (words.containsKey("concurrency")) {
      matcher = matcher.withConcurrency(given.number("concurrency", 0));
    }
    return words.containsKey("share") ? matcher.withShare(given.fraction("share")) : matcher;
  }

  private Matcher with(FaultCondition condition, @Nullable String value) {
    Map<FaultCondition, String> changed = new EnumMap<>(FaultCondition.class);
    changed.putAll(values);
    if (value == null) {
      changed.remove(condition);
    } else {
      changed.put(condition, value);
    }
    return new Matcher(Collections.unmodifiableMap(changed));
  }

  /** Returns the conditions of this matcher, with the admin API's names; {@link #of} reads them. */
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    values.forEach((condition, value) -> words.put(condition.word(), value));
    return words;
  }

  /**
   * Returns whether an occasion with these facts is matched. Of a {@link #share} of the connections
   * each is; which of them are struck is known where they are counted.
   */
  public boolean matches(Matcher facts) {
    for (Map.Entry<FaultCondition, String> each : values.entrySet()) {
      if (!each.getKey().isMet(each.getValue(), facts.values.get(each.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Returns what is matched by this and by another one; the other one's word counts more. */
  public Matcher and(Matcher other) {
    Map<FaultCondition, String> both = new EnumMap<>(FaultCondition.class);
    both.putAll(values);
    both.putAll(other.values);
    return new Matcher(Collections.unmodifiableMap(both));
  }

  /**
   * Returns what this says of connections themselves: the API, the stage, the id, times and share.
   */
  public Matcher ofConnections() {
    return ALL.withApi(api())
        .withStage(stage())
        .withConnection(connection())
        .withIdle(idle())
        .withAge(age())
        .withShare(share());
  }

  /**
   * Returns this, if it is about connections only, as a strike of open ones needs it.
   *
   * @param what what it is for, such as {@code A strike}
   * @throws IllegalArgumentException if it says anything else; the message says what is supported
   */
  public Matcher onlyOfConnections(String what) {
    words()
        .forEach(
            (name, value) -> {
              if (!OF_CONNECTIONS.contains(name)) {
                throw new IllegalArgumentException(
                    "%s cannot be for the %s %s. Supported: %s."
                        .formatted(what, name, value, OF_CONNECTIONS));
              }
            });
    return this;
  }

  /** Returns the entries of one connection. */
  public static Matcher connection(String connectionId) {
    return ALL.withConnection(connectionId);
  }

  /** Returns the API's id. */
  public @Nullable String api() {
    return values.get(FaultCondition.API);
  }

  /** Returns this for one API. */
  public Matcher withApi(@Nullable String apiId) {
    return with(FaultCondition.API, apiId);
  }

  /** Returns the stage's name. */
  public @Nullable String stage() {
    return values.get(FaultCondition.STAGE);
  }

  /** Returns this for stages of one name. */
  public Matcher withStage(@Nullable String name) {
    return with(FaultCondition.STAGE, name);
  }

  /** Returns the connection's id. */
  public @Nullable String connection() {
    return values.get(FaultCondition.CONNECTION);
  }

  /** Returns this for one connection. */
  public Matcher withConnection(@Nullable String connectionId) {
    return with(FaultCondition.CONNECTION, connectionId);
  }

  /** Returns the route's key. */
  public @Nullable String route() {
    return values.get(FaultCondition.ROUTE);
  }

  /** Returns this for one route. */
  public Matcher withRoute(@Nullable String routeKey) {
    return with(FaultCondition.ROUTE, routeKey);
  }

  /** Returns the function's name. */
  public @Nullable String function() {
    return values.get(FaultCondition.FUNCTION);
  }

  /** Returns this for one function. */
  public Matcher withFunction(@Nullable String functionName) {
    return with(FaultCondition.FUNCTION, functionName);
  }

  /**
   * Returns the back end's service, as in its endpoint's name: {@code s3}, {@code dynamodb}, {@code
   * translate}.
   */
  public @Nullable String service() {
    return values.get(FaultCondition.SERVICE);
  }

  /** Returns this for one service. */
  public Matcher withService(@Nullable String name) {
    return with(FaultCondition.SERVICE, name);
  }

  /** Returns the way of what has passed between two fragments. */
  public @Nullable Direction direction() {
    String name = values.get(FaultCondition.DIRECTION);
    return name == null ? null : Direction.valueOf(name);
  }

  /** Returns this for one direction. */
  public Matcher withDirection(@Nullable Direction way) {
    return with(FaultCondition.DIRECTION, way == null ? null : way.name());
  }

  /**
   * Returns where events come from: the ARN or the name of a queue, a table, a topic, a bucket, a
   * rule or a schedule.
   */
  public @Nullable String source() {
    return values.get(FaultCondition.SOURCE);
  }

  /** Returns this for one source of events: the ARN or the name of a queue, a table and so on. */
  public Matcher withSource(@Nullable String arnOrName) {
    return with(FaultCondition.SOURCE, arnOrName);
  }

  /** Returns how long no message has passed on the connection, in either direction. */
  public @Nullable Duration idle() {
    return duration(FaultCondition.IDLE);
  }

  /**
   * Returns this for connections on which no message has passed in either direction for so long, or
   * longer, by the emulator's clock. The message that is an occasion itself does not count.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Matcher withIdle(@Nullable Duration atLeast) {
    return withDuration(FaultCondition.IDLE, atLeast);
  }

  /** Returns how old the connection is. */
  public @Nullable Duration age() {
    return duration(FaultCondition.AGE);
  }

  /**
   * Returns this for connections that are so old, or older, by the emulator's clock. They begin
   * with their handshake.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Matcher withAge(@Nullable Duration atLeast) {
    return withDuration(FaultCondition.AGE, atLeast);
  }

  /** Returns the share of the connections, from 0 to 1; 1 are all. */
  public double share() {
    String value = values.get(FaultCondition.SHARE);
    return value == null ? 1 : Double.parseDouble(value);
  }

  /**
   * Returns this for a share of the connections. A connection belongs to it or not for as long as
   * it is open; {@link FaultRule#forShare} says which do.
   *
   * @param share from 0 to 1; 1 are all
   * @throws IllegalArgumentException if it is not
   */
  public Matcher withShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "\"share\" is %s. Use a number from 0 to 1, such as 0.5.".formatted(share));
    }
    return with(FaultCondition.SHARE, share == 1 ? null : Double.toString(share));
  }

  private @Nullable Duration duration(FaultCondition condition) {
    String value = values.get(condition);
    return value == null ? null : Durations.parse(value);
  }

  private Matcher withDuration(FaultCondition condition, @Nullable Duration atLeast) {
    if (atLeast != null && atLeast.isNegative()) {
      throw new IllegalArgumentException(
          "\"%s\" is negative: %s. Use a duration such as 350s."
              .formatted(condition.word(), atLeast));
    }
    return with(condition, atLeast == null ? null : atLeast.toString());
  }

  /** Returns the table of DynamoDB that a call of the back end is about. */
  public @Nullable String table() {
    return values.get(FaultCondition.TABLE);
  }

  /** Returns this for calls on one table of DynamoDB. */
  public Matcher withTable(@Nullable String name) {
    return with(FaultCondition.TABLE, name);
  }

  /** Returns the secondary index that a query or a scan reads. */
  public @Nullable String index() {
    return values.get(FaultCondition.INDEX);
  }

  /** Returns this for reads of one secondary index, or of each with the name {@link #ANY}. */
  public Matcher withIndex(@Nullable String name) {
    return with(FaultCondition.INDEX, name);
  }

  /** Returns the bucket that a call of the back end is about. */
  public @Nullable String bucket() {
    return values.get(FaultCondition.BUCKET);
  }

  /** Returns this for calls on one bucket. */
  public Matcher withBucket(@Nullable String name) {
    return with(FaultCondition.BUCKET, name);
  }

  /** Returns the operation that a service is asked for, such as {@code PutItem}. */
  public @Nullable String operation() {
    return values.get(FaultCondition.OPERATION);
  }

  /** Returns this for one operation, such as {@code PutItem} or {@code GetObject}. */
  public Matcher withOperation(@Nullable String name) {
    return with(FaultCondition.OPERATION, name);
  }

  /** Returns the partition key of an item, or the key of an object. */
  public @Nullable String key() {
    return values.get(FaultCondition.KEY);
  }

  /** Returns this for items with this partition key, as text, or objects with this key. */
  public Matcher withKey(@Nullable String key) {
    return with(FaultCondition.KEY, key);
  }

  /** Returns the alias or the version of the function that is called. */
  public @Nullable String alias() {
    return values.get(FaultCondition.ALIAS);
  }

  /** Returns this for one alias or version of a function. */
  public Matcher withAlias(@Nullable String aliasOrVersion) {
    return with(FaultCondition.ALIAS, aliasOrVersion);
  }

  /** Returns how many invocations of the function run at a time, with this one. */
  public @Nullable Integer concurrency() {
    String value = values.get(FaultCondition.CONCURRENCY);
    return value == null ? null : Integer.valueOf(value);
  }

  /**
   * Returns this for invocations of a function while so many others of it run already, or more.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Matcher withConcurrency(@Nullable Integer others) {
    if (others != null && others < 0) {
      throw new IllegalArgumentException(
          "\"concurrency\" is %d. Use 0 or a greater number.".formatted(others));
    }
    return with(FaultCondition.CONCURRENCY, others == null ? null : others.toString());
  }

  /**
   * Returns a fact that has several parts, such as the keys of a batch: each of them is matched.
   * {@code null} if there are none.
   */
  public static @Nullable String anyOf(Collection<String> parts) {
    return parts.isEmpty() ? null : String.join(AND, parts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Matcher matcher && matcher.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Returns its conditions in words, for error messages. */
  @Override
  public String toString() {
    return words().toString();
  }
}
