package dev.wsemulator.internal.function.handler;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any public method with an event, streams, or nothing, and optionally a {@link Context} as its
 * last parameter.
 */
public final class MethodEntryPoint implements EntryPoint {
  private final Method method;
  private final @Nullable Object target;
  private final Serialization.@Nullable Format in;
  private final Serialization.@Nullable Format out;
  private final boolean writesStream;

  private MethodEntryPoint(Method method, @Nullable Object target, Serialization serialization) {
    this.method = method;
    this.target = target;
    List<Class<?>> parameters = Arrays.asList(method.getParameterTypes());
    boolean typed = !parameters.isEmpty() && isEvent(parameters.get(0));
    this.in = typed ? serialization.of(method.getGenericParameterTypes()[0]) : null;
    this.writesStream = parameters.contains(OutputStream.class);
    boolean answers = !writesStream && method.getReturnType() != void.class;
    this.out = answers ? serialization.of(method.getGenericReturnType()) : null;
  }

  static EntryPoint find(Class<?> type, String name, Serialization serialization) throws Throwable {
    Method method =
        Arrays.stream(type.getMethods())
            .filter(candidate -> candidate.getName().equals(name) && isCallable(candidate))
            .min(Comparator.comparing(Method::isBridge).thenComparing(MethodEntryPoint::rank))
            .orElseThrow(
                () ->
                    new NoSuchMethodException(
                        "it has no public method "
                            + name
                            + " with an event or streams, and optionally a Context, as"
                            + " parameters"));
    Object target = Modifier.isStatic(method.getModifiers()) ? null : EntryPoints.construct(type);
    return new MethodEntryPoint(method, target, serialization);
  }

  /** Lambda prefers more parameters, and a Context. */
  private static int rank(Method method) {
    Class<?>[] types = method.getParameterTypes();
    boolean context = types.length > 0 && types[types.length - 1] == Context.class;
    return -types.length - (context ? 1 : 0);
  }

  private static boolean isCallable(Method method) {
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      boolean last = i == types.length - 1;
      boolean fits = types[i] == Context.class ? last : !isEvent(types[i]) || i == 0;
      if (!fits) {
        return false;
      }
    }
    return types.length <= 3;
  }

  private static boolean isEvent(Class<?> type) {
    return type != InputStream.class && type != OutputStream.class && type != Context.class;
  }

  @Override
  public byte[] call(byte[] event, Context context) throws Throwable {
    ByteArrayOutputStream stream = new ByteArrayOutputStream(writesStream ? 256 : 4);
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = argument(types[i], event, context, stream);
    }
    Object result = call(arguments);
    if (out != null) {
      return out.write(result);
    }
    return writesStream ? stream.toByteArray() : new byte[] {'n', 'u', 'l', 'l'};
  }

  private Object argument(
      Class<?> type, byte[] event, Context context, ByteArrayOutputStream stream) {
    if (type == Context.class) {
      return context;
    }
    if (type == InputStream.class) {
      return new ByteArrayInputStream(event);
    }
    return type == OutputStream.class || in == null ? stream : in.read(event);
  }

  private Object call(Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
