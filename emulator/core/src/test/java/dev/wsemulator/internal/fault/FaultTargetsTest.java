package dev.wsemulator.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.FaultTarget;
import dev.wsemulator.internal.fault.gateway.FaultyConnect;
import dev.wsemulator.internal.fault.gateway.FaultyRollout;
import dev.wsemulator.internal.source.BatchFault;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever can happen at a point is done there. */
class FaultTargetsTest {

  private static Class<?> target(FaultPoint point) throws ClassNotFoundException {
    return switch (point) {
      case HANDSHAKE -> targetOf(FaultyConnect.class);
      case CONNECTING, BETWEEN_FRAGMENTS -> ConnectionTarget.class;
      case FROM_CLIENT -> targetOf(FaultyMessages.class);
      case TO_CLIENT -> targetOf(FaultyChannel.class);
      case INVOCATION -> Class.forName("dev.wsemulator.internal.function.InvocationTarget");
      case INVOCATION_RESULT -> Class.forName("dev.wsemulator.internal.function.ResultTarget");
      case DISCONNECT -> targetOf(FaultyDelivery.class);
      case CONNECTIONS_CALL, CONNECTIONS_ANSWER -> targetOf(FaultyConnections.class);
      case BACK_END -> BackEndTarget.class;
      case BATCH -> BatchFault.class;
      case EVENT, SCHEDULE -> targetOf(FaultyEvents.class);
      case ACCEPT, TLS_HANDSHAKE ->
          Class.forName("dev.wsemulator.internal.transport.StruckConnection$Target");
      case DEPLOYMENT -> targetOf(FaultyRollout.class);
    };
  }

  private static Class<?> targetOf(Class<?> outer) {
    return Arrays.stream(outer.getDeclaredClasses())
        .filter(FaultTarget.class::isAssignableFrom)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void aPointDoesWhateverCanHappenThere(FaultPoint point) throws Exception {
    for (Fault fault : Fault.all()) {
      boolean isOfClock = fault.effect() == Fault.Effect.MOVES_CLOCK;
      if (fault.points().contains(point)) {
        assertDone(fault, isOfClock ? MovableTime.class : target(point));
      }
    }
  }

  @Test
  void whatCanHappenToAConnectionAtAnyTimeIsDone() throws Exception {
    for (String name : Fault.names(Fault::strikesConnections)) {
      Fault fault = Fault.all().stream().filter(each -> each.name().equals(name)).findFirst().get();
      assertDone(fault, targetOf(ActiveFaults.class));
    }
  }

  private static void assertDone(Fault fault, Class<?> target) throws Exception {
    for (Method step : steps(fault)) {
      assertThat(isDone(target, step))
          .as("%s must do %s, for %s", target.getName(), step, fault.name())
          .isTrue();
    }
  }

  /** What can delay another fault and can pass can pass later. */
  private static boolean isDone(Class<?> target, Method step) throws Exception {
    Class<?> doer = target.getMethod(step.getName(), step.getParameterTypes()).getDeclaringClass();
    boolean isDelay = step.equals(FaultTarget.class.getMethod("delay", Duration.class));
    return doer != FaultTarget.class
        || isDelay
            && isDone(target, FaultTarget.class.getMethod("delay", Duration.class, Runnable.class))
            && isDone(target, FaultTarget.class.getMethod("pass"));
  }

  private static Set<Method> steps(Fault fault) {
    Set<Method> steps = new LinkedHashSet<>();
    FaultTarget target =
        (FaultTarget)
            Proxy.newProxyInstance(
                FaultTarget.class.getClassLoader(),
                new Class<?>[] {FaultTarget.class},
                (proxy, method, arguments) -> {
                  steps.add(method);
                  return null;
                });
    fault.strike(target);
    assertThat(steps).as(fault.name()).isNotEmpty();
    return steps;
  }

  @Test
  void everyFaultIsInTheListOfAll() {
    Set<String> kinds = new TreeSet<>();
    Fault.all().forEach(fault -> kinds.add(fault.getClass().getName()));
    assertThat(kinds).isEqualTo(kinds(Fault.class));
    assertThat(Fault.names(fault -> true)).doesNotHaveDuplicates();
  }

  private static Set<String> kinds(Class<?> sealed) {
    Set<String> kinds = new TreeSet<>();
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      if (kind.isSealed()) {
        kinds.addAll(kinds(kind));
      } else {
        kinds.add(kind.getName());
      }
    }
    return kinds;
  }

  @Test
  void aFaultIsReadFromWhatIsSaidOfIt() {
    for (Fault fault : Fault.all()) {
      Map<String, String> words = new LinkedHashMap<>();
      words.put("fault", fault.name());
      fault.arguments().forEach((name, value) -> words.put(name, value.toString()));
      assertThat(Fault.of(words)).isEqualTo(fault).hasSameHashCodeAs(fault);
    }
    assertThat(Stream.of(Fault.delay(Duration.ofSeconds(2)), Fault.close(1001, "Bye")))
        .extracting(Fault::toString)
        .containsExactly("delay by PT2S", "close 1001 Bye");
  }
}
