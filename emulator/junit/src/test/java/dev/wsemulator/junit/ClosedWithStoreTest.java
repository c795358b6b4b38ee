package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.WebSocketApi;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** Clients that a test was given are closed by every JUnit. */
class ClosedWithStoreTest {
  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.of(builder -> builder.api(WebSocketApi.builder("chat").build()));

  /** Returns a context whose store notes what is put into it. */
  private static ExtensionContext noting(List<Object> kept) {
    ClassLoader loader = ClosedWithStoreTest.class.getClassLoader();
    Object store =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {ExtensionContext.Store.class},
            (proxy, method, arguments) -> method.getName().equals("put") && kept.add(arguments[1]));
    return (ExtensionContext)
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {ExtensionContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("getStore") ? store : "unique id");
  }

  @Test
  @SuppressWarnings("deprecation")
  void aClientIsClosedByJUnitBefore513(WebSocketApiEmulator emulator) throws Throwable {
    List<Object> kept = new ArrayList<>();
    Running running = new Running(emulator, null, null, LeakChecks.STRICT);
    ApiGatewayManagementApiClient client =
        (ApiGatewayManagementApiClient)
            Injection.of(ApiGatewayManagementApiClient.class, running, noting(kept));
    assertThat(kept)
        .singleElement()
        .isInstanceOfSatisfying(
            ExtensionContext.Store.CloseableResource.class, ClosedWithStoreTest::close);
    assertThatThrownBy(
            () -> client.deleteConnection(delete -> delete.connectionId("L0SM9cOFvHcCIhw=")))
        .isInstanceOf(IllegalStateException.class);
  }

  @SuppressWarnings("deprecation")
  private static void close(ExtensionContext.Store.CloseableResource resource) {
    try {
      resource.close();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
