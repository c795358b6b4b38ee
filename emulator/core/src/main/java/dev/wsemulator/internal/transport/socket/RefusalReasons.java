package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.journal.Reason;
import org.jspecify.annotations.Nullable;

/** Why the server refuses a request before anything else looks at it. */
public final class RefusalReasons {
  private RefusalReasons() {}

  public static Reason urlTooLong(int length, int limit) {
    return Reason.of("url-too-long", "The URL has %d characters.".formatted(length))
        .expected("It may have %d.".formatted(limit))
        .advice("Send less in the query string, for example a short token.");
  }

  public static Reason badHandshake(String problem) {
    return Reason.of("bad-handshake", "The handshake is not as RFC 6455 wants it.")
        .found(problem)
        .advice("Connect by a WebSocket client.");
  }

  public static Reason badPath() {
    return Reason.of("bad-path", "The path has an encoded slash.")
        .advice("Encode slashes only in the calls of the control plane.");
  }

  public static Reason foreignName(String host) {
    return Reason.of("foreign-name", "The request came by the name of a foreign site.")
        .expected("The host is a localhost name, an address, or a name of an API or of AWS.")
        .found("It is %s, which may have been pointed at this machine.".formatted(host))
        .advice("If the name is yours: --allow-host NAME, or builder.allowHost(name).");
  }

  public static Reason foreignPage(String site, String host) {
    return Reason.of("foreign-page", "The request is of a page of another site.")
        .expected("A page of the same host and port, or a program.")
        .found("The host is %s, the request comes from %s.".formatted(host, site))
        .advice("Call from a page that the emulator serves, or from a program.");
  }

  public static Reason otherMachine(String address) {
    return Reason.of("other-machine", "Another machine wanted to see or change the emulator.")
        .expected("The admin API and the control plane are called from this machine.")
        .found("The call came from %s.".formatted(address))
        .advice("To open them: --tools-from-network, or builder.toolsFromNetwork(true).");
  }

  public static Reason hiddenFile() {
    return Reason.of("hidden-file", "The path has a name that begins with a dot.")
        .advice("Files such as those below .git are not served. Name the file in another way.");
  }

  public static Reason noUpgrade() {
    return Reason.of("no-upgrade", "The request at a stage's URL asks for no WebSocket.")
        .expected("A handshake, or a call of /@connections/{connectionId}.")
        .advice("Connect by a WebSocket client.");
  }

  public static Reason noMethod(String path) {
    return Reason.of("no-connections-path", "The path of the call is not one of @connections.")
        .expected("The path is /{stage}/@connections/{connectionId}.")
        .found("It is %s.".formatted(path))
        .advice("Use the endpoint of the stage, with nothing between it and /@connections.");
  }

  public static Reason twoAuthorizations() {
    return Reason.of("two-authorizations", "The request has more than one line of Authorization.")
        .expected("AWS's load balancer takes one at most.")
        .advice("Send one; a client library may add its own to yours.");
  }

  public static Reason longHost() {
    return Reason.of("long-host", "The Host is longer than any name of DNS.")
        .expected("It has 255 characters at most.")
        .advice("Correct the URL.");
  }

  public static Reason ofServer(int status) {
    if (status >= 500) {
      return Reason.of("emulator-failed", "The emulator failed where it should not.")
          .advice("Please report it, with the request.");
    }
    return Reason.of("bad-request", "The request is not valid HTTP, or too long.")
        .found("The server library refused it with %d.".formatted(status))
        .advice("Look at its path, headers and their length.");
  }

  static Reason frameTooLong(int bytes, int limit) {
    return Reason.of("frame-too-long", "The client sent a frame of %d bytes.".formatted(bytes))
        .expected("A frame may have %d bytes, inflated.".formatted(limit))
        .advice("Send shorter frames; a message may have several.");
  }

  static Reason messageTooLong(int bytes, int limit) {
    return Reason.of(
            "message-too-long", "The client sent a message of %d bytes or more.".formatted(bytes))
        .expected("A message may have %d bytes, inflated.".formatted(limit))
        .advice("Send less, or put large things into a bucket.");
  }

  public static Reason postTooLong(int limit) {
    return Reason.of("post-too-long", "The body of a post is too long.")
        .expected("It may have %d bytes.".formatted(limit))
        .advice("Post less, or put large things into a bucket. SDKs have no exception for 413.");
  }

  static Reason emptyFrames(int limit) {
    return Reason.of("empty-frames", "The client sent a message with many empty frames.")
        .expected("A message may have %d of them.".formatted(limit))
        .advice("Send frames that have something in them.");
  }

  static Reason unreadable() {
    return Reason.of("frame-too-long", "The client sent a frame that is too long to be read.")
        .advice("Send shorter frames; a message may have several.");
  }

  static Reason notWritten(@Nullable Throwable failure) {
    return Reason.of("not-written", "A message could not be written to the client.")
        .found(failure == null ? "The client is gone." : failure.toString())
        .advice("The connection was lost, as a client that misses a message must not seem well.");
  }
}
