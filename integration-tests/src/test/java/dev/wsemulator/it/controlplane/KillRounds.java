package dev.wsemulator.it.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Stage;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** Kills an emulator while calls come in, and looks at what the next one knows. */
final class KillRounds {
  private final Path folder;
  private final Random random;

  KillRounds(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /** What calls were answered. */
  private record Answered(
      String apiId, Queue<String> routes, Queue<String> functions, AtomicInteger deployments) {}

  /** Plays a round; returns how many calls were answered before the kill. */
  int play() throws IOException, InterruptedException {
    Process process = start();
    Answered answered;
    try (Account account = new Account(address(process))) {
      String api = account.api("chat").apiId();
      answered =
          new Answered(
              api,
              new ConcurrentLinkedQueue<>(),
              new ConcurrentLinkedQueue<>(),
              new AtomicInteger());
      burst(process, account, answered);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    check(answered);
    return answered.routes().size() + answered.functions().size() + answered.deployments().get();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Killed.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static URI address(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.startsWith("http://")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("The emulator did not start.");
    }
    return URI.create(line);
  }

  /** Lets three callers loose, and kills the process when they have had some answers. */
  private void burst(Process process, Account account, Answered answered)
      throws InterruptedException {
    String api = answered.apiId();
    ApiGatewayV2Client gateway = account.gateway();
    gateway.createStage(stage -> stage.apiId(api).stageName("prod"));
    gateway.createRoute(route -> route.apiId(api).routeKey("$default"));
    CountDownLatch enough = new CountDownLatch(10 + random.nextInt(30));
    List<Thread> callers = new ArrayList<>();
    callers.add(
        caller(
            enough,
            n -> {
              String key = "r" + n;
              gateway.createRoute(route -> route.apiId(api).routeKey(key));
              answered.routes().add(key);
            }));
    callers.add(
        caller(
            enough,
            n -> {
              gateway.createDeployment(one -> one.apiId(api).stageName("prod"));
              answered.deployments().incrementAndGet();
            }));
    callers.add(
        caller(
            enough,
            n -> {
              String name = api + "-" + n;
              account.function(name, Speaker.class, Map.of("WORDS", "hello"));
              answered.functions().add(name);
            }));
    enough.await(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    for (Thread caller : callers) {
      caller.join();
    }
  }

  /** A call with a number. */
  private interface Call {
    void make(int number);
  }

  private static Thread caller(CountDownLatch enough, Call call) {
    Thread thread =
        new Thread(
            () -> {
              for (int n = 0; n < 250; n++) {
                try {
                  call.make(n);
                  enough.countDown();
                } catch (SdkClientException e) {
                  return; // the emulator is gone
                }
              }
            });
    thread.start();
    return thread;
  }

  /** What was answered is there, and nothing is there by halves. */
  private void check(Answered answered) {
    String api = answered.apiId();
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().state(folder).start();
        Account account = Account.of(emulator)) {
      ApiGatewayV2Client gateway = account.gateway();
      Set<String> routes =
          gateway.getRoutes(get -> get.apiId(api)).items().stream()
              .map(route -> route.routeKey())
              .collect(Collectors.toSet());
      assertThat(routes).containsAll(answered.routes());
      Set<String> deployments =
          gateway.getDeployments(get -> get.apiId(api)).items().stream()
              .map(deployment -> deployment.deploymentId())
              .collect(Collectors.toSet());
      assertThat(deployments.size()).isGreaterThanOrEqualTo(answered.deployments().get());
      Stage stage = gateway.getStages(get -> get.apiId(api)).items().get(0);
      assertThat(stage.deploymentId() != null).isEqualTo(!deployments.isEmpty());
      if (stage.deploymentId() != null) {
        assertThat(deployments).contains(stage.deploymentId());
      }
      checkFunctions(account, answered);
      account.lambda().listFunctionsPaginator().functions().stream()
          .map(FunctionConfiguration::functionName)
          .forEach(name -> account.lambda().deleteFunction(one -> one.functionName(name)));
      gateway.deleteApi(one -> one.apiId(api));
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    }
  }

  private static void checkFunctions(Account account, Answered answered) {
    for (String function : answered.functions()) {
      FunctionConfiguration known =
          account.lambda().getFunction(get -> get.functionName(function)).configuration();
      assertThat(known.codeSize()).isPositive();
    }
    if (!answered.functions().isEmpty()) {
      String answer =
          account
              .lambda()
              .invoke(call -> call.functionName(answered.functions().peek()))
              .payload()
              .asUtf8String();
      assertThat(answer).contains("hello");
    }
  }
}
