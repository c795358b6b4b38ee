package dev.wsemulator.internal.function.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

@Isolated("where calls go is a static field, as each function has the class for itself")
class SdkV2InterceptorTest {
  private static final URI AWS = URI.create("https://chat.execute-api.us-east-1.amazonaws.com");

  private final SdkV2Interceptor first = new SdkV2Interceptor();
  private final SdkV2Interceptor second = new SdkV2Interceptor();
  private final ExecutionAttributes attributes = new ExecutionAttributes();

  @BeforeEach
  void callsOfAwsAreLed() {
    FunctionNetwork.use(
        call ->
            call.getHost().equals(AWS.getHost())
                ? URI.create("http://127.0.0.1:3010/chat" + call.getRawPath())
                : call,
        UnaryOperator.identity(),
        host -> {});
  }

  @AfterEach
  void nothingIsLed() {
    FunctionNetwork.use(UnaryOperator.identity(), UnaryOperator.identity(), host -> {});
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/@connections/a, /chat/dev/@connections/a",
    "/dev/@connections/a, /dev/chat/@connections/a",
    "/$default/@connections/a, /$default/chat/@connections/a",
    "/dev/@connections/a, /dev/@connections/a"
  })
  void anEndpointThatTheSdkSetsAgainIsLedAgain(String path, String leftBySdk) {
    SdkHttpRequest led = led(first, request(AWS, path));
    assertThat(led.getUri()).hasToString("http://127.0.0.1:3010/chat" + path);

    SdkHttpRequest again = led(second, request(AWS, leftBySdk));
    assertThat(again.getUri()).hasToString("http://127.0.0.1:3010/chat" + path);
  }

  @Test
  void aRequestThatIsLedStaysSo() {
    SdkHttpRequest led = led(first, request(AWS, "/dev/@connections/a"));
    assertThat(led(second, led)).isSameAs(led);
  }

  private SdkHttpRequest led(SdkV2Interceptor interceptor, SdkHttpRequest request) {
    InterceptorContext context =
        InterceptorContext.builder().request(new Post()).httpRequest(request).build();
    return interceptor.modifyHttpRequest(context, attributes);
  }

  private static SdkHttpRequest request(URI endpoint, String path) {
    return SdkHttpFullRequest.builder()
        .method(SdkHttpMethod.POST)
        .protocol(endpoint.getScheme())
        .host(endpoint.getHost())
        .encodedPath(path)
        .build();
  }

  /** A request of any service. */
  private static final class Post extends SdkRequest {
    @Override
    public Optional<RequestOverrideConfiguration> overrideConfiguration() {
      return Optional.empty();
    }

    @Override
    public Builder toBuilder() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<SdkField<?>> sdkFields() {
      return List.of();
    }
  }
}
