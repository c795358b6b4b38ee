package dev.wsemulator.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Failures that happen in production and not in tests, with their consequences for applications.
 * {@code emulator.begin(scenario)} brings one about.
 *
 * <p>What has to happen for a drop to have come, as a test with an annotation of {@code
 * dev.wsemulator.junit.drop} has to see, is the first rule: it must have struck at least once, for
 * {@link #THROTTLED_BROADCAST} as well, and further rules follow from it. Scenarios without rules
 * say of themselves what has to happen.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">$disconnect
 *     is delivered on a best-effort basis</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">Quotas</a>
 */
public enum Scenario {
  /**
   * The next client that is sent a message has vanished, and its {@code $disconnect} is ten minutes
   * late: its id is still in the application's table. A broadcast that does not expect 410 ends
   * there, and the other clients receive nothing.
   */
  STALE_CONNECTION(
      Fault.reset().at(FaultPoint.TO_CLIENT).once(),
      Fault.delay(Duration.ofMinutes(10)).at(FaultPoint.DISCONNECT).once()),

  /**
   * {@code $connect} has written the connection's id, but answers two seconds later: until then the
   * connection does not exist, and posts are answered 410. An application that forgets every id
   * that is gone loses a client that is about to come.
   */
  POST_DURING_CONNECT(
      Fault.delay(Duration.ofSeconds(2))
          .at(FaultPoint.INVOCATION_RESULT)
          .forRoute("$connect")
          .once()),

  /**
   * {@code $disconnect} is never delivered. An application that relies on it counts clients who
   * left long ago.
   */
  DISCONNECT_NEVER_DELIVERED(Fault.lose().at(FaultPoint.DISCONNECT)),

  /**
   * All connections close at once, as by a deployment, and all clients reconnect at once: more than
   * the quota of new connections allows. Lower {@code newConnectionsPerSecond} to see it with a few
   * clients. Handshakes that are refused with 429 do not use the quota up, so clients that retry
   * without a delay come back one by one, at the rate of the quota. A connection has to be open
   * when it begins.
   */
  RECONNECT_STORM(Fault.close(1001, "Going away")),

  /**
   * Ten minutes pass at once, for everybody: connections without a message meanwhile are closed
   * with 1001. Needs a clock that can be advanced. A connection has to be open when it begins, and
   * be closed by the limit or kept open by a message.
   */
  IDLE_LIMIT(Duration.ofMinutes(10)),

  /**
   * The connection is two hours old and is closed with 1001, even if it is active. What was meant
   * for it has nowhere to go. A connection has to be open when it begins.
   */
  TWO_HOUR_LIMIT(Fault.close(1001, "Going away")),

  /**
   * A phone has lost its network: nothing passes in either direction, and neither side gets an
   * error. Posts succeed and reach no client, until the idle limit. A connection has to be open
   * when it begins.
   */
  HALF_OPEN(Fault.silence()),

  /**
   * A client reads nothing any more: what it is sent fills its buffer, and then posts are refused
   * with 429.
   */
  SLOW_CONSUMER(Fault.slow(0).at(FaultPoint.TO_CLIENT)),

  /**
   * A function has done its work, and its caller gets an error. An asynchronous event, such as a
   * bucket's, is delivered again, so work that is not idempotent is done twice. The message of a
   * client, a handshake or an end is not: the client gets {@code Internal server error} for work
   * that is done, and if it sends the message again, the work is done twice.
   */
  DUPLICATE_DELIVERY(Fault.error().at(FaultPoint.INVOCATION_RESULT).once()),

  /**
   * A service that a function calls takes 40 seconds, longer than API Gateway waits for a function:
   * the client receives a timeout error, and later the result.
   */
  FUNCTION_TIMEOUT(Fault.delay(Duration.ofSeconds(40)).at(FaultPoint.BACK_END).once()),

  /**
   * The next two {@code @connections} calls are refused with 429. A broadcast that does not try
   * again leaves clients out.
   */
  THROTTLED_BROADCAST(Fault.answer(429).at(FaultPoint.CONNECTIONS_CALL).times(2)),

  /**
   * A client sends more than 32 KB in one frame, as browsers do with every message, and is closed
   * with 1009. The quota alone causes it; no fault is injected. A connection has to be closed with
   * 1009.
   */
  LARGE_MESSAGE(),

  /**
   * What calls deploy, and what they set of a stage, takes effect after 65 seconds; until then, old
   * and new are served in turns, also on one connection, as on AWS: an answered call does not mean
   * that it is served. Scripts that test right after a deployment test the old one.
   */
  SLOW_DEPLOYMENTS(Fault.delay(Duration.ofSeconds(65)).at(FaultPoint.DEPLOYMENT)),

  /**
   * The next message to a client is overtaken by the one after it. The message that is held up
   * counts, also if none comes after it.
   */
  OUT_OF_ORDER(Fault.reorder().at(FaultPoint.TO_CLIENT).once()),

  /**
   * {@code @connections} calls fail with 500: for all, or for one connection out of many. A
   * broadcast that ends with the first failure leaves the others out.
   */
  PARTIAL_BROADCAST_FAILURE(Fault.answer(500).at(FaultPoint.CONNECTIONS_CALL)),

  /**
   * The streams of tables lag: functions see a change only thirty seconds later. Who reads their
   * results meanwhile reads old ones.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">The
   *     metric IteratorAge</a>
   */
  STREAM_LAGS(Fault.delay(Duration.ofSeconds(30)).at(FaultPoint.BATCH).forService("dynamodb")),

  /**
   * The next messages of a queue are processed, and delivered again. Work that is not idempotent is
   * done twice.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html">At-least-once
   *     delivery</a>
   */
  QUEUE_DELIVERS_TWICE(Fault.duplicate().at(FaultPoint.BATCH).forService("sqs").once()),

  /**
   * The first item of the next batch of a stream or a queue always fails. By default its shard
   * processes nothing behind it for a day, and the messages of its batch are all processed again.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">What
   *     is done about it in streams</a>
   */
  POISONED_BATCH(Fault.poison().at(FaultPoint.BATCH).once()),

  /**
   * Schedules fire ten minutes late. A function that takes the clock for the time at which it was
   * due works on the wrong day.
   */
  SCHEDULE_FIRES_LATE(Fault.delay(Duration.ofMinutes(10)).at(FaultPoint.SCHEDULE)),

  /**
   * Half of the connections close at once, as when one of two servers is lost, and each second
   * handshake after that is refused with 502. A client that connects again only once may stay
   * outside. A connection has to be open when it begins.
   */
  HALF_OF_CLIENTS_LOST(
      ScenarioStrike.by(Fault.close(1001, "Going away")).of(Matcher.ALL.withShare(0.5)),
      Fault.answer(502).at(FaultPoint.HANDSHAKE).forShare(0.5)),

  /**
   * A deployment closes all connections within a minute, one after the other, in the order of their
   * handshakes: the first at once, the last after the minute. A client that does not connect again
   * misses the news. A connection has to be open when it begins.
   */
  ROLLING_DRAIN(ScenarioStrike.by(Fault.close(1001, "Going away")).over(Duration.ofMinutes(1))),

  /**
   * 350 seconds pass at once, for everybody, and a NAT gateway or a load balancer between client
   * and API Gateway forgets the connections that had no message meanwhile: nothing passes on them
   * any more, in either direction, and neither side gets an error. Needs a clock that can be
   * advanced. A connection has to be open when it begins, and go silent or be kept by a message.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html">Idle
   *     timeout of NAT gateways</a>
   */
  NAT_TIMEOUT(
      ScenarioStrike.by(Fault.silence())
          .after(Duration.ofSeconds(350))
          .of(Matcher.ALL.withIdle(Duration.ofSeconds(350)))),

  /**
   * An hour passes at once, for everybody, and all connections close: clients connect again with a
   * token that has expired meanwhile, and the API's own authorizer refuses them. Needs a clock that
   * can be advanced, and an authorizer that goes by it. A connection has to be open when it begins.
   */
  TOKEN_EXPIRES(ScenarioStrike.by(Fault.close(1001, "Going away")).after(Duration.ofHours(1))),

  /**
   * A phone is in a tunnel for thirty seconds: nothing passes on the open connections, and then
   * everything arrives. A client that gives up meanwhile and says it again over a new connection
   * has said it twice. A connection has to be open when it begins.
   */
  NETWORK_STALLS(Fault.stall(Duration.ofSeconds(30))),

  /**
   * A proxy in front of API Gateway answers the next three handshakes with 502 and a page of its
   * own, in HTML. A client that expects API Gateway's JSON in every refusal fails on it, and does
   * not try again.
   */
  PROXY_ANSWERS_502(
      Fault.proxyAnswer(
              IntermediaryAnswer.of(502)
                  .withHeader("Server", "proxy")
                  .withBody(
                      "text/html",
                      "<html>\n<head><title>502 Bad Gateway</title></head>\n"
                          + "<body><h1>502 Bad Gateway</h1></body>\n</html>\n"))
          .at(FaultPoint.HANDSHAKE)
          .times(3)),

  /**
   * The address of the service changes: a new one is opened, the old one refuses connections, and
   * those that are open are lost. A client that keeps the address that it has resolved never comes
   * back. The old ones are {@link Addresses#open further addresses}, if there are any, and
   * otherwise the first, which tools and functions use, too. A connection has to be open when it
   * begins.
   *
   * @see OngoingScenario#address
   */
  ADDRESS_CHANGES(ScenarioStrike.by(Fault.reset()).afterMove()),

  /**
   * Reads of DynamoDB that are not strongly consistent see the items as they were five seconds ago.
   * A function that reads what it has just written does not find it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html">Read
   *     consistency</a>
   */
  STALE_READ(Fault.stale(Duration.ofSeconds(5)).at(FaultPoint.BACK_END).forService("dynamodb")),

  /**
   * Secondary indexes lag five seconds behind their tables. Who looks for what was just written
   * through an index misses it; the table itself has it.
   *
   * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html">Global
   *     secondary indexes</a>
   */
  LAGGING_INDEX(
      Fault.stale(Duration.ofSeconds(5))
          .at(FaultPoint.BACK_END)
          .forService("dynamodb")
          .forIndex(Matcher.ANY)),

  /**
   * The next event of a bucket never comes. A function that learns of objects by events only never
   * learns of this one.
   */
  S3_EVENT_LOST(Fault.lose().at(FaultPoint.EVENT).forService("s3").once()),

  /**
   * Every invocation gets a new execution environment, whose initialization lasts eight seconds, as
   * when all clients come at once after a deployment. A {@code $connect} that works for long is
   * over the limit of API Gateway then, and its client is refused.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Execution
   *     environments</a>
   */
  COLD_START_STORM(Fault.coldStart(Duration.ofSeconds(8)).at(FaultPoint.INVOCATION)),

  /**
   * The concurrency of functions is used up: while one runs, its further invocations are throttled,
   * and their clients get {@code Internal server error}. Who does not send the message again has
   * not been heard.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html">Concurrency</a>
   */
  CONCURRENCY_EXHAUSTED(Fault.throttle().at(FaultPoint.INVOCATION).aboveConcurrency(1)),

  /**
   * {@code @connections} calls take long, each another time: one half of them at most 50 ms, one in
   * a hundred three seconds. A broadcast that posts to one client after the other adds all of it
   * up.
   */
  SLOW_POSTS(
      Fault.delay(
              Delays.median(Duration.ofMillis(50))
                  .p90(Duration.ofMillis(300))
                  .p99(Duration.ofSeconds(3)))
          .at(FaultPoint.CONNECTIONS_CALL));

  private final List<FaultRule> rules;
  private final @Nullable ScenarioStrike strike;
  private final @Nullable Duration passes;

  Scenario(FaultRule... rules) {
    this.rules = List.of(rules);
    this.strike = null;
    this.passes = null;
  }

  Scenario(Fault strike) {
    this(ScenarioStrike.by(strike));
  }

  Scenario(ScenarioStrike strike, FaultRule... rules) {
    this.rules = List.of(rules);
    this.strike = strike;
    this.passes = strike.passes().isZero() ? null : strike.passes();
  }

  Scenario(Duration passes) {
    this.rules = List.of();
    this.strike = null;
    this.passes = passes;
  }

  /**
   * Returns the scenario that the word {@code scenario} names, in any letter case, with {@code -}
   * or {@code _}.
   *
   * @throws IllegalArgumentException if it does not exist; the message lists the names
   */
  public static Scenario of(Map<String, String> words) {
    FaultWords given = new FaultWords(words);
    Set<String> fields = new TreeSet<>(Matcher.FIELDS);
    fields.add("scenario");
    given.only(fields);
    return given.one("scenario", List.of(values()), Enum::name);
  }

  /** Returns the rules that it adds. */
  public List<FaultRule> rules() {
    return rules;
  }

  /**
   * Returns the rules that it adds for some occasions only.
   *
   * @throws IllegalArgumentException if the matcher is not supported there; the message says which
   *     are
   */
  public List<FaultRule> rules(Matcher occasions) {
    if (strike != null) {
      occasions.onlyOfConnections("The scenario " + this);
    }
    return rules.stream().map(rule -> rule.matching(rule.matcher().and(occasions))).toList();
  }

  /** Returns what happens to open connections when it begins, if anything does. */
  public Optional<Fault> strike() {
    return Optional.ofNullable(strike).map(ScenarioStrike::fault);
  }

  /** Returns which of the open connections are struck when it begins, after time has passed. */
  public Matcher strikeMatcher() {
    return strike == null ? Matcher.ALL : strike.which();
  }

  /** Returns how long the strike of open connections takes; zero if it strikes all at once. */
  public Duration strikeDuration() {
    return strike == null ? Duration.ZERO : strike.over();
  }

  /**
   * Returns whether it strikes the connections that are open when it begins, and nothing later: it
   * strikes nobody if none is.
   */
  public boolean strikesAtOnce() {
    return strike != null || passes != null;
  }

  /** Returns whether it opens another address, and refuses connections at the old one. */
  public boolean changesAddress() {
    return strike != null && strike.moves();
  }

  /** Returns how much time passes at once, if any does. */
  public Optional<Duration> passes() {
    return Optional.ofNullable(passes);
  }
}
