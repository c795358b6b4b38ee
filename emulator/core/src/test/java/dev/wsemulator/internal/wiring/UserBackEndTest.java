package dev.wsemulator.internal.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import dev.wsemulator.time.VirtualTime;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    @Override
    public Map<String, String> start(Stack stack, EventTarget functions) {
      note("start");
      return Map.of();
    }

    @Override
    public void calls(Calls calls) {
      note("calls");
      calls.pass("s3", () -> note("proceed"), status -> note("fail"));
    }

    @Override
    public void clock(TimeSource clock) {
      note("clock");
    }

    @Override
    public void ownerKeys(List<AccessKey> keys) {
      note("ownerKeys");
    }

    @Override
    public void close() {
      note("close");
    }
  }

  @Test
  void everythingRunsWithTheLoaderOfTheUser() {
    BackEnd backEnd = new UserBackEnd(new Noting(), users);
    backEnd.calls(
        (service, proceed, fail) -> {
          Thread.currentThread().setContextClassLoader(null); // it may be another thread
          proceed.run();
          fail.accept(500);
        });
    backEnd.clock(new VirtualTime());
    backEnd.ownerKeys(List.of());
    backEnd.close();
    assertThat(seen)
        .containsOnlyKeys("calls", "proceed", "fail", "clock", "ownerKeys", "close")
        .values()
        .containsOnly(users);
  }
}
