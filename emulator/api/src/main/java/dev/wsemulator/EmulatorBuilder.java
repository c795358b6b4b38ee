package dev.wsemulator;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.Framing;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Sets what to emulate and how, and starts it: {@code WebSocketApiEmulator.builder()}. Not
 * thread-safe.
 */
public final class EmulatorBuilder {
  private final Settings settings = new Settings();

  EmulatorBuilder() {}

  /**
   * Emulates a stack; APIs and functions given beside it are added, a function of the same name
   * replaces the stack's.
   */
  public EmulatorBuilder stack(Stack definition) {
    settings.stack = Objects.requireNonNull(definition, "definition");
    settings.template = null;
    return this;
  }

  /**
   * Emulates what a template says.
   *
   * @throws dev.wsemulator.stack.TemplateException if the template cannot be used
   */
  public EmulatorBuilder template(Template definition) {
    stack(definition.load());
    settings.template = definition;
    return this;
  }

  /**
   * Sets whether changes of files are taken over while the emulator runs; they are not by default.
   * Watched are the template, what it includes and nests, and the code of functions: folders, jars
   * and zips. An invocation that begins half a second after the last write sees them; those that
   * run end on the old code, and connections stay open. A change that cannot be used has no effect,
   * except for a warning with the reason. {@link dev.wsemulator.journal.JournalEntry.Reloaded}
   * lists the changes.
   *
   * <p>Everything that is set with this builder stays as it is, and of a template: the keys and
   * indexes of tables that exist. Tables and buckets that are gone from it stay until the end.
   */
  public EmulatorBuilder watch(boolean each) {
    settings.watched = each;
    return this;
  }

  /**
   * Sets the region, {@code us-east-1} by default, of what is defined in Java or by calls. A stack
   * has its own; a template's is its parameter {@code AWS::Region}, or the region that SAM,
   * Serverless Framework or CDK has left beside it.
   *
   * @throws IllegalArgumentException if it is not the name of a region
   */
  public EmulatorBuilder region(String name) {
    if (!name.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
      throw new IllegalArgumentException(
          "Invalid region \"%s\". Use a name such as eu-west-1.".formatted(name));
    }
    settings.region = name;
    return this;
  }

  /**
   * Sets the account, {@code 123456789012} by default, with the same limits as a region.
   *
   * @throws IllegalArgumentException if it does not have twelve digits
   */
  public EmulatorBuilder accountId(String twelveDigits) {
    if (!twelveDigits.matches("\\d{12}")) {
      throw new IllegalArgumentException(
          "Invalid account id \"%s\". Use twelve digits.".formatted(twelveDigits));
    }
    settings.accountId = twelveDigits;
    return this;
  }

  /** Adds an API. */
  public EmulatorBuilder api(WebSocketApi api) {
    settings.apis.add(api);
    return this;
  }

  /** Adds an HTTP or REST API; {@link WebSocketApiEmulator#httpEndpoints()} says where it is. */
  public EmulatorBuilder httpApi(HttpApi api) {
    settings.httpApis.add(api);
    return this;
  }

  /** Adds a custom domain name; clients reach it by their {@code Host} header. */
  public EmulatorBuilder domainName(DomainName domain) {
    settings.domainNames.add(domain);
    return this;
  }

  /** Adds a function. */
  public EmulatorBuilder function(FunctionDefinition function) {
    settings.functions.add(function);
    return this;
  }

  /**
   * Adds a function that runs a handler object.
   *
   * @param name the function's name
   * @param handler a {@code RequestHandler}, {@code RequestStreamHandler} or {@code LambdaFunction}
   */
  public EmulatorBuilder function(String name, Object handler) {
    return function(FunctionDefinition.of(name, handler));
  }

  /** Gives the functions AWS services to talk to; without it they get none. */
  public EmulatorBuilder backEnd(BackEnd services) {
    settings.backEnd = services;
    return this;
  }

  /**
   * Lets functions call a service on AWS itself, with the access key that this process has in its
   * environment. Without this no call of a function that has code of its own reaches AWS: it leads
   * to the emulator or the back end, or fails.
   *
   * @param service as in its host name, for example {@code sqs}
   */
  public EmulatorBuilder allowAws(String service) {
    settings.allowedServices.add(service.toLowerCase(Locale.ROOT));
    return this;
  }

  /**
   * Leads calls of functions to a host elsewhere.
   *
   * @param host a host name, with or without a port
   * @param url where its calls go, for example {@code http://localhost:9000}
   */
  public EmulatorBuilder map(String host, URI url) {
    settings.hosts.put(host.toLowerCase(Locale.ROOT), Objects.requireNonNull(url, "url"));
    return this;
  }

  /**
   * Says where the public keys of an issuer of tokens are, by which JWT authorizers and user pools
   * verify them. Without this, keys are read from an issuer only if {@link #map(String, URI)} leads
   * its host elsewhere, it is on this machine, or it is a service that {@link #allowAws(String)}
   * allows.
   *
   * @param issuer the tokens' {@code iss}
   * @param keys a JSON Web Key Set: a file or an HTTP URL
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">JSON Web Key Set</a>
   */
  public EmulatorBuilder tokenKeys(String issuer, URI keys) {
    settings.tokenKeys.put(
        Objects.requireNonNull(issuer, "issuer"), Objects.requireNonNull(keys, "keys"));
    return this;
  }

  /** Sets whether the key {@code test} with the secret {@code test} is the account owner's. */
  public EmulatorBuilder testKey(boolean accepted) {
    settings.testKey = accepted;
    return this;
  }

  /** Sets whether API Gateway needs permission to invoke functions; it does not by default. */
  public EmulatorBuilder enforcePermissions(boolean required) {
    settings.permissionsEnforced = required;
    return this;
  }

  /** Binds to this address in place of {@code 127.0.0.1}; anything else lets other machines in. */
  public EmulatorBuilder host(String address) {
    settings.host = address;
    return this;
  }

  /**
   * Lets clients reach the emulator by a name. Without this they may by {@code localhost}, names
   * below it, addresses, custom domain names and names of AWS: by other names pages of foreign
   * sites, which point theirs at this machine, could read and change everything.
   *
   * @param name for example {@code emulator}, the name of a service of Docker Compose; {@code
   *     *.example.com} means all names below {@code example.com}
   */
  public EmulatorBuilder allowHost(String name) {
    settings.names.add(Objects.requireNonNull(name, "name"));
    return this;
  }

  /**
   * Sets whether other machines may use the admin API and the control plane, if {@link
   * #host(String)} admits them. The default is {@code false}, because these APIs can run code here.
   */
  public EmulatorBuilder toolsFromNetwork(boolean allowed) {
    settings.toolsFromNetwork = allowed;
    return this;
  }

  /** Listens on this port; 0, the default, picks a free one. */
  public EmulatorBuilder port(int number) {
    settings.port = number;
    return this;
  }

  /** Sets the limits; AWS's by default. */
  public EmulatorBuilder quotas(Quotas limits) {
    settings.quotas = limits;
    return this;
  }

  /** Sets how functions run in child processes, those in Node.js and Python among them. */
  public EmulatorBuilder processes(ProcessSettings processes) {
    settings.processes = Objects.requireNonNull(processes, "processes");
    return this;
  }

  /** Sets whether every function has a class loader of its own; it has by default. */
  public EmulatorBuilder isolated(boolean each) {
    settings.isolated = each;
    return this;
  }

  /**
   * Sets whether functions with a class loader of their own read the emulator's clock, which may be
   * virtual or wrong; they do by default. Their classes and libraries then have its time of day
   * wherever they would have the machine's; {@link System#nanoTime} stays the machine's. Functions
   * in child processes and handlers that are given as objects read the machine's clock always.
   */
  public EmulatorBuilder clockInFunctions(boolean each) {
    settings.clockInFunctions = each;
    return this;
  }

  /**
   * Sets how many execution environments of a function in Java have static fields of their own, as
   * every one has on Lambda; further events wait until one is free. By default 50; 10 for functions
   * whose environments cannot share the AWS SDK. With 0 all environments of a function share the
   * static fields. Handlers that are given as objects share those of the caller.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public EmulatorBuilder statics(int most) {
    if (most < 0) {
      throw new IllegalArgumentException(
          "The number of environments with static fields of their own is 0 or more, not %d."
              .formatted(most));
    }
    settings.statics = most;
    return this;
  }

  /**
   * Sets whether functions run on virtual threads, which JDK 21 and later have; they do not by
   * default. A handler that computes without ever waiting keeps a processor from all others then,
   * as nothing interrupts a virtual thread.
   */
  public EmulatorBuilder virtualThreads(boolean each) {
    settings.virtualThreads = each;
    return this;
  }

  /**
   * Sets whether callers of {@code @connections} must sign and be allowed to; they must by default,
   * as on AWS.
   */
  public EmulatorBuilder verifyIdentity(boolean required) {
    settings.verified = required;
    return this;
  }

  /**
   * Sets whether timeouts are turned off, so that a debugger can hold functions. The default is
   * {@code false}. Then no timeout of an integration, an authorizer or a function ends anything; a
   * client's connection still ends when it is idle, unless that quota is lifted.
   */
  public EmulatorBuilder debug(boolean enabled) {
    settings.debugged = enabled;
    return this;
  }

  /** Sets whether clients may compress messages; they may by default, as on AWS. */
  public EmulatorBuilder compression(boolean allowed) {
    settings.compression = allowed;
    return this;
  }

  /**
   * Sets how messages to clients are cut into frames; unevenly by default, as on AWS, so that a
   * client that does not put them together is noticed here.
   */
  public EmulatorBuilder framing(Framing framing) {
    settings.framing = Objects.requireNonNull(framing, "framing");
    return this;
  }

  /** Serves a folder of static files at {@code /}. */
  public EmulatorBuilder webRoot(Path folder) {
    settings.webRoot = folder;
    return this;
  }

  /**
   * Keeps APIs and functions that calls of the control plane define, and the tables, buckets,
   * queues, parameters and secrets of the embedded services, in a folder, where the next start
   * finds them; without this they are forgotten at the end. A call that was answered is kept,
   * whatever happens to the process. One emulator at a time uses the folder.
   */
  public EmulatorBuilder state(Path folder) {
    settings.state = folder;
    return this;
  }

  /**
   * Writes access logs and execution logs, where stages have them, and what functions write, to
   * files in a folder: one for each log group. Without this and {@link #logTo(Appendable)} they are
   * not written.
   */
  public EmulatorBuilder logTo(Path folder) {
    settings.logFolders.add(folder);
    return this;
  }

  /**
   * Writes access logs and execution logs, where stages have them, to a console. What functions
   * write is shown by their loggers, {@code function.NAME} of SLF4J.
   */
  public EmulatorBuilder logTo(Appendable console) {
    settings.logConsoles.add(console);
    return this;
  }

  /**
   * Sets the clock, for example a {@link dev.wsemulator.time.VirtualTime}; the machine's by
   * default. All limits, timeouts, throttles and retries go by it; only the age of signatures on
   * {@code @connections} calls is by the machine's clock, as SDKs sign by that.
   */
  public EmulatorBuilder time(TimeSource clock) {
    settings.time = clock;
    return this;
  }

  /**
   * Starts the emulator.
   *
   * @throws IllegalStateException if the port is in use, or the JVM does not support the requested
   *     virtual threads
   * @throws RuntimeException if the back end cannot be started; the message says what to do
   */
  public WebSocketApiEmulator start() {
    return WebSocketApiEmulator.start(settings.plan());
  }
}
