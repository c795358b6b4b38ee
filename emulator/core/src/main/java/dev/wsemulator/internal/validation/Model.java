package dev.wsemulator.internal.validation;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A compiled model: a JSON schema, draft 4. Thread-safe. A reference leads to another model of the
 * same API, never to the network.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html">Request
 *     validation</a>
 */
public final class Model {
  private static final String BASE = "https://apigateway.amazonaws.com/restapis/local/models/";

  private final Schema schema;

  private Model(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles the models of an API.
   *
   * @param schemas the schemas' texts by the model's name
   * @return the models by name
   * @throws IllegalArgumentException if a schema is malformed; the message names the model
   */
  public static Map<String, Model> compile(Map<String, String> schemas) {
    if (schemas.isEmpty()) {
      return Map.of(); // an API without models does not load the validator's classes
    }
    Map<String, String> documents = new TreeMap<>();
    schemas.forEach((name, text) -> documents.put(BASE + name, text));
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_4,
            builder ->
                builder
                    .schemas(iri -> documents.get(BASE + iri.substring(iri.lastIndexOf('/') + 1)))
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    Map<String, Model> models = new TreeMap<>();
    schemas.forEach((name, text) -> models.put(name, compile(registry, name, text)));
    return models;
  }

  private static Model compile(SchemaRegistry registry, String name, String text) {
    try {
      Schema schema = registry.getSchema(SchemaLocation.of(BASE + name), text, InputFormat.JSON);
      schema.initializeValidators();
      return new Model(schema);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The model \"%s\" is not a JSON schema of draft 4: %s".formatted(name, e.getMessage()),
          e);
    }
  }

  /** Returns what is wrong with a message, in brackets; empty if it is as the model says. */
  public Optional<String> problem(String message) {
    List<Error> errors;
    try {
      errors = schema.validate(message, InputFormat.JSON);
    } catch (RuntimeException e) {
      return Optional.of("[Unable to parse the message as JSON]");
    }
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        errors.stream()
            .map(Error::toString)
            .distinct()
            .collect(Collectors.joining(", ", "[", "]")));
  }
}
