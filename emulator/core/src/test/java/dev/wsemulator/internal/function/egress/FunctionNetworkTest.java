package dev.wsemulator.internal.function.egress;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("where calls go is a static field, as each function has the class for itself")
class FunctionNetworkTest {
  private static final String QUEUES = "sqs.us-east-1.amazonaws.com";

  @BeforeEach
  void aHostOfAwsIsMapped() {
    Egress egress =
        new Egress(
            new Egress.Rules(
                Map.of(), null, Set.of(), Map.of(QUEUES, URI.create("http://127.0.0.1:9324"))),
            new Egress.ServedHosts(
                URI.create("http://127.0.0.1:3010"), id -> false, name -> false));
    FunctionNetwork.use(egress, egress::withoutSdk, egress::lookUp);
  }

  @AfterEach
  void nothingIsLed() {
    FunctionNetwork.use(UnaryOperator.identity(), UnaryOperator.identity(), host -> {});
  }

  @Test
  void aNameThatIsMappedIsNotLookedUpAsTheCallWouldReachAws() {
    assertThatThrownBy(() -> FunctionNetwork.getByName(QUEUES))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage(
            "An HTTP client that looks up sqs.us-east-1.amazonaws.com itself is not led to"
                + " http://127.0.0.1:9324/. Let the function call that.");
    assertThatCode(() -> FunctionNetwork.getAllByName("127.0.0.1")).doesNotThrowAnyException();
  }
}
