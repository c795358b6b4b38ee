package dev.wsemulator.it.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The clients that look at faults, and what each of them can tell. */
enum ClientKind {
  /** It sees every frame, and how the TCP connection ends. */
  RAW("raw socket") {
    @Override
    List<String> sees(List<String> happened) {
      return happened;
    }

    @Override
    DrivenClient.Driver start(FaultApp app, Path folder) {
      return new RawSocket.Driver();
    }
  },
  /**
   * It sees fragments, and an error in place of a reset. A fragment right before a reset may be
   * lost, and an end by FIN right behind a fragment may go unnoticed. A connection that ends before
   * its handshake is answered it opens again.
   */
  JDK("JDK") {
    @Override
    List<String> sees(List<String> happened) {
      return certain(
          happened.stream().map(one -> one.equals("reset") ? "error" : ended(one)).toList());
    }

    @Override
    List<String> certain(List<String> events) {
      int last = events.size() - 1;
      if (last < 1 || !events.get(last - 1).startsWith(TableText.PART)) {
        return events;
      }
      return switch (events.get(last)) {
        case "error" -> certain(without(events, last - 1));
        case "closed 1006" -> without(events, last);
        default -> events;
      };
    }

    @Override
    boolean triesAgain() {
      return true;
    }

    @Override
    DrivenClient.Driver start(FaultApp app, Path folder) {
      return new JdkClient.Driver();
    }
  },
  /** The library websockets. */
  PYTHON("Python") {
    @Override
    Optional<String> missing() {
      return lacks(
          "Python has no library websockets: python3 -m pip install websockets.",
          "python3",
          "-c",
          "import websockets");
    }

    @Override
    DrivenClient.Driver start(FaultApp app, Path folder) throws IOException {
      String script = SCRIPTS.resolve("clients.py").toString();
      return new ClientProcess(SCRIPTS, withAuthority(folder, "python3", script));
    }
  },
  /** The library ws. */
  NODE("Node") {
    @Override
    Optional<String> distrusts() {
      return Authority.missing();
    }

    @Override
    Optional<String> missing() {
      return lacks(
          "Node has no library ws: npm install --prefix integration-tests/target/node ws.",
          "node",
          "-e",
          "require('ws')");
    }

    @Override
    DrivenClient.Driver start(FaultApp app, Path folder) throws IOException {
      String script = SCRIPTS.resolve("clients.mjs").toString();
      return new ClientProcess(NODE_LIBRARIES, withAuthority(folder, "node", script));
    }
  },
  /** It says only that there was no handshake, and gives a page whole messages. */
  CHROMIUM("Chromium") {
    @Override
    List<String> sees(List<String> happened) {
      return super.sees(happened).stream()
          .map(one -> one.startsWith(NO_HANDSHAKE) ? NO_HANDSHAKE : one)
          .toList();
    }

    @Override
    Optional<String> missing() {
      return ChromiumClients.missing();
    }

    @Override
    Optional<String> distrusts() {
      return Authority.missing()
          .or(
              () ->
                  lacks(
                      "Chromium trusts the emulator only with certutil: apt-get install"
                          + " libnss3-tools.",
                      "which",
                      "certutil"));
    }

    @Override
    DrivenClient.Driver start(FaultApp app, Path folder) throws IOException, InterruptedException {
      if (distrusts().isEmpty()) {
        ChromiumClients.trust(Authority.write(folder), folder);
      }
      return new ChromiumClients(app.emulator().baseUrl().resolve("/index.html"), folder);
    }
  };

  private static final String NO_HANDSHAKE = "no handshake";
  private static final Path SCRIPTS = Path.of("sockets").toAbsolutePath();
  private static final Path NODE_LIBRARIES = Path.of("target", "node").toAbsolutePath();

  private final String label;

  ClientKind(String label) {
    this.label = label;
  }

  /** Returns what it is called in the table. */
  String label() {
    return label;
  }

  /** Returns what is not installed, if anything is not. */
  Optional<String> missing() {
    return Optional.empty();
  }

  /** Returns why it cannot trust the emulator's certificate, if it cannot. */
  Optional<String> distrusts() {
    return Optional.empty();
  }

  /** Starts what makes clients of this kind. */
  abstract DrivenClient.Driver start(FaultApp app, Path folder)
      throws IOException, InterruptedException;

  /** Returns what it tells of what a raw socket sees. */
  List<String> sees(List<String> happened) {
    List<String> seen = new ArrayList<>();
    StringBuilder parts = new StringBuilder();
    for (String one : happened) {
      if (one.startsWith(TableText.PART)) {
        parts.append(one.substring(TableText.PART.length()));
      } else if (one.startsWith(TableText.LAST)) {
        seen.add(parts + one.substring(TableText.LAST.length()));
        parts.setLength(0);
      } else {
        seen.add(ended(one));
      }
    }
    return seen;
  }

  /** Returns the events that are the same each time. */
  List<String> certain(List<String> events) {
    return events;
  }

  /** Returns whether it connects again on its own. */
  boolean triesAgain() {
    return false;
  }

  private static List<String> without(List<String> events, int index) {
    List<String> left = new ArrayList<>(events);
    left.remove(index);
    return left;
  }

  private static String ended(String one) {
    if (one.equals("reset") || one.equals("FIN")) {
      return "closed 1006";
    }
    return one.startsWith(NO_HANDSHAKE) && !one.matches(".*: \\d{3}") ? NO_HANDSHAKE : one;
  }

  private static List<String> withAuthority(Path folder, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    if (Authority.missing().isEmpty()) {
      all.add(Authority.write(folder).toString());
    }
    return all;
  }

  private static Optional<String> lacks(String reason, String... command) {
    try {
      Files.createDirectories(NODE_LIBRARIES);
      Process process =
          new ProcessBuilder(command)
              .directory(NODE_LIBRARIES.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(reason);
    } catch (IOException e) {
      return Optional.of(reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(reason);
    }
  }
}
