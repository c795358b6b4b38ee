package dev.wsemulator.internal.transport.socket;

import dev.wsemulator.journal.Reason;
import org.jspecify.annotations.Nullable;

/** The reasons why the server rejects a request before it is dispatched. */
public final class RefusalReasons {
  private RefusalReasons() {}

  public static Reason urlTooLong(int length, int limit) {
    return Reason.of("url-too-long", "The URL has %d characters.".formatted(length))
        .expected("It may have %d.".formatted(limit))
        .advice("Send less in the query string, for example a short token.");
  }

  public static Reason badHandshake(String problem) {
    return Reason.of("bad-handshake", "The handshake violates RFC 6455.")
        .found(problem)
        .advice("Use a WebSocket client.");
  }

  public static Reason badPath() {
    return Reason.of("bad-path", "The path has an encoded slash.")
        .advice("Encode slashes only in calls of the control plane.");
  }

  public static Reason emptySegment(String path) {
    return Reason.of("empty-segment", "The path has two slashes in a row.")
        .expected("Only names of objects in buckets may have them.")
        .found("It is %s.".formatted(path))
        .advice("If an SDK made it, remove the slash at the end of the SDK's endpoint.");
  }

  public static Reason foreignName(String host) {
    return Reason.of("foreign-name", "The host name belongs to a foreign site.")
        .expected("The host must be a localhost name, an address, or a name of an API or of AWS.")
        .found("It is %s, which can be pointed at this machine (DNS rebinding).".formatted(host))
        .advice("If the name is yours, add --allow-host NAME, or builder.allowHost(name).");
  }

  public static Reason foreignPage(String site, String host) {
    return Reason.of("foreign-page", "The request comes from a page of another origin.")
        .expected("A page of the same host and port, or a program.")
        .found("The host is %s, the request comes from %s.".formatted(host, site))
        .advice("Use a page that the emulator serves, or a program.");
  }

  public static Reason otherMachine(String address) {
    return Reason.of(
            "other-machine", "The admin API or the control plane was called from another machine.")
        .expected("The admin API and the control plane accept this machine only.")
        .found("The call came from %s.".formatted(address))
        .advice(
            "To admit other machines, add --tools-from-network, or builder.toolsFromNetwork(true).");
  }

  public static Reason proxyFromNetwork(String address) {
    return Reason.of("proxy-from-network", "Another machine tried to use the emulator as a proxy.")
        .expected("Only processes on this machine can call other hosts through the emulator.")
        .found("The call came from %s.".formatted(address))
        .advice("Call the host directly.");
  }

  public static Reason notEmulated(String message) {
    return Reason.of("not-emulated", "The call is for an AWS service that is not emulated.")
        .found(message)
        .advice("Use --allow-aws SERVICE or --map HOST=URL.");
  }

  public static Reason tooManyUserPools(String found) {
    return Reason.of("too-many-user-pools", "The keys of one more user pool were asked for.")
        .found(found)
        .advice("Ask for the pools of your application only, or start again.");
  }

  public static Reason handshakeElsewhere(String host) {
    return Reason.of(
            "handshake-elsewhere",
            "The emulator does not forward WebSocket handshakes to other hosts.")
        .found("The handshake was for %s.".formatted(host))
        .advice("Connect to the back end directly.");
  }

  public static Reason hiddenFile() {
    return Reason.of("hidden-file", "The path contains a hidden file or folder.")
        .advice("Files and folders whose names begin with a dot are not served. Rename the file.");
  }

  public static Reason noUpgrade() {
    return Reason.of("no-upgrade", "The request to a stage's URL is not a WebSocket handshake.")
        .expected("A handshake, or a call of /@connections/{connectionId}.")
        .advice("Use a WebSocket client.");
  }

  public static Reason noMethod(String path) {
    return Reason.of("no-connections-path", "The path of the call is not one of @connections.")
        .expected("The path is /{stage}/@connections/{connectionId}.")
        .found("It is %s.".formatted(path))
        .advice("Use the endpoint of the stage, with nothing between it and /@connections.");
  }

  public static Reason twoAuthorizations() {
    return Reason.of("two-authorizations", "The request has more than one Authorization header.")
        .expected("AWS's load balancer accepts one.")
        .advice("Send one; a client library may have added another.");
  }

  public static Reason longHost() {
    return Reason.of("long-host", "The Host header is longer than any DNS name.")
        .expected("A DNS name has at most 255 characters.")
        .advice("Correct the URL.");
  }

  public static Reason ofServer(int status) {
    if (status >= 500) {
      return Reason.of("emulator-failed", "Internal error of the emulator.")
          .advice("Please report it, with the request.");
    }
    return Reason.of("bad-request", "The request is not valid HTTP, or too long.")
        .found("The server library rejected it with %d.".formatted(status))
        .advice("Check the path, the headers and their lengths.");
  }

  static Reason frameTooLong(int bytes, int limit) {
    return Reason.of("frame-too-long", "The client sent a frame of %d bytes.".formatted(bytes))
        .expected("The limit for frames is %d bytes, decompressed.".formatted(limit))
        .advice("Send shorter frames; a message can have several.");
  }

  static Reason messageTooLong(int bytes, int limit) {
    return Reason.of(
            "message-too-long", "The client sent a message of %d bytes or more.".formatted(bytes))
        .expected("The limit for messages is %d bytes, decompressed.".formatted(limit))
        .advice("Send less, or store large data in a bucket.");
  }

  public static Reason postTooLong(int limit) {
    return Reason.of("post-too-long", "The body of a post is too long.")
        .expected("It may have %d bytes.".formatted(limit))
        .advice("Post less, or store large data in a bucket. SDKs have no exception for 413.");
  }

  static Reason emptyFrames(int limit) {
    return Reason.of("empty-frames", "The client sent a message with many empty frames.")
        .expected("A message may have %d empty frames.".formatted(limit))
        .advice("Send frames with content.");
  }

  static Reason unreadable() {
    return Reason.of("frame-too-long", "The client sent a frame that is too long to read.")
        .advice("Send shorter frames; a message can have several.");
  }

  static Reason notWritten(@Nullable Throwable failure) {
    return Reason.of("not-written", "A message could not be written to the client.")
        .found(failure == null ? "The client is gone." : failure.toString())
        .advice(
            "The connection was dropped, because a client that misses a message must not appear connected.");
  }
}
