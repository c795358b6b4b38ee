package dev.wsemulator.internal.aws.parameters;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.JsonCall;
import dev.wsemulator.internal.aws.service.JsonService;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.stack.Parameter;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * The parameter store in this process, in memory.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html">Parameter
 *     Store</a>
 */
final class EmbeddedParameters implements EmbeddedService {
  private static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");
  private static final int MOST_CHARACTERS = 4096;
  private static final int MOST_NAMES = 10;

  private final Map<String, List<StoredParameter>> versions = new TreeMap<>(); // guarded by this
  private final StoredParameter.Place place;
  private final TimeSource clock;
  private final KeptParameters kept;

  private final JsonService handler =
      new JsonService("Parameter Store")
          .on("GetParameter", this::get)
          .on("GetParameters", this::getAll)
          .on("GetParametersByPath", this::getByPath)
          .on("GetParameterHistory", this::history)
          .on("PutParameter", this::put)
          .on("DeleteParameter", this::delete)
          .on("DeleteParameters", this::deleteAll)
          .on("DescribeParameters", this::describe);

  EmbeddedParameters(Stack stack, TimeSource clock, Optional<Path> state) {
    this.clock = clock;
    this.place = new StoredParameter.Place(stack.region(), stack.accountId());
    this.kept = new KeptParameters(state);
    versions.putAll(kept.read());
    stack.parameters().stream().filter(one -> !kept.isSame(one)).forEach(this::provide);
    handler.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStopped(LifeCycle stopped) {
            kept.close();
          }
        });
  }

  private synchronized void provide(Parameter parameter) {
    kept.template(parameter);
    store(parameter);
  }

  private synchronized void remove(String name) {
    versions.remove(name);
    kept.keep(name, null);
  }

  @Override
  public Handler handler() {
    return handler;
  }

  @Override
  public synchronized List<String> update(Stack before, Stack now) {
    now.parameters().stream()
        .filter(one -> !before.parameters().contains(one))
        .forEach(this::provide);
    before.parameters().stream()
        .map(Parameter::name)
        .filter(name -> now.parameters().stream().noneMatch(one -> one.name().equals(name)))
        .forEach(this::remove);
    return List.of();
  }

  private synchronized long store(Parameter parameter) {
    List<StoredParameter> all =
        versions.computeIfAbsent(parameter.name(), name -> new ArrayList<>());
    long version = all.size() + 1L;
    all.add(new StoredParameter(parameter, version, clock.now()));
    kept.keep(parameter.name(), all);
    return version;
  }

  private synchronized Map<String, ?> get(JsonCall call) {
    StoredParameter found = find(call.required("Name"));
    return Map.of("Parameter", found.shown(place, call.isTrue("WithDecryption")));
  }

  /** A version may stand behind the name; an ARN may stand for the name. */
  private StoredParameter find(String selector) {
    String name = Arn.parse(selector).map(arn -> nameOf(arn.resource())).orElse(selector);
    int colon = name.indexOf(':');
    List<StoredParameter> all = versions.get(colon < 0 ? name : name.substring(0, colon));
    if (all == null) {
      throw ServiceError.of("ParameterNotFound", "");
    }
    if (colon < 0) {
      return all.get(all.size() - 1);
    }
    String version = name.substring(colon + 1);
    return all.stream()
        .filter(one -> String.valueOf(one.version()).equals(version))
        .findFirst()
        .orElseThrow(
            () ->
                ServiceError.of(
                    "ParameterVersionNotFound",
                    "Systems Manager could not find version %s of %s. Verify the version and try again.",
                    version,
                    name.substring(0, colon)));
  }

  private String nameOf(String resource) {
    String name = resource.replaceFirst("^parameter/", "");
    return versions.containsKey(name) ? name : "/" + name;
  }

  private synchronized Map<String, ?> getAll(JsonCall call) {
    List<String> names = call.texts("Names");
    checkNames(names);
    List<Map<String, Object>> found = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    for (String name : names) {
      try {
        found.add(find(name).shown(place, call.isTrue("WithDecryption")));
      } catch (ServiceError e) {
        invalid.add(name);
      }
    }
    return Map.of("InvalidParameters", invalid, "Parameters", found);
  }

  private static void checkNames(List<String> names) {
    if (names.isEmpty() || names.size() > MOST_NAMES) {
      throw ServiceError.of(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'names' failed to satisfy constraint: Member must have length %s",
          names,
          names.isEmpty() ? "greater than or equal to 1" : "less than or equal to 10");
    }
  }

  private synchronized Map<String, ?> getByPath(JsonCall call) {
    String path = call.required("Path");
    if (!path.startsWith("/")) {
      throw ServiceError.of(
          "ValidationException",
          "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol \"/\". Valid example: /get/parameters2-/by1./path0_.");
    }
    String below = path.endsWith("/") ? path : path + "/";
    Predicate<String> isBelow =
        name ->
            name.startsWith(below)
                && (call.isTrue("Recursive") || name.indexOf('/', below.length()) < 0);
    return page(
        call,
        MOST_NAMES,
        latest(isBelow).stream()
            .map(one -> one.shown(place, call.isTrue("WithDecryption")))
            .toList());
  }

  private List<StoredParameter> latest(Predicate<String> isWanted) {
    return versions.entrySet().stream()
        .filter(one -> isWanted.test(one.getKey()))
        .map(one -> one.getValue().get(one.getValue().size() - 1))
        .toList();
  }

  private synchronized Map<String, ?> history(JsonCall call) {
    String name = find(call.required("Name")).name();
    return page(
        call,
        50,
        versions.getOrDefault(name, List.of()).stream()
            .map(one -> one.shown(place, call.isTrue("WithDecryption")))
            .toList());
  }

  private synchronized Map<String, ?> describe(JsonCall call) {
    return page(call, 50, latest(name -> true).stream().map(one -> one.described(place)).toList());
  }

  private static Map<String, ?> page(JsonCall call, int most, List<Map<String, Object>> all) {
    int size = Math.min(most, call.number("MaxResults").orElse(most));
    int from = call.text("NextToken").map(EmbeddedParameters::position).orElse(0);
    int to = Math.min(all.size(), from + size);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("Parameters", all.subList(Math.min(from, to), to));
    if (to < all.size()) {
      page.put("NextToken", String.valueOf(to));
    }
    return page;
  }

  private static int position(String token) {
    if (!token.matches("\\d{1,6}")) {
      throw ServiceError.of("InvalidNextToken", "The specified token is not valid.");
    }
    return Integer.parseInt(token);
  }

  private synchronized Map<String, ?> put(JsonCall call) {
    String name = call.required("Name");
    List<StoredParameter> old = versions.get(name);
    if (old != null && !call.isTrue("Overwrite")) {
      throw ServiceError.of(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
    }
    String type = call.text("Type").orElse(old == null ? "String" : old.get(0).parameter().type());
    check(type, call.required("Value"));
    long version = store(new Parameter(name, type, call.required("Value")));
    return Map.of("Tier", "Standard", "Version", version);
  }

  private static void check(String type, String value) {
    if (!TYPES.contains(type)) {
      throw ServiceError.of(
          "ValidationException",
          "1 validation error detected: Value '%s' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]",
          type);
    }
    if (value.length() > MOST_CHARACTERS) {
      throw ServiceError.of(
          "ValidationException",
          "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html");
    }
  }

  private synchronized Map<String, ?> delete(JsonCall call) {
    if (!versions.containsKey(call.required("Name"))) {
      throw ServiceError.of("ParameterNotFound", "");
    }
    remove(call.required("Name"));
    return Map.of();
  }

  private synchronized Map<String, ?> deleteAll(JsonCall call) {
    List<String> names = call.texts("Names");
    checkNames(names);
    List<String> deleted = names.stream().distinct().filter(versions::containsKey).toList();
    deleted.forEach(this::remove);
    return Map.of(
        "DeletedParameters",
        deleted,
        "InvalidParameters",
        names.stream().filter(name -> !deleted.contains(name)).toList());
  }
}
