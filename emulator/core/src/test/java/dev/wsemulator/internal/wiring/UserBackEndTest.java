package dev.wsemulator.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Matcher;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndCall;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.BackEndContext.EventFilter;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.VirtualTime;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whatever a user's back end is called for, it finds its libraries. */
class UserBackEndTest {
  private final ClassLoader users = new URLClassLoader(new URL[0]);
  private final Map<String, ClassLoader> seen = new LinkedHashMap<>();

  /** Notes the loader that each of its methods has. */
  private final class Noting implements BackEnd {
    private void note(String method) {
      seen.put(method, Thread.currentThread().getContextClassLoader());
    }

    /** Notes the loader that each of its methods has. */
    private final class NotingCall implements BackEndCall {
      @Override
      public String service() {
        return "s3";
      }

      @Override
      public Matcher facts() {
        note("facts");
        return Matcher.ALL;
      }

      @Override
      public void proceed() {
        note("proceed");
      }

      @Override
      public void fail(int status) {
        note("fail");
      }

      @Override
      public void fail(int status, String code, String message) {
        note("error");
      }

      @Override
      public boolean mayReadPast() {
        note("mayReadPast");
        return true;
      }

      @Override
      public void readPast(Duration by) {
        note("readPast");
      }
    }

    @Override
    public Map<String, String> start(BackEndContext context) {
      note("start");
      context.calls().filter(new NotingCall());
      return Map.of();
    }

    @Override
    public List<String> update(Stack before, Stack now) {
      note("update");
      return List.of();
    }

    @Override
    public List<String> names(String kind) {
      note("names");
      return List.of();
    }

    @Override
    public void close() {
      note("close");
    }
  }

  @Test
  void everythingRunsWithTheLoaderOfTheUser() {
    BackEnd backEnd = new UserBackEnd(new Noting(), users);
    Stack stack = Stack.of(List.of(), List.of());
    backEnd.start(
        new EngineContext(
            stack,
            (name, event) -> new CompletableFuture<>(),
            new VirtualTime(),
            new Journal(),
            call -> {
              Thread.currentThread().setContextClassLoader(null); // it may be another thread
              call.facts();
              call.proceed();
              call.fail(500);
              call.fail(400, "ThrottlingException", "Rate exceeded");
              if (call.mayReadPast()) {
                call.readPast(Duration.ZERO);
              }
            },
            EventFilter.NONE,
            List.of(),
            Optional.empty()));
    backEnd.update(stack, stack);
    backEnd.names("table");
    backEnd.close();
    assertThat(seen)
        .containsOnlyKeys(
            "start",
            "facts",
            "proceed",
            "fail",
            "error",
            "mayReadPast",
            "readPast",
            "update",
            "names",
            "close")
        .values()
        .containsOnly(users);
  }
}
