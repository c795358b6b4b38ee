package dev.wsemulator.internal.aws;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The port on the loopback interface of the services in this process. Services that the stack has
 * resources of start with the port and at the same time, the others with their first call.
 * Thread-safe.
 */
final class ServicePort implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Server server;
  private final ServerConnector connector;
  private final List<AwsService> services;
  private final BackEndContext context;
  private final Targets elsewhere;
  private final Map<AwsService, EmbeddedService> started = new ConcurrentHashMap<>();
  private volatile Stack current;

  /**
   * Creates it.
   *
   * @param services what is here
   * @param elsewhere takes the messages for all other services
   */
  ServicePort(List<AwsService> services, BackEndContext context, Targets elsewhere) {
    this.services = services;
    this.elsewhere = elsewhere;
    this.context = context;
    this.current = context.stack();
    QueuedThreadPool threads = new QueuedThreadPool(64, 2);
    threads.setName("wsemulator-aws");
    threads.setDaemon(true);
    server = new Server(threads);
    server.setStopTimeout(0);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http(context.clock())));
    connector.setHost(HOST);
    server.addConnector(connector);
    server.setHandler(new ServiceDispatcher(services, context.calls(), this::running));
  }

  private static HttpConfiguration http(TimeSource clock) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setHttpCompliance(HttpCompliance.LEGACY);
    configuration.setUriCompliance(UriCompliance.LEGACY);
    configuration.setHeaderCacheCaseSensitive(true);
    configuration.setSendServerVersion(false);
    if (clock.canAdvance()) {
      configuration.setSendDateHeader(false);
      configuration.addCustomizer(
          (request, headers) -> {
            headers.put(HttpHeader.DATE, DateGenerator.formatDate(clock.now()));
            return request;
          });
    }
    return configuration;
  }

  /** Starts to listen, and the services that the stack has resources of. */
  void open() {
    List<CompletableFuture<Void>> starting =
        services.stream()
            .filter(service -> service.isUsedBy(current) || isKept(service))
            .map(this::startInParallel)
            .toList();
    try {
      server.start();
      starting.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (Exception e) {
      throw new IllegalStateException(
          "The AWS services cannot listen on a port of %s: %s.".formatted(HOST, e.getMessage()), e);
    }
  }

  private boolean isKept(AwsService service) {
    return context
        .state()
        .flatMap(folder -> service.stateFile().map(folder::resolve))
        .filter(Files::exists)
        .isPresent();
  }

  /** Provisions the new resources of a stack; returns those that could not be changed. */
  List<String> update(Stack before, Stack now) {
    current = now;
    return started.values().stream()
        .flatMap(service -> service.update(before, now).stream())
        .toList();
  }

  /** Returns the names of the tables, indexes or buckets of services that run. */
  List<String> names(String kind) {
    return started.values().stream().flatMap(service -> service.names(kind).stream()).toList();
  }

  /** Returns where the services are. */
  URI uri() {
    return URI.create("http://" + HOST + ":" + connector.getLocalPort());
  }

  /** Delivers a message to a service or to a function. */
  CompletionStage<Void> deliver(String targetArn, TargetMessage delivery) {
    Arn target = Arn.parse(targetArn).orElse(null);
    if (target == null) {
      return refused(targetArn + " is not an ARN.");
    }
    if (target.service().equals("lambda")) {
      String name = target.resource().replaceFirst("^function:", "");
      byte[] event = delivery.body().getBytes(StandardCharsets.UTF_8);
      return queued(context.functions().invokeAsync(name, event));
    }
    return services.stream()
        .filter(service -> service.name().equals(target.service()))
        .findFirst()
        .map(service -> running(service).receive(targetArn, delivery))
        .orElseGet(() -> elsewhere.deliver(targetArn, delivery));
  }

  /** A function has an event as soon as it is queued; only a function that is not there has not. */
  private static CompletionStage<Void> queued(CompletionStage<InvocationOutcome> invocation) {
    CompletableFuture<Void> queued = new CompletableFuture<>();
    invocation.thenAccept(
        ended -> {
          if (ended.condition() == InvocationOutcome.Condition.FUNCTION_NOT_FOUND) {
            queued.completeExceptionally(new IllegalStateException(ended.message()));
          }
        });
    queued.complete(null);
    return queued;
  }

  /** Refuses a message for a service that is not here. */
  static CompletionStage<Void> noService(String targetArn, TargetMessage delivery) {
    return refused("There is no service for " + targetArn + " here.");
  }

  private static CompletionStage<Void> refused(String why) {
    return CompletableFuture.failedFuture(new UnsupportedOperationException(why));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The AWS services did not stop cleanly.", e);
    }
  }

  /** Returns the service; starts it unless it runs. */
  private EmbeddedService running(AwsService service) {
    EmbeddedService running = started.get(service);
    return running != null ? running : startService(service);
  }

  private EmbeddedService startService(AwsService service) {
    Stack stack = current;
    EmbeddedService embedded = started.computeIfAbsent(service, one -> embed(one, stack));
    Stack now = current;
    if (now != stack) { // it has changed meanwhile
      embedded.update(stack, now);
    }
    return embedded;
  }

  private EmbeddedService embed(AwsService service, Stack stack) {
    EmbeddedService embedded = service.embed(stack, context, this::deliver);
    embedded.handler().setServer(server);
    server.addManaged(embedded.handler());
    return embedded;
  }

  private CompletableFuture<Void> startInParallel(AwsService service) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable task =
        () -> {
          try {
            running(service);
            done.complete(null);
          } catch (RuntimeException | LinkageError e) {
            done.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(task, "wsemulator-aws-start");
    thread.setDaemon(true);
    thread.start();
    return done;
  }
}
