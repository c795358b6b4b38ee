package dev.wsemulator.internal.admin;

import dev.wsemulator.fault.Addresses;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.fault.ActiveFaults;
import dev.wsemulator.internal.function.log.FunctionLogs;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.issuer.UserPools;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.recording.RunningInvocations;
import dev.wsemulator.internal.recording.TrafficListener;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Answers calls about faults, connections, addresses, the journal, logs, time, recordings and
 * tokens. Access is checked before. Thread-safe.
 */
public final class Admin {
  static final String NEEDS_VIRTUAL_TIME =
      "Start the emulator with --virtual-time; in Java, with builder.time(new VirtualTime()).";

  private static final String ROOT = "/_emulator/";
  private static final Set<String> RESOURCES =
      Set.of(
          "faults", "connections", "journal", "logs", "time", "recording", "tokens", "addresses");

  private final FaultCalls faults;
  private final ConnectionCalls connections;
  private final JournalCalls journal;
  private final LogCalls logs;
  private final TokenCalls tokens;
  private final AddressCalls addresses;
  private final RunningInvocations functions;
  private final AdminDependencies dependencies;

  /**
   * The parts of the emulator that calls use.
   *
   * @param faults the rules in force
   * @param scenarios what begins a scenario
   * @param connections the open connections
   * @param journal the journal
   * @param logs what functions have written
   * @param functionNames the functions' names by their logical ids
   * @param time the clock
   * @param traffic what clients do
   * @param userPools the issuers of tokens
   * @param addresses where it listens
   */
  public record AdminDependencies(
      ActiveFaults faults,
      BiFunction<Scenario, Matcher, OngoingScenario> scenarios,
      Connections connections,
      Journal journal,
      FunctionLogs logs,
      Supplier<Map<String, String>> functionNames,
      TimeSource time,
      TrafficListener traffic,
      UserPools userPools,
      Addresses addresses) {}

  /** Creates the answerer. */
  public Admin(AdminDependencies dependencies) {
    this.dependencies = dependencies;
    this.faults = new FaultCalls(dependencies.faults(), dependencies.scenarios());
    this.connections =
        new ConnectionCalls(
            dependencies.connections(), dependencies.faults(), dependencies.traffic());
    this.journal = new JournalCalls(dependencies.journal());
    this.logs = new LogCalls(dependencies.logs(), dependencies.functionNames());
    this.tokens = new TokenCalls(dependencies.userPools());
    this.addresses = new AddressCalls(dependencies.addresses(), dependencies.time());
    this.functions = new RunningInvocations(dependencies.journal());
  }

  /** Returns whether a call of this path is answered here. */
  public static boolean takes(String path) {
    return path.startsWith(ROOT) && RESOURCES.contains(resource(path));
  }

  private static String resource(String path) {
    String rest = path.substring(ROOT.length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }

  private static String id(String path) {
    String rest = path.substring(ROOT.length());
    int slash = rest.indexOf('/');
    return slash < 0
        ? ""
        : URLDecoder.decode(rest.substring(slash + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Answers a call; may take as long as the functions that it lets run. */
  public HttpResponse answer(HttpRequest request) {
    try {
      String id = id(request.rawPath());
      return switch (resource(request.rawPath())) {
        case "faults" -> faults(request, id);
        case "connections" -> connections(request, id);
        case "logs" -> logs(request, id);
        case "time" -> time(request, id);
        case "tokens" -> tokens(request, id);
        case "addresses" -> addresses(request, id);
        default -> journal(request, id);
      };
    } catch (BadRequestException e) {
      return json(
          e.status(), new JsonText().open().string("message", e.getMessage()).close().toString());
    }
  }

  private HttpResponse faults(HttpRequest request, String id) {
    switch (request.method() + (id.isEmpty() ? "" : " one")) {
      case "GET" -> {
        return json(200, faults.list());
      }
      case "POST" -> {
        return json(201, faults.add(AdminParameters.ofBody(request)));
      }
      case "DELETE" -> faults.clear();
      case "DELETE one" -> faults.remove(id);
      default -> throw notAllowed(request);
    }
    return json(204, "");
  }

  private HttpResponse connections(HttpRequest request, String id) {
    switch (request.method() + (id.isEmpty() ? "" : " one")) {
      case "GET" -> {
        return json(200, connections.list());
      }
      case "GET one" -> {
        return json(200, connections.get(id));
      }
      case "DELETE" -> {
        return json(200, connections.dropAll(AdminParameters.ofQuery(request)));
      }
      case "POST one" -> connections.post(id, request);
      case "PATCH one" -> connections.holdBack(id, AdminParameters.ofBody(request));
      case "DELETE one" -> connections.drop(id, AdminParameters.ofQuery(request));
      default -> throw notAllowed(request);
    }
    return json(204, "");
  }

  private HttpResponse journal(HttpRequest request, String id) {
    if (!request.method().equals("GET") || !id.isEmpty()) {
      throw notAllowed(request);
    }
    Text text = journal.read(AdminParameters.ofQuery(request));
    return response(200, text.type(), text.content());
  }

  private HttpResponse logs(HttpRequest request, String id) {
    if (!request.method().equals("GET")) {
      throw notAllowed(request);
    }
    if (id.isEmpty()) {
      return json(200, logs.list());
    }
    Text text = logs.read(id, AdminParameters.ofQuery(request));
    return response(200, text.type(), text.content());
  }

  private HttpResponse tokens(HttpRequest request, String id) {
    return switch (request.method() + (id.isEmpty() ? "" : " one")) {
      case "GET" -> json(200, tokens.list());
      case "POST" -> json(201, tokens.create(request));
      default -> throw notAllowed(request);
    };
  }

  private HttpResponse addresses(HttpRequest request, String id) {
    return switch (request.method() + (id.isEmpty() ? "" : " one")) {
      case "GET" -> json(200, addresses.list());
      case "POST" -> json(201, addresses.open());
      case "PATCH one" -> json(200, addresses.change(id, AdminParameters.ofBody(request)));
      default -> throw notAllowed(request);
    };
  }

  private HttpResponse time(HttpRequest request, String id) {
    if (!id.isEmpty()) {
      throw notAllowed(request);
    }
    if (request.method().equals("POST")) {
      advance(AdminParameters.ofBody(request).only(Set.of("advance", "settle")));
    } else if (!request.method().equals("GET")) {
      throw notAllowed(request);
    }
    return json(
        200,
        new JsonText()
            .open()
            .string("now", dependencies.time().now().toString())
            .bool("virtual", dependencies.time().canAdvance())
            .close()
            .toString());
  }

  private void advance(AdminParameters call) {
    Duration amount = call.duration("advance");
    if (!dependencies.time().canAdvance()) {
      throw new BadRequestException(
          409, "The emulator uses the system clock. " + NEEDS_VIRTUAL_TIME);
    }
    if (amount.isNegative()) {
      throw new BadRequestException(400, "Time cannot go back by %s.".formatted(amount.negated()));
    }
    if (call.get("settle") != null) {
      functions.awaitIdle(call.duration("settle"));
    }
    dependencies.time().advance(amount);
  }

  /** Returns what answers a call that wants lines as they come; nothing if it does not. */
  public Optional<FollowStream> follow(HttpRequest request) {
    String resource = resource(request.rawPath());
    String id = id(request.rawPath());
    if (!request.method().equals("GET") || id.isEmpty() == resource.equals("logs")) {
      return Optional.empty();
    }
    if (resource.equals("recording")) {
      return Optional.of(
          (silence, reader) -> dependencies.traffic().record(dependencies.time(), silence, reader));
    }
    try {
      AdminParameters call = AdminParameters.ofQuery(request);
      if (!call.isTrue("follow")) {
        return Optional.empty();
      }
      return switch (resource) {
        case "journal" -> Optional.of(journal.follow(call));
        case "logs" -> Optional.of(logs.follow(id, call));
        default -> Optional.empty();
      };
    } catch (BadRequestException e) {
      return Optional.empty(); // the response describes the error
    }
  }

  /** Returns the answer to a call whose body is too long. */
  public static HttpResponse tooLarge() {
    return json(413, "{\"message\":\"The body is too long.\"}");
  }

  private static BadRequestException notAllowed(HttpRequest request) {
    return new BadRequestException(
        405, "%s %s is not supported.".formatted(request.method(), request.rawPath()));
  }

  private static HttpResponse json(int status, String body) {
    return response(status, "application/json", body);
  }

  private static HttpResponse response(int status, String type, String body) {
    return new HttpResponse(
        status,
        List.of(new HttpRequest.Header("Content-Type", type)),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
