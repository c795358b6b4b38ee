package dev.wsemulator.junit;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A test that uses an emulator, or the code around the tests of a class. Thread-safe. */
final class TestRun {
  private final String name;
  private final long mark;
  private final List<TestSocket> opened = new CopyOnWriteArrayList<>();
  private final List<TestSocket> handedOut = new CopyOnWriteArrayList<>();
  private volatile boolean overlapped;
  private volatile Set<String> mayFail = Set.of();

  /**
   * Begins.
   *
   * @param name the test, for people
   * @param mark where its journal begins
   */
  TestRun(String name, long mark) {
    this.name = name;
    this.mark = mark;
  }

  String name() {
    return name;
  }

  long mark() {
    return mark;
  }

  /** Another test uses the same emulator at the same time. */
  void overlap() {
    overlapped = true;
  }

  /** Returns whether it is unknown for which test a function ran. */
  boolean isOverlapped() {
    return overlapped;
  }

  /** Sets the functions that may fail; {@code *} for all. */
  void allow(Set<String> functions) {
    mayFail = Set.copyOf(functions);
  }

  /** Returns whether a function may fail, or the test received the error as a client. */
  boolean knows(String function, @Nullable String requestId) {
    return mayFail.contains("*")
        || mayFail.contains(function)
        || requestId != null && opened.stream().anyMatch(socket -> socket.hasRead(requestId));
  }

  void add(TestSocket socket) {
    opened.add(socket);
  }

  /** The extension has opened it, and so closes it. */
  void handOut(TestSocket socket) {
    handedOut.add(socket);
  }

  void closeHandedOut() {
    handedOut.forEach(TestSocket::close);
  }

  List<TestSocket> leftOpen() {
    return opened.stream()
        .filter(socket -> !handedOut.contains(socket))
        .filter(TestSocket::isLeftOpen)
        .toList();
  }

  /** Returns how many WebSockets the test has opened. */
  long connections() {
    return opened.stream().filter(TestSocket::isWebSocket).count();
  }

  /** Closes what the test has left open, so that it does not disturb the next one. */
  void closeOpened() {
    leftOpen().forEach(TestSocket::close);
  }
}
