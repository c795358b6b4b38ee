package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.time.TimeSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The S3 protocol on the emulator's own server; errors of the engine become S3's error documents.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error
 *     responses</a>
 */
final class S3Protocol extends S3ProxyHandler {
  private static final long MAX_OBJECT = 5L << 30;
  private static final long MAX_UNCHUNKED_BODY = 128L << 20;
  private static final int MAX_CHUNK = 16 << 20;
  private static final int MAX_CLOCK_SKEW_SECONDS = 15 * 60;

  /** What lets the engine accept every date, which it compares with the machine's clock. */
  private static final int ANY_SKEW = Integer.MAX_VALUE;

  /**
   * What may follow the last chunk of a signed upload. Left unread it ends the connection, which
   * the client would find out with its next request, and send that again.
   */
  private static final int MAX_TRAILER = 8 * 1024;

  /** Checks the age of signatures; {@code null} if the engine does. */
  private final @Nullable SignatureAge ages;

  /**
   * Creates the protocol.
   *
   * @param store what anonymous requests are judged by
   * @param grants the secret and the store of each access key id
   * @param clock the clock by which signatures have their age
   */
  S3Protocol(BlobStore store, Map<String, AccessGrant> grants, TimeSource clock) {
    super(
        store,
        AuthenticationType.AWS_V2_OR_V4,
        AccessKey.OWNER.accessKeyId(),
        AccessKey.OWNER.secretAccessKey(),
        null,
        MAX_OBJECT,
        MAX_UNCHUNKED_BODY,
        MAX_CHUNK,
        true,
        CrossOriginResourceSharing.disabled(),
        null,
        clock.canAdvance() ? ANY_SKEW : MAX_CLOCK_SKEW_SECONDS);
    this.ages = clock.canAdvance() ? new SignatureAge(clock, MAX_CLOCK_SKEW_SECONDS) : null;
    setBlobStoreLocator(
        (identity, container, blob) -> identity == null ? null : grants.get(identity));
  }

  /** Returns the protocol as a servlet. */
  HttpServlet servlet() {
    return new Servlet(this);
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try (InputStream body = request.getInputStream()) {
      if (ages != null) {
        ages.check(request);
      }
      doHandle(request, request, response, body, null);
      body.readNBytes(MAX_TRAILER);
    } catch (UnsupportedOperationException e) {
      send(request, response, S3ErrorCode.NOT_IMPLEMENTED);
    } catch (IOException | RuntimeException e) {
      AwsServiceException refusal = refusalIn(e);
      if (refusal != null) {
        refuse(request, response, refusal);
      } else if (e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
        send(request, response, S3ErrorCode.INVALID_REQUEST);
      } else {
        throw e;
      }
    }
  }

  private static @Nullable AwsServiceException refusalIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AwsServiceException refusal) {
        return refusal;
      }
    }
    return null;
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, AwsServiceException refusal)
      throws IOException {
    var original = S3Exceptions.httpResponse(refusal);
    if (original != null) {
      original.firstMatchingHeader("ETag").ifPresent(tag -> response.setHeader("ETag", tag));
    }
    String code = S3Exceptions.errorCode(refusal);
    if (code != null) {
      String message = refusal.awsErrorDetails().errorMessage();
      sendSimpleErrorResponse(
          request, response, code, refusal.statusCode(), message == null ? "" : message, Map.of());
      return;
    }
    switch (refusal.statusCode()) {
      case 412 -> refusePrecondition(request, response);
      case 416 -> send(request, response, S3ErrorCode.INVALID_RANGE);
      case 405 -> send(request, response, S3ErrorCode.METHOD_NOT_ALLOWED);
      case 400 -> send(request, response, S3ErrorCode.BAD_DIGEST);
      case 403 -> send(request, response, S3ErrorCode.ACCESS_DENIED);
      default -> response.setStatus(refusal.statusCode());
    }
  }

  private void refusePrecondition(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    boolean ifNoneMatch =
        request.getHeader("If-None-Match") != null
            || request.getHeader("If-Modified-Since") != null;
    if (read && ifNoneMatch && request.getHeader("If-Match") == null) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      send(request, response, S3ErrorCode.PRECONDITION_FAILED);
    }
  }

  private void send(HttpServletRequest request, HttpServletResponse response, S3ErrorCode code)
      throws IOException {
    refuse(request, response, new S3ProxyException(code));
  }

  /** Hands requests to the protocol. */
  private static final class Servlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient S3Protocol protocol;

    Servlet(S3Protocol protocol) {
      this.protocol = protocol;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      protocol.serve(new QueryParameters(request, protocol.ages != null), response);
    }
  }
}
