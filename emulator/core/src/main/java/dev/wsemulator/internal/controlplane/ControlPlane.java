package dev.wsemulator.internal.controlplane;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The REST APIs by which tools and SDKs define what is emulated. Thread-safe; calls that change
 * something come one after the other, and are answered when it is served, and kept.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Pattern PATHS = Pattern.compile("/v2/(apis|domainnames|tags)(/.*)?");

  private final Surroundings surroundings;
  private final ApiCalls apis;
  private final Publication publication;
  private final Ledger ledger;
  private final boolean signed;
  private Documents current = new Documents();

  /**
   * Creates a control plane for what a gateway serves.
   *
   * @param surroundings whose resources they are
   * @param gateway serves them
   * @param deployer makes them ready
   * @param signed whether calls must be signed, by whomever
   */
  public ControlPlane(
      Surroundings surroundings, Gateway gateway, Deployer deployer, boolean signed) {
    this.surroundings = surroundings;
    this.apis = new ApiCalls(surroundings);
    this.publication = new Publication(gateway, deployer);
    this.ledger = Ledger.NONE;
    this.signed = signed;
  }

  /** Returns whether a request is a call of the control plane. */
  public static boolean takes(String path, String authorization) {
    return PATHS.matcher(path).matches()
        || path.equals("/account") && authorization.contains("/apigateway/aws4_request");
  }

  /** Lets callers read APIs and domain names that a template defines, in place of those before. */
  public synchronized void show(List<WebSocketApi> templates, List<DomainName> domainNames) {
    Documents shown = new Documents(current);
    for (String root : List.of("/apis", "/domainnames")) {
      current
          .children(root)
          .forEach(
              (id, document) -> {
                if (document.has(Publication.FIXED)) {
                  shown.remove(root + "/" + id);
                }
              });
    }
    Exhibit exhibit = new Exhibit(shown, surroundings);
    templates.forEach(exhibit::show);
    domainNames.forEach(exhibit::show);
    current = shown;
  }

  /**
   * Does a call.
   *
   * @param request the call
   * @param answer takes the answer, on any thread
   */
  public void call(HttpRequest request, Consumer<HttpResponse> answer) {
    answer.accept(answered(request));
  }

  private HttpResponse answered(HttpRequest request) {
    try {
      if (signed && request.header("Authorization").filter(ControlPlane::isSignature).isEmpty()) {
        throw Refusal.of(
            403, "MissingAuthenticationTokenException", "Missing Authentication Token");
      }
      return done(request).response();
    } catch (Refusal e) {
      return e.answer();
    } catch (IllegalArgumentException e) {
      return Refusal.badRequest("%s", e.getMessage()).answer();
    } catch (UncheckedIOException e) {
      return Refusal.of(500, "InternalServerErrorException", e.getMessage()).answer();
    }
  }

  /** Returns the answer to a call with a body over the limit. */
  public static HttpResponse tooLarge() {
    return Refusal.of(413, "RequestTooLargeException", "Request too large").answer();
  }

  private static boolean isSignature(String authorization) {
    return authorization.startsWith("AWS4-");
  }

  private synchronized Answer done(HttpRequest request) {
    Draft draft = new Draft(current);
    Answer answer = apis.call(draft, request);
    if (!draft.changes().isEmpty()) {
      Publication.Edition edition = publication.prepare(draft.documents(), draft.changes());
      ledger.append(draft.changes());
      current = draft.documents();
      publication.serve(current, edition);
    }
    return answer;
  }

  @Override
  public synchronized void close() {
    ledger.close();
  }
}
