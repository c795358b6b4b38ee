package dev.wsemulator.junit;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An emulator for tests, on a free port: one for a class if it is a static field with
 * {@code @RegisterExtension}, one for every test if it is an instance field. Tests may take as
 * parameters the {@link WebSocketApiEmulator}, its journal, a connected {@link TestClient}, the AWS
 * SDK's {@code ApiGatewayManagementApiClient} and, with a back end, {@code S3Client} and {@code
 * DynamoDbClient}. Nested classes share the emulator of a static field. Each class has its own
 * extension, so classes may run in parallel.
 */
public final class EmulatorExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {

  private final Consumer<WebSocketApiEmulator.Builder> definition;
  private final Supplier<@Nullable AwsEnvironment> backEnd;

  /** Written by the thread that runs the class or test; read by the tests. */
  private volatile @Nullable Running running;

  private volatile boolean perClass;

  /**
   * The classes that use the emulator now: JUnit calls a static extension once more for every
   * nested class, which shares the emulator of its outer class. Guarded by itself.
   */
  private final Set<String> classes = new HashSet<>();

  private EmulatorExtension(
      Consumer<WebSocketApiEmulator.Builder> definition,
      Supplier<@Nullable AwsEnvironment> backEnd) {
    this.definition = Objects.requireNonNull(definition, "definition");
    this.backEnd = Objects.requireNonNull(backEnd, "backEnd");
  }

  /** Returns an extension for an API that is defined in Java, without AWS services behind it. */
  public static EmulatorExtension of(Consumer<WebSocketApiEmulator.Builder> definition) {
    return new EmulatorExtension(definition, () -> null);
  }

  /** Returns an extension for a template, with embedded AWS services behind it. */
  public static EmulatorExtension template(Path file) {
    return template(Template.of(file));
  }

  /**
   * Returns an extension for a template with its parameters, with embedded AWS services behind it.
   */
  public static EmulatorExtension template(Template template) {
    return new EmulatorExtension(builder -> builder.template(template), AwsEnvironment::embedded);
  }

  /**
   * Returns this extension with other AWS services behind it; the supplier is asked at every start.
   */
  public EmulatorExtension backEnd(Supplier<AwsEnvironment> services) {
    return new EmulatorExtension(definition, services::get);
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
        start();
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!perClass) {
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!perClass) {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    synchronized (classes) {
      classes.remove(context.getUniqueId());
      if (classes.isEmpty()) {
        stop();
      }
    }
  }

  private void start() {
    AwsEnvironment aws = backEnd.get();
    WebSocketApiEmulator.Builder builder = WebSocketApiEmulator.builder();
    definition.accept(builder);
    if (aws != null) {
      builder.backEnd(aws);
    }
    running = new Running(builder.start(), aws);
  }

  private void stop() {
    Running now = running;
    running = null;
    if (now != null) {
      now.emulator().close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.supports(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.of(parameter.getParameter().getType(), current(), context);
  }

  /** A started emulator with what is behind it. */
  record Running(WebSocketApiEmulator emulator, @Nullable AwsEnvironment aws) {}
}
