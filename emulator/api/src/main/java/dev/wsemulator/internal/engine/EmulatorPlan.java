package dev.wsemulator.internal.engine;

import dev.wsemulator.api.Framing;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an emulator. Immutable.
 *
 * @param stack the APIs and functions of templates
 * @param additions what is defined in Java beside them
 * @param backEnd what the functions talk to, or {@code null}
 * @param isolated whether functions get class loaders of their own
 * @param clockInFunctions whether these functions read the emulator's clock
 * @param statics how many environments of a function have static fields of their own; {@code null}
 *     for as many as is usual
 * @param virtualThreads whether functions run on virtual threads
 * @param verified whether callers of {@code @connections} are checked
 * @param debugged whether timeouts are turned off
 * @param compression whether clients may compress messages
 * @param framing how messages to clients are cut into frames
 * @param quotas the limits
 * @param time the clock
 * @param logFolders where logs are written as files
 * @param logConsoles where logs are printed
 * @param access what functions and callers may do
 * @param processes how functions run in child processes
 * @param address where it is served
 * @param state the folder that keeps what calls define, or {@code null}
 * @param watched what is read again when its files change, or {@code null}
 * @param caller the context class loader of the starting thread
 */
public record EmulatorPlan(
    Stack stack,
    BuilderResources additions,
    @Nullable BackEnd backEnd,
    boolean isolated,
    boolean clockInFunctions,
    @Nullable Integer statics,
    boolean virtualThreads,
    boolean verified,
    boolean debugged,
    boolean compression,
    Framing framing,
    Quotas quotas,
    TimeSource time,
    List<Path> logFolders,
    List<Appendable> logConsoles,
    Access access,
    ProcessSettings processes,
    ServerAddress address,
    @Nullable Path state,
    @Nullable Watched watched,
    ClassLoader caller) {

  /** Returns this with another stack. */
  public EmulatorPlan withStack(Stack other) {
    return new EmulatorPlan(
        other,
        additions,
        backEnd,
        isolated,
        clockInFunctions,
        statics,
        virtualThreads,
        verified,
        debugged,
        compression,
        framing,
        quotas,
        time,
        logFolders,
        logConsoles,
        access,
        processes,
        address,
        state,
        watched,
        caller);
  }

  /**
   * The permissions of functions and callers.
   *
   * @param allowedServices the AWS services that functions call on AWS itself
   * @param hosts where calls of functions to other hosts go
   * @param tokenKeys where the public keys of issuers of tokens are, by the issuer's URL
   * @param testKey whether the key {@code test} is the owner's
   * @param permissionsEnforced whether API Gateway needs permission to invoke functions
   */
  public record Access(
      Set<String> allowedServices,
      Map<String, URI> hosts,
      Map<String, URI> tokenKeys,
      boolean testKey,
      boolean permissionsEnforced) {
    /** Copies the collections. */
    public Access {
      allowedServices = Set.copyOf(allowedServices);
      hosts = Map.copyOf(hosts);
      tokenKeys = Map.copyOf(tokenKeys);
    }
  }

  /**
   * Where it is served.
   *
   * @param host the address to bind to
   * @param port the port; 0 picks a free one
   * @param webRoot a folder of static files, or {@code null}
   * @param requestRules which requests are accepted
   */
  public record ServerAddress(
      String host, int port, @Nullable Path webRoot, RequestRules requestRules) {}

  /**
   * The accepted requests, besides those that cannot come from a foreign site.
   *
   * @param hosts names by which it may be reached
   * @param toolsFromNetwork whether other machines may use the admin API and the control plane
   */
  public record RequestRules(Set<String> hosts, boolean toolsFromNetwork) {
    /** Copies the names. */
    public RequestRules {
      hosts = Set.copyOf(hosts);
    }
  }

  /**
   * What is read again.
   *
   * @param template the template, or {@code null}
   * @param additions what is defined in Java beside it
   */
  public record Watched(@Nullable TemplateSource template, BuilderResources additions) {}
}
