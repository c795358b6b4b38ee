package dev.wsemulator.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a function's calls of AWS that no AWS SDK makes. */
class CallsWithoutAnSdkTest {
  private static final String URL = "URI.create(\"https://kms.us-east-1.amazonaws.com/?a=b\")";
  private static final String REQUEST =
      "java.net.http.HttpRequest.newBuilder("
          + URL
          + ").build(),"
          + " java.net.http.HttpResponse.BodyHandlers.ofString()";

  @TempDir private Path folder;
  private CompiledFunctions functions;

  @BeforeEach
  void start() {
    functions = new CompiledFunctions(folder);
  }

  @AfterEach
  void close() {
    functions.close();
  }

  private String outcome(String call) {
    return functions.answer(
        """
        try {
          %s;
          return "nothing is thrown";
        } catch (Exception e) {
          return e.toString();
        }
        """
            .formatted(call));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        URL + ".toURL().openStream()",
        URL + ".toURL().openConnection()",
        URL + ".toURL().openConnection(java.net.Proxy.NO_PROXY)",
        URL + ".toURL().getContent()",
        "new java.net.URL(\"https://kms.us-east-1.amazonaws.com/?a={b c}\").openStream()",
        "new java.net.URL(\"https://kms.us-east-1.amazonaws.com./\").openStream()",
        "java.net.http.HttpClient.newHttpClient().send(" + REQUEST + ")",
        "java.net.http.HttpClient.newHttpClient().sendAsync(" + REQUEST + ").get()",
        "InetAddress.getByName(\"kms.us-east-1.amazonaws.com\")",
        "InetAddress.getByName(\"kms.us-east-1.amazonaws.com.\")",
        "InetAddress.getAllByName(\"kms.us-east-1.amazonaws.com\")"
      })
  void aCallOfAwsIsRefusedByASentence(String call) {
    assertThat(outcome(call))
        .contains("The emulator has no AWS service", "kms", "--allow-aws kms", "--map");
  }

  @Test
  void otherHostsAreTheFunctionsBusiness() {
    String calls =
        "InetAddress.getByName(\"127.0.0.1\");"
            + " new java.net.URL(\"http://127.0.0.1:1/\").openConnection();"
            + " new java.net.URL(\"file:/tmp\").openConnection()";
    assertThat(outcome(calls)).isEqualTo("nothing is thrown");
  }
}
