package dev.wsemulator.api;

import java.util.List;
import java.util.Objects;

/**
 * A custom domain name and what it leads to. Immutable.
 *
 * @param name for example {@code ws.example.com} or {@code *.example.com}
 * @param mappings what its paths lead to
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-custom-domain-names.html">Custom
 *     domain names</a>
 */
public record DomainName(String name, List<ApiMapping> mappings) {

  /**
   * A path of a domain and the stage that it leads to.
   *
   * @param key the path without a leading slash; empty for the domain's root
   * @param apiId the API
   * @param stageName its stage
   */
  public record ApiMapping(String key, String apiId, String stageName) {
    /** Checks that nothing is missing. */
    public ApiMapping {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(apiId, "apiId");
      Objects.requireNonNull(stageName, "stageName");
    }
  }

  /** Copies the mappings. */
  public DomainName {
    Objects.requireNonNull(name, "name");
    mappings = List.copyOf(mappings);
  }
}
