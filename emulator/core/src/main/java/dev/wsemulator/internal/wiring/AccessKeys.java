package dev.wsemulator.internal.wiring;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.iam.CallerPrincipal;
import dev.wsemulator.internal.iam.RequestSigner;
import dev.wsemulator.internal.iam.Resigner;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.iam.SignerClock;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.PolicyStatement;
import dev.wsemulator.lambda.ProcessSettings;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The access keys of the account's owner and of functions, and who signs with each. Thread-safe.
 */
final class AccessKeys {
  private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
  private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

  private final EmulatorPlan plan;
  private final Supplier<Map<String, String>> backEnd;
  private final Map<String, CallerPrincipal> identities = new ConcurrentHashMap<>();

  /** The names of functions by the ids that their SDKs send. */
  private final Map<String, String> functions = new ConcurrentHashMap<>();

  /**
   * Creates the keys of an emulator.
   *
   * @param backEnd the variables of the back end, which has started when they are needed
   */
  AccessKeys(EmulatorPlan plan, Supplier<Map<String, String>> backEnd) {
    this.plan = plan;
    this.backEnd = backEnd;
  }

  /** Returns the variables with this process' key, for calls of AWS itself, if any is allowed. */
  Map<String, String> ofProcess() {
    Map<String, String> variables = new HashMap<>(System.getenv());
    variables.keySet().retainAll(Set.of(KEY_ID, SECRET_KEY, SESSION_TOKEN));
    variables.putIfAbsent(SESSION_TOKEN, "");
    boolean isOfUse = !plan.access().allowedServices().isEmpty() && key(variables).isPresent();
    return isOfUse ? Map.copyOf(variables) : Map.of();
  }

  /** Returns the keys of the account's owner. */
  List<AccessKey> owners() {
    List<AccessKey> keys = new ArrayList<>(List.of(AccessKey.OWNER));
    if (plan.access().testKey()) {
      keys.add(AccessKey.TEST);
    }
    key(ofProcess()).ifPresent(keys::add);
    return keys;
  }

  /** Lets a function sign its calls. */
  void admit(FunctionDefinition function) {
    AccessKey own = AccessKey.of(function.name());
    AccessKey key = shared().orElse(own);
    String arn =
        Arn.of(
            "sts",
            "",
            plan.stack().accountId(),
            "assumed-role/%s-role/%s".formatted(function.name(), function.name()));
    functions.put(own.accessKeyId(), function.name());
    identities.put(
        own.accessKeyId(),
        new CallerPrincipal(
            key.accessKeyId(), key.secretAccessKey(), arn, function.policy(), clock(function)));
  }

  /**
   * Returns the name of the function that has an access key id, or an application id, of its own.
   */
  Optional<String> functionOf(String id) {
    return Optional.ofNullable(functions.get(id));
  }

  private SignerClock clock(FunctionDefinition function) {
    ProcessSettings processes = plan.processes();
    boolean isEmulators =
        plan.isolated()
            && plan.clockInFunctions()
            && function.code() instanceof FunctionDefinition.Files files
            && !processes.isolatesJava()
            && !processes.programs().containsKey(files.runtime());
    return isEmulators ? SignerClock.EMULATOR : SignerClock.MACHINE;
  }

  /**
   * Returns what verifies the signatures of all that there are.
   *
   * @param time the emulator's clock
   */
  SignatureVerifier verifier(TimeSource time) {
    Stack stack = plan.stack();
    stack.functions().forEach(this::admit);
    admitElsewhere(stack);
    shared().ifPresent(key -> identities.put(key.accessKeyId(), owner(key)));
    owners().forEach(key -> identities.put(key.accessKeyId(), owner(key)));
    return new SignatureVerifier(
        stack.region(), time, key -> Optional.ofNullable(identities.get(key)));
  }

  /** Returns what signs calls of functions again that are passed on to a back end. */
  Resigner resigner() {
    return new Resigner(key -> Optional.ofNullable(identities.get(key)));
  }

  /** Signs calls of AWS services. */
  RequestSigner signer() {
    return new RequestSigner(shared().orElse(AccessKey.OWNER), plan.stack().region());
  }

  /** Lets functions that are served elsewhere sign, if their key is not the owner's anyway. */
  private void admitElsewhere(Stack stack) {
    List<FunctionDefinition> remote =
        stack.functions().stream()
            .filter(function -> function.code() instanceof FunctionDefinition.Remote)
            .toList();
    if (!remote.isEmpty()) {
      identities.put(
          AccessKey.TEST.accessKeyId(),
          new CallerPrincipal(
              AccessKey.TEST.accessKeyId(),
              AccessKey.TEST.secretAccessKey(),
              Arn.ofIam(stack.accountId(), "user/elsewhere"),
              remote.stream().flatMap(function -> function.policy().stream()).toList()));
    }
  }

  private CallerPrincipal owner(AccessKey key) {
    return new CallerPrincipal(
        key.accessKeyId(),
        key.secretAccessKey(),
        Arn.ofIam(plan.stack().accountId(), "root"),
        List.of(new PolicyStatement(true, List.of("*"), List.of("*"))));
  }

  /** Returns the key that all functions sign with, where the back end knows no other. */
  private Optional<AccessKey> shared() {
    return key(backEnd.get());
  }

  private static Optional<AccessKey> key(Map<String, String> variables) {
    String id = variables.get(KEY_ID);
    String secret = variables.get(SECRET_KEY);
    return id == null || secret == null ? Optional.empty() : Optional.of(new AccessKey(id, secret));
  }
}
