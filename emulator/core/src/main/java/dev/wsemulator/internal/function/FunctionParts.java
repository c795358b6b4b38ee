package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.environment.Environments;
import dev.wsemulator.internal.function.environment.FunctionHost;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the invocations of one function share. Thread-safe.
 *
 * @param arn the function's ARN, without a version
 * @param runtime what all functions share
 */
record FunctionParts(
    FunctionDefinition definition,
    String arn,
    Qualifiers qualifiers,
    FunctionHost host,
    InvocationJournal journal,
    RuntimeParts runtime,
    Logger log) {

  /**
   * Returns those of a function that is deployed now.
   *
   * @throws IllegalArgumentException if a class path entry does not exist, or an object is not a
   *     handler
   */
  static FunctionParts of(FunctionDefinition definition, RuntimeParts runtime) {
    Logger log = LoggerFactory.getLogger("function." + definition.name());
    return new FunctionParts(
        definition,
        runtime.arn(definition.name()),
        new Qualifiers(definition.qualifiers()),
        runtime.host(definition, log),
        new InvocationJournal(definition.name(), runtime.time(), runtime.journal()),
        runtime,
        log);
  }

  String name() {
    return definition.name();
  }

  Environments environments() {
    return host.environments();
  }

  FunctionConsole console() {
    return host.console();
  }

  /** Returns the version that a qualifier means, or empty. What runs elsewhere knows its own. */
  Optional<String> version(@Nullable String qualifier) {
    Optional<String> version = qualifiers.version(qualifier);
    boolean isElsewhere = definition.code() instanceof FunctionDefinition.Remote;
    return version.isEmpty() && isElsewhere ? Optional.of(FunctionDefinition.LATEST) : version;
  }

  /** Returns what is called: the alias or version, and the version that it means. */
  Set<String> aliases(@Nullable String qualifier) {
    Set<String> aliases = new TreeSet<>();
    version(qualifier).ifPresent(aliases::add);
    if (qualifier != null) {
      aliases.add(qualifier);
    }
    return aliases;
  }

  long nanos() {
    return runtime.time().nanos();
  }
}
