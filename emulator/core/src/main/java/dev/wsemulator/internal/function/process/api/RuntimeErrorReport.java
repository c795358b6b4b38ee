package dev.wsemulator.internal.function.process.api;

import dev.wsemulator.internal.function.invocation.InvocationResult.Failed;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.lambda.HandlerError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime reports of an error. The caller of the function gets its words as they are.
 *
 * @param type the type in the header, if Lambda knows it; else {@code Runtime.Unknown}
 * @param payload the report
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror">Invocation
 *     error</a>
 */
public record RuntimeErrorReport(String type, byte[] payload) {
  private static final String TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String BODY = "Lambda-Runtime-Function-Error-Body";
  private static final Pattern KNOWN = Pattern.compile("(Runtime|Function)\\.[A-Z][a-zA-Z]+");

  public static RuntimeErrorReport of(RuntimeRequest request) {
    return new RuntimeErrorReport(known(request.header(TYPE)), request.body());
  }

  /** Returns the error in the trailers of a streamed response, or {@code null}. */
  public static @Nullable RuntimeErrorReport ofTrailers(RuntimeRequest response) {
    String type = response.header(TYPE);
    if (type == null) {
      return null;
    }
    String body = Optional.ofNullable(response.header(BODY)).orElse("");
    try {
      return new RuntimeErrorReport(known(type), Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      return new RuntimeErrorReport(known(type), body.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static String known(@Nullable String type) {
    return type != null && KNOWN.matcher(type).find() ? type : "Runtime.Unknown";
  }

  public Failed result() {
    return new Failed(error(), payload);
  }

  private HandlerError error() {
    Map<String, Json> members = Json.parse(payload).map(Json::members).orElse(Map.of());
    return new HandlerError(
        text(members.get("errorType"), type),
        text(members.get("errorMessage"), ""),
        frames(Optional.ofNullable(members.get("stackTrace")).orElse(members.get("trace"))));
  }

  private static String text(@Nullable Json value, String otherwise) {
    return Optional.ofNullable(value).flatMap(Json::string).orElse(otherwise);
  }

  private static List<String> frames(@Nullable Json value) {
    return value == null
        ? List.of()
        : value.elements().stream().flatMap(frame -> frame.string().stream()).toList();
  }
}
