package dev.wsemulator.internal.function.process.jvm;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import dev.wsemulator.internal.function.handler.EntryPoint;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The program that runs a function in a JVM of its own, as Lambda's runtime for Java does: it loads
 * the handler, and then gives it one event after the other.
 */
public final class JavaRuntime {
  /** Where the X-Ray SDK for Java looks for the trace. */
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  private final Map<String, String> variables;
  private final RuntimeClient client;
  private final FunctionLogger logger;

  private JavaRuntime(Map<String, String> variables, OutputStream out) {
    this.variables = variables;
    this.client = new RuntimeClient(variables.getOrDefault("AWS_LAMBDA_RUNTIME_API", ""));
    this.logger = new FunctionLogger(out, variables);
  }

  /**
   * Runs until it is ended.
   *
   * @param classPath the folders and jars of the function
   * @throws IOException if the Runtime API cannot be reached
   */
  public static void main(String... classPath) throws IOException {
    EndOfParent.watch();
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8.name()));
    System.setErr(
        new PrintStream(
            new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8.name()));
    JavaRuntime runtime = new JavaRuntime(System.getenv(), out);
    setLogger(runtime.logger);
    ClassLoader loader = new URLClassLoader(urls(classPath), JavaRuntime.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    runtime.run(loader);
  }

  private static URL[] urls(String... classPath) throws MalformedURLException {
    URL[] urls = new URL[classPath.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = new File(classPath[i]).toURI().toURL();
    }
    return urls;
  }

  /** Frameworks ask the library for the logger, which has no setter for it. */
  private static void setLogger(LambdaLogger logger) {
    try {
      Field field = LambdaRuntime.class.getDeclaredField("logger");
      field.setAccessible(true);
      field.set(null, logger);
    } catch (ReflectiveOperationException e) {
      logger.log("The logger of LambdaRuntime is its own: " + e);
    }
  }

  private void run(ClassLoader loader) throws IOException {
    EntryPoint handler;
    try {
      handler = FunctionHandler.load(variables.getOrDefault("_HANDLER", ""), loader);
    } catch (FunctionHandler.Unusable e) {
      logger.error(e.report().text());
      client.failInit(e.report());
      System.exit(1);
      return;
    }
    boolean goesOn = true;
    while (goesOn) {
      goesOn = serve(handler, client.next());
    }
    System.exit(1);
  }

  /** Handles an event; returns whether the JVM can handle more. */
  private boolean serve(EntryPoint handler, Event event) throws IOException {
    setTrace(event);
    logger.begin(event.requestId());
    byte[] answer;
    try {
      answer = handler.call(event.body(), new RuntimeContext(event, variables, logger));
    } catch (FunctionHandler.Unusable e) {
      fail(event, e.report());
      return true;
    } catch (Throwable e) {
      fail(event, ErrorReport.of(e));
      return !(e instanceof VirtualMachineError || e instanceof IOError);
    }
    client.respond(event.requestId(), answer);
    Thread.interrupted(); // the next event is not concerned
    return true;
  }

  /** The log comes first, so that all of it is there when the caller has the answer. */
  private void fail(Event event, ErrorReport report) throws IOException {
    logger.error(report.text());
    client.fail(event.requestId(), report);
  }

  private static void setTrace(Event event) {
    String trace = event.traceId();
    if (trace == null) {
      System.clearProperty(TRACE);
    } else {
      System.setProperty(TRACE, trace);
    }
  }
}
