package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.StackFrame;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A debugger sees a function's code as it is written, though it has been rewritten on loading. */
class DebuggerTest {
  private static final int LINE = 12;
  private static final long PATIENCE = 60_000;

  private final List<String> stops = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void aBreakpointStopsAtItsLineAndShowsTheVariables() throws Exception {
    Path classes = Sources.compile(folder, Sources.answering("hello"));
    ListeningConnector connector =
        Bootstrap.virtualMachineManager().listeningConnectors().stream()
            .filter(each -> each.transport().name().equals("dt_socket"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("localAddress").setValue("127.0.0.1");
    String address = connector.startListening(arguments);
    Process program = start(address.substring(address.lastIndexOf(':') + 1), classes);
    try {
      arguments.get("timeout").setValue(Long.toString(PATIENCE));
      VirtualMachine machine = connector.accept(arguments);
      followToTheEnd(machine);
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).contains("answered: hello");
      assertThat(stops)
          .containsExactly(
              "i = 0, answer = \"\"", "i = 1, answer = \"hello\"", "i = 2, answer = \"hello\"");
    } finally {
      connector.stopListening(arguments);
      program.destroyForcibly();
      program.waitFor(PATIENCE, TimeUnit.MILLISECONDS);
    }
  }

  private static Process start(String port, Path classes) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port,
            "-cp",
            System.getProperty("java.class.path"),
            DebuggedProgram.class.getName(),
            classes.toString())
        .redirectErrorStream(true)
        .start();
  }

  private void followToTheEnd(VirtualMachine machine) throws Exception {
    ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
    prepared.addClassFilter("app.Handler");
    prepared.enable();
    machine.resume();
    boolean alive = true;
    while (alive) {
      EventSet events = machine.eventQueue().remove(PATIENCE);
      assertThat(events).as("a stop, or the end of the program").isNotNull();
      for (Event event : events) {
        alive &= follow(event);
      }
      if (alive) {
        events.resume();
      }
    }
  }

  /** Returns whether the program goes on. */
  private boolean follow(Event event) throws Exception {
    if (event instanceof ClassPrepareEvent loaded) {
      Location line = loaded.referenceType().locationsOfLine(LINE).get(0);
      event.virtualMachine().eventRequestManager().createBreakpointRequest(line).enable();
    } else if (event instanceof BreakpointEvent stop) {
      stops.add(variables(stop.thread().frame(0)));
    }
    return !(event instanceof VMDeathEvent || event instanceof VMDisconnectEvent);
  }

  private static String variables(StackFrame frame) throws AbsentInformationException {
    return "i = %s, answer = %s"
        .formatted(
            frame.getValue(frame.visibleVariableByName("i")),
            frame.getValue(frame.visibleVariableByName("answer")));
  }
}
