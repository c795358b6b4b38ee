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

  /** So that a template that is read again a second later has changed nothing. */
  @Test
  void datesMakeNoDifference() {
    DomainName first = domain();
    DomainName second = domain();
    compiled.put(first, Map.of("/a", Document.EMPTY.with("createdDate", "2026-11-30T14:49:14Z")));
    compiled.put(second, Map.of("/a", Document.EMPTY.with("createdDate", "2026-11-30T14:49:15Z")));
    assertThat(compiled.with(List.of(first))).isEqualTo(compiled.with(List.of(second)));
    assertThat(compiled.of(first).get("/a").has("createdDate")).isTrue();
  }
}
