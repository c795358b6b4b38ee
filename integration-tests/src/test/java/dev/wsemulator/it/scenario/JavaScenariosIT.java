package dev.wsemulator.it.scenario;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.OngoingScenario;
import dev.wsemulator.fault.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every scenario strikes when it is begun in Java. */
@ExtendWith(Repetitions.class)
class JavaScenariosIT {

  @TestFactory
  Stream<DynamicTest> everyScenarioStrikes() {
    return Trials.of(
        JavaScenariosIT.class.getSimpleName(), Integer.MAX_VALUE, JavaScenariosIT::begin);
  }

  private static Trial.Begun begin(WebSocketApiEmulator emulator, Scenario scenario) {
    OngoingScenario begun = emulator.begin(scenario);
    return new Trial.Begun(List.copyOf(begun.rules().keySet()), begun.struck());
  }
}
