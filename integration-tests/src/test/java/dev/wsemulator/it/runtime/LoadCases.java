package dev.wsemulator.it.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.it.runtime.RunningFunction.Answer;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.ProcessSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many invocations. The system property {@code runtime.messages} makes it more. */
interface LoadCases extends Cases {
  int MESSAGES = Integer.getInteger("runtime.messages", 10_000);
  int CONNECTIONS = 32;
  int AT_ONCE = 50;

  private List<Answer> meet(RunningFunction running, Gate gate) {
    List<CompletableFuture<Answer>> begun =
        IntStream.range(0, AT_ONCE)
            .mapToObj(i -> running.begin(Map.of("do", "meet", "url", gate.url())))
            .toList();
    return begun.stream().map(CompletableFuture::join).toList();
  }

  private static Set<Object> environments(List<Answer> answers) {
    Set<Object> found = new HashSet<>();
    answers.forEach(answer -> found.add(answer.value()));
    return found;
  }

  @Test
  default void fiftyInvocationsRunAtOnceInFiftyEnvironments() throws IOException {
    ProcessSettings settings = ProcessSettings.builder().maxProcesses(AT_ONCE).build();
    try (Gate gate = new Gate(AT_ONCE);
        RunningFunction running = start(patient("many"), builder -> builder.processes(settings))) {
      assertThat(environments(meet(running, gate))).hasSize(AT_ONCE);
    }
  }

  private FunctionDefinition.Builder patient(String name) {
    return FunctionDefinition.builder(name, language().code(code(), "cases.handler"))
        .timeout(Duration.ofMinutes(5));
  }

  @Test
  default void beyondTheMostProcessesInvocationsWaitAndOneWarningSaysSo() throws IOException {
    needProcesses();
    ProcessSettings settings = ProcessSettings.builder().maxProcesses(5).build();
    String name = "crowded-" + language().name();
    try (Gate gate = new Gate(5);
        Warnings warnings = new Warnings("Function " + name + " has 5 processes");
        RunningFunction running = start(patient(name), builder -> builder.processes(settings))) {
      assertThat(environments(meet(running, gate))).hasSize(5);
      assertThat(gate.most()).isEqualTo(5);
      assertThat(warnings.texts()).hasSize(1);
    }
  }

  @Test
  default void noMessageIsLostOrDoubled() throws Exception {
    ProcessSettings settings = ProcessSettings.builder().maxProcesses(4).build();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (RunningFunction running = start(function(), builder -> builder.processes(settings))) {
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int client = i;
        clients.add(CompletableFuture.runAsync(() -> exchange(running, client), threads));
      }
      CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Sends messages, a few ahead of their answers; each is answered once. */
  private static void exchange(RunningFunction running, int client) {
    int count = (MESSAGES + CONNECTIONS - 1) / CONNECTIONS;
    int ahead = 4;
    Set<String> unanswered = new HashSet<>();
    try (TestClient socket = TestClient.connect(running.emulator().webSocketUrl())) {
      for (int i = 0; i < count + ahead; i++) {
        if (i < count) {
          String text = "message %d of client %d".formatted(i, client);
          unanswered.add(text);
          socket.send(text);
        }
        if (i >= ahead) {
          String answer = socket.next(Duration.ofMinutes(2));
          assertThat(unanswered.remove(answer)).as(answer).isTrue();
        }
      }
      assertThat(unanswered).isEmpty();
    }
  }
}
