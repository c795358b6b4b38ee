package dev.wsemulator.internal.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Logger;

/** Handlers that write, as users' do. Tests load them in function loaders. */
public final class LoggingHandlers {
  private LoggingHandlers() {}

  /** Writes in every way there is. */
  public static final class Talkative {
    static {
      System.out.println("a static initializer");
    }

    public String all(String name, Context context) {
      System.out.println("out of " + name);
      System.err.printf("err of %s%n", name);
      context.getLogger().log("logger of " + name + "\nin two lines\n");
      LambdaRuntime.getLogger().log("framework of " + name + "\n");
      List.of("reference to out").forEach(System.out::println);
      try {
        throw new IllegalStateException("caught");
      } catch (IllegalStateException e) {
        e.printStackTrace();
      }
      Logger.getLogger(name).info("util logging of " + name);
      System.out.print("no end");
      return name;
    }
  }

  /** Puts lines together letter by letter, at the same time as another invocation. */
  public static final class Stuttering {
    /** One object for all environments, as it is for all loaders of a JVM. */
    private static final Object PLACE = "a place where two writers meet".intern();

    public String write(String letter) throws Exception {
      synchronized (PLACE) {
        PLACE.notifyAll(); // the other, if it is here
        PLACE.wait();
        PLACE.notifyAll();
      }
      for (int line = 0; line < 100; line++) {
        for (int i = 0; i < 20; i++) {
          System.out.print(letter);
        }
        System.out.println();
      }
      return letter;
    }
  }

  /** Fails with a cause. */
  public static final class Failing {
    public String fail(String event) {
      try {
        return deeper();
      } catch (IllegalStateException e) {
        throw new UnsupportedOperationException("not today", e);
      }
    }

    private static String deeper() {
      throw new IllegalStateException("deep down");
    }
  }

  /** Cannot be constructed. */
  public static final class Unconstructible {
    public Unconstructible() {
      throw new IllegalStateException("no table");
    }

    public String call(String event) {
      return event;
    }
  }

  /** Does not end in time. */
  public static final class Endless {
    public String wait(String event) throws InterruptedException {
      System.out.println("waiting");
      new CountDownLatch(1).await();
      return event;
    }
  }

  /** Ends its process. */
  public static final class Exiting {
    public String exit(String event) {
      System.exit(7);
      return event;
    }
  }

  /** Writes from a thread of its own. */
  public static final class Threaded {
    public String call(String event) throws InterruptedException {
      Thread thread =
          new Thread(
              () -> {
                System.out.println("from a thread");
                Logger.getLogger("threaded").info("util logging from a thread");
              });
      thread.start();
      thread.join();
      return event;
    }
  }

  /** Replaces {@code System.out}. */
  public static final class Replacing {
    public String call(String event) {
      ByteArrayOutputStream own = new ByteArrayOutputStream();
      PrintStream before = System.out;
      System.setOut(new PrintStream(own, true));
      System.out.print("captured");
      System.setOut(before);
      before.close();
      System.out.println("back again");
      return own.toString();
    }
  }

  /** Writes from threads of all kinds. */
  public static final class ManyThreads {
    private static final ExecutorService POOL = Executors.newSingleThreadExecutor();

    public String call(String event) throws Exception {
      Logger logger = Logger.getLogger("many.threads");
      POOL.submit(() -> System.out.println("out of a pool")).get();
      POOL.submit(() -> logger.info("util logging of a pool")).get();
      ForkJoinPool.commonPool().submit(() -> System.out.println("out of the common pool")).get();
      ForkJoinPool.commonPool().submit(() -> logger.info("util logging of the common pool")).get();
      CompletableFuture.runAsync(() -> logger.info("util logging of a future")).get();
      Thread thread =
          new Thread(
              () -> {
                throw new IllegalStateException("nobody catches it");
              },
              "careless");
      thread.start();
      thread.join();
      return event;
    }
  }

  /** Writes with the logger of Lambda. */
  public static final class Levels {
    public String call(String event, Context context) {
      context.getLogger().log("without a level");
      context.getLogger().log("of no interest", LogLevel.DEBUG);
      context.getLogger().log("all is \"well\"", LogLevel.INFO);
      LambdaRuntime.getLogger().log("of a framework", LogLevel.ERROR);
      context.getLogger().log("as it is".getBytes(StandardCharsets.UTF_8), LogLevel.WARN);
      System.out.println("plain");
      return event;
    }
  }

  /** Tells its trace header in every way. */
  public static final class Traced {
    public String call(String event, Context context) throws Exception {
      String[] other = new String[1];
      Thread thread =
          new Thread(() -> other[0] = System.getProperty("com.amazonaws.xray.traceHeader"));
      thread.start();
      thread.join();
      return String.join(
          " ",
          context.getXrayTraceId(),
          System.getProperty("com.amazonaws.xray.traceHeader"),
          other[0]);
    }
  }
}
