package dev.wsemulator.internal.function.handler;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;

/**
 * Finds the entry point of a handler class or object.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Handlers in
 *     Java</a>
 */
public final class EntryPoints {
  private EntryPoints() {}

  /**
   * Loads and initializes the class, and constructs the handler.
   *
   * @throws ClassNotFoundException if there is no such class
   * @throws NoSuchMethodException if it is not a handler; the message says why
   * @throws Throwable what the class's initializer or constructor threw
   */
  public static EntryPoint load(String handler, ClassLoader loader, Serialization serialization)
      throws Throwable {
    int colons = handler.indexOf("::");
    String className = colons < 0 ? handler : handler.substring(0, colons);
    Class<?> type = Class.forName(className, true, loader);
    String method = colons < 0 ? null : handler.substring(colons + 2);
    boolean byInterface = method == null || method.equals("handleRequest");
    if (byInterface
        && (RequestHandler.class.isAssignableFrom(type)
            || RequestStreamHandler.class.isAssignableFrom(type))) {
      return of(construct(type), serialization);
    }
    if (method == null) {
      throw new NoSuchMethodException(
          "it implements neither RequestHandler nor RequestStreamHandler; implement one, or name a"
              + " method as in "
              + className
              + "::handleRequest");
    }
    return MethodEntryPoint.find(type, method, serialization);
  }

  /** Returns the entry point of a {@code RequestHandler} or {@code RequestStreamHandler}. */
  public static EntryPoint of(Object handler, Serialization serialization) {
    if (handler instanceof RequestStreamHandler) {
      RequestStreamHandler stream = (RequestStreamHandler) handler;
      return (event, context) -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        stream.handleRequest(new ByteArrayInputStream(event), out, context);
        return out.toByteArray();
      };
    }
    return typed(handler, serialization);
  }

  @SuppressWarnings("unchecked") // the types are those that the handler's class declares
  private static EntryPoint typed(Object handler, Serialization serialization) {
    RequestHandler<Object, Object> typed = (RequestHandler<Object, Object>) handler;
    Type[] types = TypeArguments.of(handler.getClass(), RequestHandler.class);
    Serialization.Format in = serialization.of(types[0]);
    Serialization.Format out = serialization.of(types[1]);
    return (event, context) -> out.write(typed.handleRequest(in.read(event), context));
  }

  static Object construct(Class<?> type) throws Throwable {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      NoSuchMethodException failure =
          new NoSuchMethodException(
              "it cannot be constructed; make it a public class, not abstract and not inner, with a"
                  + " public constructor without parameters");
      failure.initCause(e);
      throw failure;
    }
  }
}
