package dev.wsemulator.internal.function.process.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shell that outlives the emulator by a moment: when the emulator has ended, however it has, it
 * kills the child processes that are left. It also sends the signals that the JVM cannot send.
 * Started with the first child. Without a POSIX shell there is none, and children end by themselves
 * at the end of their input. Thread-safe.
 */
public final class ProcessGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessGuard.class);

  /** Reads orders, and kills the groups of the processes that are left at the end of them. */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      all=' '
      while read -r order pid; do
        case $order in
          add) all="$all$pid " ;;
          remove) case $all in *" $pid "*) all="${all%%" $pid "*} ${all#*" $pid "}" ;; esac ;;
          kill) kill -s KILL -- "-$pid" ;;
          *) kill -s "$order" "$pid" ;;
        esac
      done
      for pid in $all; do
        kill -s KILL -- "-$pid" || kill -s KILL "$pid"
      done
      """;

  private @Nullable OutputStream orders;
  private boolean started;

  /** Watches over a process, which leads a group of its own if it can. */
  public void add(long pid) {
    order("add", pid);
  }

  /** A process has ended by itself. */
  public void remove(long pid) {
    order("remove", pid);
  }

  /** Kills the group that a process leads. */
  public void kill(long pid) {
    order("kill", pid);
  }

  /** Sends a signal to a process, such as {@code STOP}. */
  public void signal(String name, long pid) {
    order(name, pid);
  }

  private synchronized void order(String order, long pid) {
    OutputStream target = started ? orders : start();
    if (target == null) {
      return;
    }
    try {
      target.write((order + " " + pid + "\n").getBytes(StandardCharsets.US_ASCII));
      target.flush();
    } catch (IOException e) {
      LOG.debug("The guard of child processes has ended.", e);
      orders = null;
    }
  }

  private @Nullable OutputStream start() {
    started = true;
    if (!HostSystem.current().hasShell()) {
      return null;
    }
    List<String> command = HostSystem.current().ownSession(List.of("/bin/sh", "-c", SCRIPT));
    try {
      orders =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .getOutputStream();
    } catch (IOException e) {
      LOG.warn(
          "If the emulator is killed, child processes of functions may go on. {}", e.getMessage());
      LOG.debug("There is no guard.", e);
    }
    return orders;
  }

  /** Lets the guard end, with what is left of the processes. */
  @Override
  public synchronized void close() {
    started = true;
    if (orders != null) {
      try {
        orders.close();
      } catch (IOException e) {
        LOG.debug("The guard of child processes has ended before.", e);
      }
      orders = null;
    }
  }
}
