package dev.wsemulator.internal.function.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

/** A log whose warnings a test reads. Thread-safe. */
final class Warnings {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  Logger logger() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("warn")) {
            Object[] values =
                arguments.length == 2 && arguments[1] instanceof Object[] all
                    ? all
                    : Arrays.copyOfRange(arguments, 1, arguments.length);
            lines.add(MessageFormatter.arrayFormat((String) arguments[0], values).getMessage());
          }
          return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
        };
    return (Logger)
        Proxy.newProxyInstance(
            Warnings.class.getClassLoader(), new Class<?>[] {Logger.class}, handler);
  }

  List<String> lines() {
    return lines;
  }
}
