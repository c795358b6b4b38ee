package dev.wsemulator.fault;

import dev.wsemulator.journal.JournalEntry.Direction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A fault with the conditions under which it happens. Immutable.
 *
 * @param fault what happens
 * @param point where
 * @param matcher for which occasions
 * @param nth the first of the matching occasions at which it happens, from 1
 * @param times how often it happens at most
 * @param probability how likely it is at each occasion, from 0 to 1
 * @param seed what its chance and its share of the connections depend on: the same seed gives the
 *     same run
 */
public record FaultRule(
    Fault fault,
    FaultPoint point,
    Matcher matcher,
    int nth,
    int times,
    double probability,
    long seed) {
  private static final String NOTHING_LOST =
      " Queues and streams lose nothing: what is not processed comes again.";

  /**
   * Checks that the fault can happen.
   *
   * @throws IllegalArgumentException if it cannot, such as for what its point does not know
   */
  public FaultRule {
    if (!fault.points().contains(point)) {
      throw new IllegalArgumentException(
          "The fault %s cannot happen at %s.%s Allowed there: %s."
              .formatted(
                  fault,
                  point,
                  fault.equals(Fault.lose()) && point == FaultPoint.BATCH ? NOTHING_LOST : "",
                  Fault.names(each -> each.points().contains(point))));
    }
    checkMatcher(fault, point, matcher);
    if (nth < 1 || times < 1 || !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "A fault happens from the 1st occasion on, at least once and with a probability from 0"
              + " to 1; this has nth %d, times %d and probability %s."
                  .formatted(nth, times, probability));
    }
  }

  private static void checkMatcher(Fault fault, FaultPoint point, Matcher matcher) {
    matcher
        .words()
        .forEach(
            (name, value) -> {
              if (!point.matchers().contains(name)) {
                throw new IllegalArgumentException(
                    "A fault at %s cannot be for the %s %s. Supported there: %s."
                        .formatted(point, name, value, point.matchers()));
              }
            });
    String service = matcher.service();
    if (fault.effect() == Fault.Effect.READS_PAST
        && (matcher.bucket() != null || service != null && !service.equalsIgnoreCase("dynamodb"))) {
      throw new IllegalArgumentException(
          "Only reads of DynamoDB can see the past, as the fault %s has it. Choose a table or an index."
              .formatted(fault));
    }
    if (point == FaultPoint.INVOCATION
        && fault.effect() == Fault.Effect.ENDS_CONNECTION
        && runsForNone(matcher)) {
      throw new IllegalArgumentException(
          "While %s runs no connection is open that the fault %s could end at INVOCATION. To lose a"
                  .formatted(matcher.route(), fault)
              + " client whose $connect runs, choose CONNECTING.");
    }
  }

  private static boolean runsForNone(Matcher matcher) {
    return "$connect".equals(matcher.route()) || "$disconnect".equals(matcher.route());
  }

  FaultRule(Fault fault, FaultPoint point) {
    this(fault, point, Matcher.ALL, 1, Integer.MAX_VALUE, 1, 0);
  }

  /**
   * Returns the rule that names with values describe, as the admin API takes them: {@code fault},
   * {@code at}, {@code route}, {@code times} and so on.
   *
   * @throws IllegalArgumentException if they describe none; the message says what is wrong
   */
  public static FaultRule of(Map<String, String> words) {
    FaultWords given = new FaultWords(words);
    given.only(fields());
    Fault fault = Fault.of(words);
    given.noneOf(argumentsOfOthers(fault), "the fault " + fault.name());
    FaultRule rule =
        fault
            .at(given.one("at", List.of(FaultPoint.values()), Enum::name))
            .matching(Matcher.of(words))
            .fromNth(given.number("nth", 1))
            .times(given.number("times", Integer.MAX_VALUE));
    if (words.containsKey("probability")) {
      return rule.withProbability(given.fraction("probability"), given.longNumber("seed", 0));
    }
    if (!rule.usesSeed()) {
      given.noneOf(Set.of("seed"), "a rule that leaves nothing to chance");
    }
    return rule.withSeed(given.longNumber("seed", 0));
  }

  private static Set<String> argumentsOfOthers(Fault fault) {
    Set<String> others = new TreeSet<>();
    Fault.all().forEach(each -> others.addAll(each.argumentNames()));
    others.removeAll(fault.argumentNames());
    return others;
  }

  private static Set<String> fields() {
    Set<String> fields = new TreeSet<>(Matcher.FIELDS);
    fields.addAll(List.of("fault", "at", "nth", "times", "probability", "seed"));
    Fault.all().forEach(fault -> fields.addAll(fault.argumentNames()));
    return fields;
  }

  /**
   * Returns this for these occasions only.
   *
   * @throws IllegalArgumentException if its point does not know what they are matched by; so it is
   *     with all methods that begin with {@code for}
   * @see FaultPoint#matchers
   */
  public FaultRule matching(Matcher occasions) {
    return new FaultRule(fault, point, occasions, nth, times, probability, seed);
  }

  /** Returns this for one API only. */
  public FaultRule forApi(String apiId) {
    return matching(matcher.withApi(apiId));
  }

  /** Returns this for stages of this name only. */
  public FaultRule forStage(String name) {
    return matching(matcher.withStage(name));
  }

  /** Returns this for one connection only. */
  public FaultRule forConnection(String connectionId) {
    return matching(matcher.withConnection(connectionId));
  }

  /** Returns this for one route only; {@code $connect} is that of {@link FaultPoint#CONNECTING}. */
  public FaultRule forRoute(String routeKey) {
    return matching(matcher.withRoute(routeKey));
  }

  /** Returns this for one function only. */
  public FaultRule forFunction(String name) {
    return matching(matcher.withFunction(name));
  }

  /**
   * Returns this for calls of one alias or version of a function only. A rule for a version is for
   * the calls of aliases that mean it, too; {@code $LATEST} is what runs without either.
   */
  public FaultRule forAlias(String aliasOrVersion) {
    return matching(matcher.withAlias(aliasOrVersion));
  }

  /**
   * Returns this for invocations only that begin while so many of the function run already, or
   * more. With {@link Fault#throttle} that lowers the function's concurrency to this number, also
   * while it is at work: what runs goes on.
   *
   * @throws IllegalArgumentException if it is negative
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">Reserved
   *     concurrency</a>
   */
  public FaultRule aboveConcurrency(int most) {
    return matching(matcher.withConcurrency(most));
  }

  /**
   * Returns this for one service of the back end only.
   *
   * @param name for example {@code s3}, {@code dynamodb} or {@code translate}; for events that of
   *     their source: {@code sqs}, {@code dynamodb}, {@code s3}, {@code sns}, {@code events} or
   *     {@code scheduler}
   */
  public FaultRule forService(String name) {
    return matching(matcher.withService(name));
  }

  /**
   * Returns this for one source of events only.
   *
   * @param arnOrName the ARN or the name of a queue, a table with a stream, a topic, a bucket, a
   *     rule or a schedule
   */
  public FaultRule forSource(String arnOrName) {
    return matching(matcher.withSource(arnOrName));
  }

  /** Returns this for calls on one table of DynamoDB only, also as one of several. */
  public FaultRule forTable(String name) {
    return matching(matcher.withTable(name));
  }

  /**
   * Returns this for queries and scans of one secondary index only, or of any with the name {@link
   * Matcher#ANY}.
   */
  public FaultRule forIndex(String name) {
    return matching(matcher.withIndex(name));
  }

  /** Returns this for calls on one bucket only. */
  public FaultRule forBucket(String name) {
    return matching(matcher.withBucket(name));
  }

  /**
   * Returns this for one operation of a service only, such as {@code PutItem} or {@code GetObject},
   * as the service's API reference names it.
   */
  public FaultRule forOperation(String name) {
    return matching(matcher.withOperation(name));
  }

  /**
   * Returns this for one key only: the value of an item's partition key, as text, or the key of an
   * object. A call on several items matches if one of them has the key.
   */
  public FaultRule forKey(String key) {
    return matching(matcher.withKey(key));
  }

  /** Returns this for one direction only; what is between two fragments goes both ways. */
  public FaultRule forDirection(Direction way) {
    return matching(matcher.withDirection(way));
  }

  /**
   * Returns this for open connections only on which no message has passed in either direction for
   * so long, or longer, by the emulator's clock. The message that is the occasion does not count;
   * at {@link FaultPoint#INVOCATION} the message for which the function runs has passed already.
   */
  public FaultRule whenIdleFor(Duration atLeast) {
    return matching(matcher.withIdle(atLeast));
  }

  /**
   * Returns this for open connections only that are so old, or older, by the emulator's clock; of
   * {@link FaultPoint#DISCONNECT} those that have just ended.
   */
  public FaultRule whenOlderThan(Duration atLeast) {
    return matching(matcher.withAge(atLeast));
  }

  /** Returns this for a share of the connections only, with the seed 0. */
  public FaultRule forShare(double share) {
    return forShare(share, 0);
  }

  /**
   * Returns this for a share of the connections only. A connection belongs to it, or not, at all
   * occasions, unlike with a probability. It depends on its place among all handshakes, counted
   * forth and back from when the rule is added, so that a run repeats. Of any connections in a row
   * the share belongs to it, as exactly as can be: of four, two do for 0.5, and three for 0.75;
   * with the seed 0 the first one does. Rules of one share and one seed that are added together are
   * for the same connections. A client that connects again is another connection.
   *
   * @param share from 0 to 1
   * @param chosenSeed which ones: with another seed others may belong to it
   */
  public FaultRule forShare(double share, long chosenSeed) {
    return matching(matcher.withShare(share)).withSeed(chosenSeed);
  }

  /**
   * Returns this from the n-th matching occasion on. Those count, too, at which another rule
   * happens.
   */
  public FaultRule fromNth(int occasion) {
    return new FaultRule(fault, point, matcher, occasion, times, probability, seed);
  }

  /** Returns this for so many times. */
  public FaultRule times(int most) {
    return new FaultRule(fault, point, matcher, nth, most, probability, seed);
  }

  /** Returns this for one time. */
  public FaultRule once() {
    return times(1);
  }

  /**
   * Returns this by chance. Every connection has a chance of its own, which depends on the seed and
   * on its place among all handshakes, counted forth and back from when the rule is added. So
   * neither what other connections do changes it nor what happened before. Different faults of one
   * seed do not depend on each other.
   */
  public FaultRule withProbability(double likely, long chosenSeed) {
    return new FaultRule(fault, point, matcher, nth, times, likely, chosenSeed);
  }

  /** Returns this with a seed, for what it does by chance and for its share of the connections. */
  public FaultRule withSeed(long chosenSeed) {
    return new FaultRule(fault, point, matcher, nth, times, probability, chosenSeed);
  }

  /** Returns whether anything depends on its seed. */
  public boolean usesSeed() {
    return probability < 1 || matcher.share() < 1 || fault.leavesToChance();
  }
}
