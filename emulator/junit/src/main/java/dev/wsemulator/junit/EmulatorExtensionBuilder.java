package dev.wsemulator.junit;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.Template;
import dev.wsemulator.api.Quotas;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an {@link EmulatorExtension} starts. Not thread-safe.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmulatorExtension EMULATOR =
 *     EmulatorExtension.builder()
 *         .template(Path.of("template.yaml"))
 *         .parameter("StageName", "beta")
 *         .virtualTime()
 *         .build();
 * }</pre>
 */
public final class EmulatorExtensionBuilder {
  private Consumer<EmulatorBuilder> definition = builder -> {};
  private @Nullable Template template;
  private final Quotas.Builder quotas = Quotas.builder();
  private boolean ownQuotas;
  private String name = "";
  private @Nullable Supplier<AwsEnvironment> backEnd;
  private LeakChecks checks = LeakChecks.STRICT;
  private Duration patience = Watch.PATIENCE;

  EmulatorExtensionBuilder() {
    SameVersion.check(EmulatorExtensionBuilder.class.getClassLoader());
  }

  /** Emulates what a template says, with embedded AWS services behind it unless others are set. */
  public EmulatorExtensionBuilder template(Path file) {
    return template(Template.of(file));
  }

  /** Emulates what a template says, with embedded AWS services behind it unless others are set. */
  public EmulatorExtensionBuilder template(Template given) {
    this.template = Objects.requireNonNull(given, "given");
    return this;
  }

  /**
   * Gives a parameter to the template.
   *
   * @throws IllegalStateException if there is no template
   */
  public EmulatorExtensionBuilder parameter(String name, String value) {
    if (template == null) {
      throw new IllegalStateException(
          "There is no template to give the parameter %s to. Call template(...) before."
              .formatted(name));
    }
    this.template = template.parameter(name, value);
    return this;
  }

  /** Adds an API. */
  public EmulatorExtensionBuilder api(WebSocketApi api) {
    return emulator(builder -> builder.api(api));
  }

  /**
   * Adds a function that runs a handler object, in place of the template's of this name.
   *
   * @param handler a {@code RequestHandler}, {@code RequestStreamHandler} or {@code LambdaFunction}
   */
  public EmulatorExtensionBuilder function(String name, Object handler) {
    return emulator(builder -> builder.function(name, handler));
  }

  /** Sets the name by which {@link Emulator} selects it, where a test has several emulators. */
  public EmulatorExtensionBuilder name(String ofEmulator) {
    name = ofEmulator;
    return this;
  }

  /** Changes quotas: {@code quotas(quotas -> quotas.idleTimeout(Duration.ofSeconds(30)))}. */
  public EmulatorExtensionBuilder quotas(Consumer<Quotas.Builder> change) {
    change.accept(quotas);
    this.ownQuotas = true;
    return this;
  }

  /**
   * Lets every emulator have a {@link VirtualTime}: {@code time.advance(Duration.ofMinutes(10))},
   * with {@code TimeSource time} as a parameter of the test.
   */
  public EmulatorExtensionBuilder virtualTime() {
    return emulator(builder -> builder.time(new VirtualTime()));
  }

  /** Sets anything else of the emulator; asked at every start. */
  public EmulatorExtensionBuilder emulator(Consumer<EmulatorBuilder> further) {
    this.definition = definition.andThen(further);
    return this;
  }

  /** Sets the AWS services behind the emulator; the supplier is called at every start. */
  public EmulatorExtensionBuilder backEnd(Supplier<AwsEnvironment> services) {
    this.backEnd = Objects.requireNonNull(services, "services");
    return this;
  }

  /** Lets these functions fail without anybody looking at it, as {@link AllowFunctionErrors}. */
  public EmulatorExtensionBuilder allowFunctionErrors(String... functions) {
    this.checks = checks.allowing(functions);
    return this;
  }

  /**
   * Sets how long functions may run after their test, in real time; the default is 10 s. A test
   * that leaves nothing behind does not wait.
   */
  public EmulatorExtensionBuilder grace(Duration limit) {
    this.checks = checks.within(limit);
    return this;
  }

  /**
   * Sets how long the waits of {@link TestClient}, {@link RawClient}, {@link TestJournal} and of
   * the assertions take at most if they are not told otherwise, in real time; the default is 20 s.
   *
   * @throws IllegalArgumentException if it is not longer than nothing
   */
  public EmulatorExtensionBuilder patience(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "The patience of tests is longer than nothing; this is %s.".formatted(limit));
    }
    this.patience = limit;
    return this;
  }

  /** Lets tests leave connections open, functions running and errors unread. */
  public EmulatorExtensionBuilder withoutLeakChecks() {
    this.checks = checks.off();
    return this;
  }

  /** Returns the extension. */
  public EmulatorExtension build() {
    return new EmulatorExtension(plan());
  }

  TestEmulatorPlan plan() {
    Template given = template;
    Quotas limits = quotas.build();
    boolean changed = ownQuotas;
    Consumer<EmulatorBuilder> first =
        builder -> {
          if (given != null) {
            builder.template(given);
          }
          if (changed) {
            builder.quotas(limits);
          }
        };
    return new TestEmulatorPlan(name, first.andThen(definition), services(), checks, patience);
  }

  private Supplier<@Nullable AwsEnvironment> services() {
    if (backEnd != null) {
      return backEnd::get;
    }
    return template == null ? () -> null : AwsEnvironment::embedded;
  }
}
