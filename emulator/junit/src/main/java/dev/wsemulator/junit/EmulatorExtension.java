package dev.wsemulator.junit;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An emulator for tests, on a free port: one for a class if it is a static field with
 * {@code @RegisterExtension}, one for every test if it is an instance field. Tests may take as
 * parameters the {@link WebSocketApiEmulator}, its journal ({@link TestJournal}), faults and clock
 * ({@code TimeSource}), a connected {@link TestClient} or {@link RawClient}, the AWS SDK's {@code
 * ApiGatewayManagementApiClient} and, with a back end, {@code S3Client} and {@code DynamoDbClient}.
 * Nested classes share the emulator of a static field. Each class has its own extension, so classes
 * may run in parallel.
 *
 * <p>A test fails if it leaves something behind: a connection of a client that it has opened
 * itself, a function that still runs, or a failed function that it did not look at. An error is
 * read if the test took it with {@code journal.next(...)}, received it in a message, caused it with
 * a fault at {@code INVOCATION} or {@code INVOCATION_RESULT}, or declared it with {@link
 * AllowFunctionErrors}. Tests that share an emulator at the same time are not asked for functions;
 * their class is when it ends.
 *
 * <p>The fault rules that tests add end with them; those from before, as from {@code @BeforeAll},
 * begin anew with every test.
 *
 * <p>With the failure of a test come a sequence diagram and the journal of this test.
 */
public final class EmulatorExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {

  private final TestEmulatorPlan plan;

  /** Written by the thread that runs the class or test; read by the tests. */
  private volatile @Nullable Running running;

  private volatile boolean perClass;

  /**
   * The classes that use the emulator now: JUnit calls a static extension once more for every
   * nested class, which shares the emulator of its outer class. Guarded by itself.
   */
  private final Set<String> classes = new HashSet<>();

  EmulatorExtension(TestEmulatorPlan plan) {
    this.plan = plan;
  }

  /** Returns a builder of an extension: an API in Java or a template, and how to test it. */
  public static EmulatorExtensionBuilder builder() {
    return new EmulatorExtensionBuilder();
  }

  /** Returns an extension for an API that is defined in Java, without AWS services behind it. */
  public static EmulatorExtension of(Consumer<EmulatorBuilder> definition) {
    return builder().emulator(definition).build();
  }

  /** Returns an extension for a template, with embedded AWS services behind it. */
  public static EmulatorExtension template(Path file) {
    return builder().template(file).build();
  }

  /**
   * Returns an extension for a template with its parameters, with embedded AWS services behind it.
   */
  public static EmulatorExtension template(Template template) {
    return builder().template(template).build();
  }

  /**
   * Returns this extension with other AWS services behind it; the supplier is called at every
   * start.
   */
  public EmulatorExtension backEnd(Supplier<AwsEnvironment> services) {
    return new EmulatorExtension(
        new TestEmulatorPlan(
            plan.name(), plan.definition(), services::get, plan.checks(), plan.patience()));
  }

  /**
   * Returns the running emulator.
   *
   * @throws IllegalStateException outside of a test
   */
  public WebSocketApiEmulator emulator() {
    return current().emulator();
  }

  private Running current() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException(
          "The emulator is not running. Register the extension with @RegisterExtension and use it"
              + " inside a test.");
    }
    return now;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    synchronized (classes) {
      perClass = true;
      classes.add(context.getUniqueId());
      if (running == null) {
        running = Running.start(plan, context);
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!perClass) {
      running = Running.start(plan, context);
    }
    store(context).put(this, current().begin(context));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Running now = running;
    TestRun run = store(context).remove(this, TestRun.class);
    if (now != null && run != null) {
      now.end(run, context, !perClass);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    synchronized (classes) {
      classes.remove(context.getUniqueId());
      Running now = running;
      if (classes.isEmpty() && now != null) {
        running = null;
        now.end(context);
      }
    }
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(Namespace.create(EmulatorExtension.class));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.supports(parameter, plan.name());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.of(parameter, current(), context);
  }
}
