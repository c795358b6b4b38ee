package dev.wsemulator.internal.function.environment;

import dev.wsemulator.lambda.ProcessSettings;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The configuration of all functions. Immutable, but for what its {@link Builder} is given. */
public final class FunctionRuntimeConfig {
  private static final int PAYLOAD_BYTES = 6_291_456;

  /** How much longer an answer may be than an event. */
  private static final int ANSWER_MORE = 100;

  /** What a character of a message takes in an event at most: a backslash, u and four digits. */
  private static final long ESCAPED = 6;

  private final Builder values;

  private FunctionRuntimeConfig(Builder values) {
    this.values = values;
  }

  /**
   * Begins settings for isolated functions on threads of the operating system, whose shared loader
   * is the context class loader of the calling thread.
   *
   * @param region the value of {@code AWS_REGION}
   * @param accountId twelve digits
   */
  public static Builder of(String region, String accountId) {
    return new Builder(region, accountId);
  }

  /** Makes settings; used once, by one thread. */
  public static final class Builder {
    private final String region;
    private final String accountId;
    private boolean isolated = true;
    private boolean clockInFunctions = true;
    private Statics statics = Statics.DEFAULT;
    private boolean virtualThreads;
    private Map<String, String> environment = Map.of();
    private UnaryOperator<String> rewrite = UnaryOperator.identity();
    private ClassLoader sharedLoader = Thread.currentThread().getContextClassLoader();
    private boolean timeouts = true;
    private boolean reloads;
    private int payloadBytes = PAYLOAD_BYTES;
    private ProcessSettings processes = ProcessSettings.defaults();
    private Supplier<Map<String, String>> childEnvironment = Map::of;

    private Builder(String region, String accountId) {
      this.region = region;
      this.accountId = accountId;
    }

    /**
     * Sets whether each function has its own class loaders, static fields, environment variables
     * and {@code System.exit}; if not, handlers named by class come from the shared loader, and
     * read the environment of the process.
     */
    public Builder isolated(boolean value) {
      isolated = value;
      return this;
    }

    /** Sets whether functions with their own class loader read the emulator's clock. */
    public Builder clockInFunctions(boolean value) {
      clockInFunctions = value;
      return this;
    }

    /** Sets how many environments of an isolated function have static fields of their own. */
    public Builder statics(Statics value) {
      statics = value;
      return this;
    }

    /** Sets whether handlers run on virtual threads. */
    public Builder virtualThreads(boolean value) {
      virtualThreads = value;
      return this;
    }

    /**
     * Sets variables for every function.
     *
     * @param rewriteValue turns a variable's value from a definition into what the function sees;
     *     called when the function's code is first needed
     */
    public Builder environment(Map<String, String> common, UnaryOperator<String> rewriteValue) {
      environment = Map.copyOf(common);
      rewrite = rewriteValue;
      return this;
    }

    /** Sets the class loader of functions without isolation. */
    public Builder sharedLoader(ClassLoader loader) {
      sharedLoader = loader;
      return this;
    }

    /** Sets whether timeouts end functions. */
    public Builder timeouts(boolean value) {
      timeouts = value;
      return this;
    }

    /** Sets whether files of functions can change: functions then run copies of them. */
    public Builder reloads(boolean value) {
      reloads = value;
      return this;
    }

    /**
     * Sets how functions run in child processes.
     *
     * @param environment returns more variables for them; called when the first is started
     */
    public Builder processes(ProcessSettings value, Supplier<Map<String, String>> environment) {
      processes = value;
      childEnvironment = environment;
      return this;
    }

    /** Makes room for messages so long: where a quota was raised they reach functions, too. */
    public Builder messages(int bytes) {
      payloadBytes =
          (int) Math.min(Integer.MAX_VALUE / 2, Math.max(PAYLOAD_BYTES, ESCAPED * bytes));
      return this;
    }

    /** Returns the settings. */
    public FunctionRuntimeConfig build() {
      return new FunctionRuntimeConfig(this);
    }
  }

  public String region() {
    return values.region;
  }

  public String accountId() {
    return values.accountId;
  }

  public boolean isolated() {
    return values.isolated;
  }

  public boolean clockInFunctions() {
    return values.clockInFunctions;
  }

  public Statics statics() {
    return values.statics;
  }

  public boolean virtualThreads() {
    return values.virtualThreads;
  }

  Map<String, String> commonEnvironment() {
    return values.environment;
  }

  UnaryOperator<String> environmentRewrite() {
    return values.rewrite;
  }

  public ClassLoader sharedLoader() {
    return values.sharedLoader;
  }

  public ProcessSettings processes() {
    return values.processes;
  }

  public Supplier<Map<String, String>> childEnvironment() {
    return values.childEnvironment;
  }

  public boolean hasTimeouts() {
    return values.timeouts;
  }

  public boolean reloads() {
    return values.reloads;
  }

  /** Returns the longest event. */
  public int payloadBytes() {
    return values.payloadBytes;
  }

  /** Returns the longest answer, which may have a little more. */
  public int answerBytes() {
    return values.payloadBytes + ANSWER_MORE;
  }
}
