package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.stack.Bucket;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The CORS rules of the stack's buckets, in front of S3. The first rule that fits is applied, as on
 * S3.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html">How S3 evaluates
 *     CORS rules</a>
 */
final class BucketCors extends Handler.Wrapper {
  private static final String REFUSAL =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessForbidden</Code>"
          + "<Message>CORSResponse: This CORS request is not allowed. This is usually because the"
          + " evalution of Origin, request method / Access-Control-Request-Method or"
          + " Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."
          + "</Message></Error>";

  private volatile List<Bucket> buckets;

  BucketCors(List<Bucket> buckets, Handler s3) {
    super(s3);
    this.buckets = buckets;
  }

  /** Goes by the rules of these buckets from now on. */
  void update(List<Bucket> now) {
    buckets = now;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    boolean preflight = request.getMethod().equals("OPTIONS");
    if (origin == null) {
      return preflight ? refuse(response, callback) : super.handle(request, response, callback);
    }
    String method =
        preflight ? request.getHeaders().get("Access-Control-Request-Method") : request.getMethod();
    String headers = preflight ? request.getHeaders().get("Access-Control-Request-Headers") : null;
    Optional<Bucket.CorsRule> rule = ruleFor(request, origin, method, headers);
    rule.ifPresent(found -> allow(found, origin, response.getHeaders()));
    if (!preflight) {
      return super.handle(request, response, callback);
    }
    if (rule.isEmpty()) {
      return refuse(response, callback);
    }
    if (headers != null) {
      response.getHeaders().put("Access-Control-Allow-Headers", String.join(", ", names(headers)));
    }
    response.setStatus(200);
    callback.succeeded();
    return true;
  }

  private Optional<Bucket.CorsRule> ruleFor(
      Request request, String origin, @Nullable String method, @Nullable String headers) {
    String[] path = request.getHttpURI().getPath().split("/", 3);
    String bucketName = path.length > 1 ? URLDecoder.decode(path[1], StandardCharsets.UTF_8) : "";
    return buckets.stream()
        .filter(bucket -> bucket.bucketName().equals(bucketName))
        .flatMap(bucket -> bucket.cors().stream())
        .filter(rule -> any(rule.allowedOrigins(), origin::equals, origin))
        .filter(rule -> method != null && rule.allowedMethods().contains(method))
        .filter(rule -> headers == null || allowsAll(rule, headers))
        .findFirst();
  }

  private static boolean allowsAll(Bucket.CorsRule rule, String headers) {
    return names(headers).stream()
        .allMatch(header -> any(rule.headers().allowed(), header::equalsIgnoreCase, header));
  }

  private static List<String> names(String headers) {
    return Arrays.stream(headers.toLowerCase(Locale.ROOT).split(","))
        .map(String::strip)
        .filter(header -> !header.isEmpty())
        .toList();
  }

  /** Returns whether a pattern, which may hold one {@code *}, fits the value. */
  private static boolean any(List<String> patterns, Predicate<String> same, String value) {
    return patterns.stream().anyMatch(pattern -> same.test(pattern) || wildcard(pattern, value));
  }

  private static boolean wildcard(String pattern, String value) {
    int star = pattern.indexOf('*');
    if (star < 0 || value.length() < pattern.length() - 1) {
      return false;
    }
    return value.regionMatches(true, 0, pattern, 0, star)
        && value
            .toLowerCase(Locale.ROOT)
            .endsWith(pattern.substring(star + 1).toLowerCase(Locale.ROOT));
  }

  private static void allow(Bucket.CorsRule rule, String origin, HttpFields.Mutable headers) {
    boolean everyone = rule.allowedOrigins().contains("*");
    headers.put("Access-Control-Allow-Origin", everyone ? "*" : origin);
    if (!everyone) {
      headers.put("Access-Control-Allow-Credentials", "true");
    }
    headers.put("Access-Control-Allow-Methods", String.join(", ", rule.allowedMethods()));
    if (!rule.headers().exposed().isEmpty()) {
      headers.put("Access-Control-Expose-Headers", String.join(", ", rule.headers().exposed()));
    }
    headers.put("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  }

  private static boolean refuse(Response response, Callback callback) {
    response.setStatus(403);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
    response.write(true, ByteBuffer.wrap(REFUSAL.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
