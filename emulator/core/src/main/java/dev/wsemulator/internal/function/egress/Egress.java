package dev.wsemulator.internal.function.egress;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the destination of a function's call. A call of an AWS service leads to the emulator or
 * to a back end, or is refused; nothing reaches AWS unless it is allowed. Thread-safe.
 */
public final class Egress implements UnaryOperator<URI> {
  private static final Logger LOG = LoggerFactory.getLogger(Egress.class);

  private static final String EXECUTE_API = "execute-api";
  private static final String COGNITO = "cognito-idp";

  /** Names by which a process reaches its own machine. */
  private static final Pattern LOOPBACK =
      Pattern.compile("\\[::1]|127\\.\\d+\\.\\d+\\.\\d+|([a-z0-9-]+\\.)*localhost");

  /** For functions that reach nothing of AWS. */
  public static final Egress NONE =
      new Egress(
          new Rules(Map.of(), null, Set.of(), Map.of()),
          new ServedHosts(URI.create("http://127.0.0.1:0"), id -> false, name -> false));

  private final Rules rules;
  private final ServedHosts served;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * Where calls go.
   *
   * @param services where each emulated service is, by its name in host names, such as {@code s3}
   * @param others where all other services are, or {@code null} if they are not emulated
   * @param allowed the services that are called on AWS itself
   * @param hosts other hosts, some with a port, and where calls to them go instead
   */
  public record Rules(
      Map<String, URI> services,
      @Nullable URI others,
      Set<String> allowed,
      Map<String, URI> hosts) {
    /** Copies the collections. */
    public Rules {
      services = Map.copyOf(services);
      allowed = Set.copyOf(allowed);
      hosts = Map.copyOf(hosts);
    }
  }

  /**
   * What the emulator serves.
   *
   * @param base the emulator's own URL
   * @param isApi whether there is an API with an id
   * @param isDomain whether there is a custom domain with a name
   */
  public record ServedHosts(URI base, Predicate<String> isApi, Predicate<String> isDomain) {}

  /** Creates the decision about all functions of an emulator. */
  public Egress(Rules rules, ServedHosts served) {
    this.rules = rules;
    this.served = served;
  }

  /**
   * Returns where a call goes.
   *
   * @param call the URL that the function calls, without a query
   * @return the same URL if it goes where the function sends it
   * @throws UnsupportedOperationException if it goes nowhere; the message is for the function's
   *     author
   */
  @Override
  public URI apply(URI call) {
    String authority = Optional.ofNullable(call.getRawAuthority()).orElse("");
    String host = host(authority);
    URI mapped = rules.hosts().getOrDefault(authority, rules.hosts().get(host));
    if (mapped != null) {
      return joined(mapped, path(call));
    }
    if (isEmulator(authority, host)) {
      return joined(served.base(), path(call));
    }
    if (served.isDomain().test(host)) {
      return joined(served.base(), "/" + host + path(call));
    }
    return AwsHost.of(host).map(aws -> ofAws(call, aws)).orElse(call);
  }

  /**
   * Where the front door sends a request that was made for another host.
   *
   * @param kind the kind of destination
   * @param url the URL, without the query
   */
  public record Route(Kind kind, URI url) {
    /** The kinds of destinations. */
    public enum Kind {
      /** The emulator itself, by the host and path of the request as they are. */
      EMULATOR,
      /** A back end, or what a mapped host is mapped to. */
      BACK_END,
      /** The host that the request names. */
      ELSEWHERE
    }
  }

  /**
   * Returns whether a host is one whose calls this decides about: one of AWS, or a mapped one.
   * Costs next to nothing for others.
   *
   * @param authority the host, with or without a port
   */
  public boolean concerns(String authority) {
    String host = host(authority);
    return AwsHost.isOne(host) || isMapped(authority, host);
  }

  /**
   * Returns whether TLS connections to a host end at the emulator; all others go to the host.
   *
   * @param authority the host, with or without a port
   */
  public boolean intercepts(String authority) {
    String host = host(authority);
    return isMapped(authority)
        || served.isDomain().test(host)
        || AwsHost.of(host).filter(aws -> isOwnApi(aws) || !isAllowed(aws)).isPresent();
  }

  /** Returns the service that a host of AWS belongs to, or an empty text for other hosts. */
  public String service(String authority) {
    return AwsHost.of(host(authority)).map(AwsHost::service).orElse("");
  }

  /**
   * Returns whether a host is the emulator itself.
   *
   * @param authority the host, with its port
   */
  public boolean isEmulator(String authority) {
    return isEmulator(authority, host(authority));
  }

  /**
   * Returns where a request goes that was made for a host which this decides about.
   *
   * @param call the URL of the request, without a query
   * @throws UnsupportedOperationException if it goes nowhere; the message is for the caller
   */
  public Route route(URI call) {
    String authority = Optional.ofNullable(call.getRawAuthority()).orElse("");
    if (isMapped(authority)) {
      return new Route(Route.Kind.BACK_END, apply(call));
    }
    if (isIssuer(call) || AwsHost.of(host(authority)).filter(this::isServedHere).isPresent()) {
      return new Route(Route.Kind.EMULATOR, call);
    }
    URI destination = apply(call);
    return new Route(
        destination.equals(call) ? Route.Kind.ELSEWHERE : Route.Kind.BACK_END, destination);
  }

  /**
   * Returns whether a call is one of a user pool's public documents that the emulator itself
   * answers.
   *
   * @param call the URL of the call
   */
  public boolean isIssuer(URI call) {
    String authority = Optional.ofNullable(call.getRawAuthority()).orElse("");
    return !isMapped(authority)
        && AwsHost.of(host(authority)).filter(aws -> isIssuer(call, aws)).isPresent();
  }

  private boolean isIssuer(URI call, AwsHost aws) {
    return aws.service().equals(COGNITO)
        && !isAllowed(aws)
        && IssuerPath.of(path(call)).isPresent();
  }

  private boolean isServedHere(AwsHost aws) {
    return aws.service().equals(EXECUTE_API)
        ? isOwnApi(aws)
        : !isAllowed(aws) && served.base().equals(rules.services().get(aws.service()));
  }

  private boolean isAllowed(AwsHost aws) {
    return rules.allowed().contains(aws.service());
  }

  /** Returns whether the user has mapped a host, with or without a port, to a URL. */
  public boolean isMapped(String authority) {
    return isMapped(authority, host(authority));
  }

  private boolean isMapped(String authority, String host) {
    Map<String, URI> hosts = rules.hosts();
    return !hosts.isEmpty() && (hosts.containsKey(authority) || hosts.containsKey(host));
  }

  private boolean isOwnApi(AwsHost aws) {
    return aws.service().equals(EXECUTE_API) && served.isApi().test(aws.prefix());
  }

  /**
   * Returns the destination of a call without an AWS SDK, which may be signed already: a call to
   * AWS cannot be redirected.
   *
   * @param call the URL that the function calls
   * @return the same URL if it goes where the function sends it
   * @throws UnsupportedOperationException if it goes nowhere; the message is for the function's
   *     author
   */
  public URI withoutSdk(URI call) {
    String authority = Optional.ofNullable(call.getRawAuthority()).orElse("");
    String host = host(authority);
    URI destination = apply(call);
    if (isMapped(authority) || destination.equals(call) || isIssuer(call)) {
      return destination;
    }
    if (isEmulator(authority, host)) {
      return call;
    }
    throw reported(
        host,
        "A call of %s that no AWS SDK makes is not led to the emulator, as a signature would not hold there. Send it to %s, signed for that host."
            .formatted(host, destination));
  }

  /**
   * Rejects host lookups of clients that cannot be redirected.
   *
   * @throws UnsupportedOperationException if calls of it do not go there; the message is for the
   *     function's author
   */
  public void lookUp(String host) {
    URI call;
    try {
      call = URI.create("https://" + host + "/");
    } catch (IllegalArgumentException e) {
      return; // not a name: the JDK says so
    }
    URI destination = withoutSdk(call);
    if (!destination.equals(call) && !host.equals(destination.getHost())) {
      throw new UnsupportedOperationException(
          "An HTTP client that looks up %s itself is not led to %s. Let the function call that."
              .formatted(host, destination));
    }
  }

  private URI ofAws(URI call, AwsHost aws) {
    String service = aws.service();
    if (isOwnApi(aws)) {
      return joined(served.base(), "/" + aws.prefix() + path(call));
    }
    if (isAllowed(aws)) {
      return call;
    }
    if (isIssuer(call, aws)) {
      return joined(served.base(), path(call));
    }
    URI emulated = rules.services().getOrDefault(service, rules.others());
    if (emulated == null || service.equals(EXECUTE_API)) {
      throw refusal(call, aws);
    }
    boolean hasBucket = service.equals("s3") && !aws.prefix().isEmpty();
    return joined(emulated, hasBucket ? "/" + aws.prefix() + path(call) : path(call));
  }

  /** Plain text is enough on this machine, and native TLS does not know our certificate. */
  private boolean isEmulator(String authority, String host) {
    return authority.endsWith(":" + served.base().getPort())
        && (host.equals(served.base().getHost()) || LOOPBACK.matcher(host).matches());
  }

  private UnsupportedOperationException refusal(URI call, AwsHost aws) {
    String host = host(call.getRawAuthority());
    String message =
        """
        %1$s. To reach AWS itself, start with --allow-aws %2$s; to use something else, with \
        --map %3$s=URL; in Java, builder.allowAws("%2$s") and builder.map("%3$s", url)."""
            .formatted(lacking(aws, host), aws.service(), host);
    return reported(host, message);
  }

  private String lacking(AwsHost aws, String host) {
    return switch (aws.service()) {
      case EXECUTE_API ->
          "There is no API \"%s\" in the emulator (%s)".formatted(aws.prefix(), host);
      case COGNITO ->
          "Of user pools (%s) the emulator has the keys only, and tokens: the command token prints one, in Java emulator.userPool(…) has them"
              .formatted(host);
      default ->
          "The emulator has no AWS service \"%s\" (%s); it has %s"
              .formatted(
                  aws.service(), host, String.join(", ", new TreeSet<>(rules.services().keySet())));
    };
  }

  private UnsupportedOperationException reported(String host, String message) {
    if (reported.add(host)) {
      LOG.warn("A call of a function was refused. {}", message);
    }
    return new UnsupportedOperationException(message);
  }

  /** Without the dot that a name may end with. */
  private static String host(String authority) {
    int from = authority.indexOf('@') + 1;
    int colon = authority.lastIndexOf(':');
    boolean isPort = colon >= from && isNumber(authority, colon + 1);
    int end = isPort ? colon : authority.length();
    int last = end > from && authority.charAt(end - 1) == '.' ? end - 1 : end;
    return authority.substring(from, last).toLowerCase(Locale.ROOT);
  }

  private static boolean isNumber(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String path(URI call) {
    return Optional.ofNullable(call.getRawPath()).orElse("");
  }

  private static URI joined(URI base, String path) {
    String root = base.toString();
    return URI.create(
        root.endsWith("/") ? root.substring(0, root.length() - 1) + path : root + path);
  }
}
