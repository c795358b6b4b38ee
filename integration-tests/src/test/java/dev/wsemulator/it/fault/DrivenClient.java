package dev.wsemulator.it.fault;

import java.net.URI;
import java.util.List;

/** A client that a test drives. Thread-safe. */
interface DrivenClient extends AutoCloseable {

  /** Begins to connect, and does not wait for it. */
  void connect(URI url);

  /** Sends a text. */
  void send(String text);

  /** Closes with 1000. */
  void leave();

  /** Returns what has happened to it so far: {@code open}, the texts, and how it ended. */
  List<String> events();

  /** Ends the connection without delay; what happens then is not among the events. */
  @Override
  void close();

  /** Makes clients of one kind. */
  interface Driver extends AutoCloseable {
    /** Returns a new one. */
    DrivenClient newClient();

    @Override
    void close();
  }
}
