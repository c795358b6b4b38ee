package dev.wsemulator.internal.mapping;

import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.velocity.Template;
import org.apache.velocity.exception.VelocityException;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.ParseException;

/**
 * A compiled mapping template. Thread-safe. It cannot reach files, classes or the network, and what
 * it takes is bounded.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html">Mapping
 *     template reference</a>
 */
public final class MappingTemplate {
  private static final int MAX_BYTES = 300 * 1024;
  private static final RuntimeInstance VELOCITY = velocity();

  private final Template template;

  private MappingTemplate(Template template) {
    this.template = template;
  }

  /**
   * Returns the template, ready to be rendered.
   *
   * @throws IllegalArgumentException if it is longer than 300 KB or not in Velocity's language
   */
  public static MappingTemplate compile(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "A mapping template has %d characters, but 300 KB is the most. Shorten it."
              .formatted(text.length()));
    }
    Template template = new Template();
    template.setName("mapping template");
    template.setRuntimeServices(VELOCITY);
    try {
      template.setData(VELOCITY.parse(new StringReader(text), template));
      template.initDocument();
    } catch (ParseException | VelocityException e) {
      throw new IllegalArgumentException(
          "A mapping template is not in the Velocity Template Language: " + firstLine(e), e);
    }
    return new MappingTemplate(template);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Returns the result of the template for the input.
   *
   * @throws TemplateFailure if it fails, or takes too much
   */
  public String render(TemplateInput input) {
    BoundedContext variables = new BoundedContext();
    variables.put("input", new InputVariable(input));
    variables.put("context", new Variables(input.context()));
    variables.put("stageVariables", new Variables(input.stageVariables()));
    variables.put("util", UtilVariable.INSTANCE);
    BoundedWriter result = new BoundedWriter();
    try {
      Bounds.within(() -> template.merge(variables, result));
    } catch (RuntimeException | StackOverflowError e) {
      throw TemplateFailure.of(e);
    }
    return result.toString();
  }

  private static RuntimeInstance velocity() {
    RuntimeInstance velocity = new RuntimeInstance();
    velocity.setProperty("resource.loaders", "none");
    velocity.setProperty("resource.loader.none.class", NoResources.class.getName());
    velocity.setProperty("introspector.uberspect.class", BoundedUberspector.class.getName());
    velocity.setProperty("event_handler.include.class", NoIncludes.class.getName());
    velocity.setProperty(
        "event_handler.reference_insertion.class", BoundedInsertion.class.getName());
    velocity.setProperty("context.scope_control.macro", "true"); // so that calls of macros count
    velocity.setProperty("directive.foreach.max_loops", "1000");
    velocity.setProperty("directive.if.empty_check", "false");
    velocity.setProperty(RuntimeConstants.VM_LIBRARY, "");
    velocity.setProperty("velocimacro.inline.local_scope", "true");
    velocity.setProperty("runtime.log.log_invalid_references", "false");
    velocity.init();
    return velocity;
  }

  /** Takes text up to a limit. */
  private static final class BoundedWriter extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] chars, int offset, int length) {
      Bounds.take(1);
      Bounds.checkLength((long) text.length() + length);
      text.append(chars, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
