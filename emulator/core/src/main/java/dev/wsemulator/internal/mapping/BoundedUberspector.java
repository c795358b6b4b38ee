package dev.wsemulator.internal.mapping;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import org.apache.velocity.util.introspection.Info;
import org.apache.velocity.util.introspection.SecureUberspector;
import org.apache.velocity.util.introspection.VelMethod;
import org.jspecify.annotations.Nullable;

/**
 * Lets templates call methods, and counts their cost. Public because Velocity makes it by
 * reflection.
 */
public final class BoundedUberspector extends SecureUberspector {
  /** Methods that look at all of their object. */
  private static final Set<String> WHOLE = Set.of("toString", "hashCode", "equals");

  /** Called by Velocity. */
  public BoundedUberspector() {}

  @Override
  public @Nullable VelMethod getMethod(Object object, String name, Object[] arguments, Info where) {
    VelMethod method = super.getMethod(object, name, arguments, where);
    return method == null ? null : new BoundedMethod(method);
  }

  private record BoundedMethod(VelMethod method) implements VelMethod {

    @Override
    public @Nullable Object invoke(@Nullable Object object, Object @Nullable [] arguments)
        throws IllegalAccessException, InvocationTargetException {
      Object[] given = arguments == null ? new Object[0] : arguments;
      for (Object argument : given) {
        Bounds.take(argument);
      }
      if (WHOLE.contains(getMethodName())) {
        Bounds.take(object);
      }
      Object result =
          object instanceof String text && BoundedText.takes(getMethodName(), given)
              ? BoundedText.call(text, getMethodName(), given)
              : method.invoke(object, arguments);
      Bounds.take(result);
      return result;
    }

    @Override
    public boolean isCacheable() {
      return method.isCacheable();
    }

    @Override
    public String getMethodName() {
      return method.getMethodName();
    }

    @Override
    public Method getMethod() {
      return method.getMethod();
    }

    @Override
    public Class<?> getReturnType() {
      return method.getReturnType();
    }
  }
}
