package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.fault.Matcher;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request to S3: what it asks for, and for which bucket and object. Immutable.
 *
 * @param method the HTTP method
 * @param path the path, encoded: {@code /bucket/key}
 * @param parameters the names of the query's parameters
 * @param copies whether it names an object to copy
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html">Operations</a>
 */
record ObjectRequest(String method, String path, Set<String> parameters, boolean copies) {
  /** What objects have beside their content, by the query's parameter. */
  private static final Map<String, String> OF_OBJECTS =
      Map.of(
          "acl", "ObjectAcl",
          "tagging", "ObjectTagging",
          "attributes", "ObjectAttributes",
          "retention", "ObjectRetention",
          "legal-hold", "ObjectLegalHold");

  /** What buckets have, by the query's parameter. */
  private static final Map<String, String> OF_BUCKETS =
      Map.of(
          "acl", "BucketAcl",
          "cors", "BucketCors",
          "encryption", "BucketEncryption",
          "lifecycle", "BucketLifecycleConfiguration",
          "location", "BucketLocation",
          "notification", "BucketNotificationConfiguration",
          "policy", "BucketPolicy",
          "tagging", "BucketTagging",
          "versioning", "BucketVersioning",
          "website", "BucketWebsite");

  static ObjectRequest of(Request request) {
    Set<String> parameters = new TreeSet<>();
    String query = request.getHttpURI().getQuery();
    if (query != null) {
      for (String parameter : query.split("&")) {
        parameters.add(parameter.replaceFirst("=.*$", ""));
      }
    }
    return new ObjectRequest(
        request.getMethod(),
        request.getHttpURI().getPath(),
        parameters,
        request.getHeaders().contains("x-amz-copy-source"));
  }

  /** Returns what a rule can match of it. */
  Matcher facts() {
    return Matcher.ALL.withOperation(operation()).withBucket(bucket()).withKey(key());
  }

  private List<String> parts() {
    return List.of(path.replaceFirst("^/", "").split("/", 2));
  }

  @Nullable String bucket() {
    String name = parts().get(0);
    return name.isEmpty() ? null : name;
  }

  /** Returns the object's key, or {@code null} if it is about a bucket. */
  @Nullable String key() {
    List<String> parts = parts();
    return parts.size() < 2 || parts.get(1).isEmpty()
        ? null
        : URLDecoder.decode(parts.get(1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns the operation, or {@code null} if there is none of this kind. */
  @Nullable String operation() {
    if (bucket() == null) {
      return method.equals("GET") ? "ListBuckets" : null;
    }
    return key() == null ? ofBucket() : ofObject();
  }

  private @Nullable String ofBucket() {
    return switch (method) {
      case "GET" -> list();
      case "HEAD" -> "HeadBucket";
      case "PUT" -> "Put".concat(first(OF_BUCKETS, "")).replaceFirst("^Put$", "CreateBucket");
      case "DELETE" -> "Delete".concat(first(OF_BUCKETS, "Bucket"));
      case "POST" -> parameters.contains("delete") ? "DeleteObjects" : "PostObject";
      default -> null;
    };
  }

  private String list() {
    if (parameters.contains("list-type")) {
      return "ListObjectsV2";
    }
    if (parameters.contains("versions")) {
      return "ListObjectVersions";
    }
    if (parameters.contains("uploads")) {
      return "ListMultipartUploads";
    }
    String part = first(OF_BUCKETS, "");
    return part.isEmpty() ? "ListObjects" : "Get" + part;
  }

  private @Nullable String ofObject() {
    return switch (method) {
      case "GET" ->
          parameters.contains("uploadId") ? "ListParts" : "Get" + first(OF_OBJECTS, "Object");
      case "HEAD" -> "HeadObject";
      case "PUT" -> write();
      case "DELETE" ->
          parameters.contains("uploadId")
              ? "AbortMultipartUpload"
              : "Delete" + first(OF_OBJECTS, "Object");
      case "POST" ->
          parameters.contains("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload";
      default -> null;
    };
  }

  private String write() {
    if (parameters.contains("partNumber")) {
      return copies ? "UploadPartCopy" : "UploadPart";
    }
    return copies ? "CopyObject" : "Put" + first(OF_OBJECTS, "Object");
  }

  private String first(Map<String, String> names, String otherwise) {
    return parameters.stream()
        .filter(names::containsKey)
        .map(names::get)
        .findFirst()
        .orElse(otherwise);
  }
}
