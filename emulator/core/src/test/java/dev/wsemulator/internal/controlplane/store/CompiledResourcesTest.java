package dev.wsemulator.internal.controlplane.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.DomainName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledResourcesTest {
  private static final Map<String, Document> FIRST = Map.of("/a", Document.EMPTY);
  private static final Map<String, Document> SECOND = Map.of("/b", Document.EMPTY);

  private final CompiledResources compiled = new CompiledResources();

  private static DomainName domain() {
    return new DomainName("ws.example.com", List.of());
  }

  @Test
  void equalObjectsHaveResourcesOfTheirOwn() {
    DomainName first = domain();
    DomainName second = domain();
    compiled.put(first, FIRST);
    compiled.put(second, SECOND);
    assertThat(compiled.of(first)).isEqualTo(FIRST);
    assertThat(compiled.of(second)).isEqualTo(SECOND);
    assertThat(compiled.of(domain())).isEmpty();
  }

  @Test
  void objectsDifferIfTheirResourcesDo() {
    DomainName first = domain();
    DomainName second = domain();
    compiled.put(first, FIRST);
    compiled.put(second, SECOND);
    assertThat(compiled.with(List.of(first))).isNotEqualTo(compiled.with(List.of(second)));
    compiled.put(second, FIRST);
    assertThat(compiled.with(List.of(first))).isEqualTo(compiled.with(List.of(second)));
  }
}
