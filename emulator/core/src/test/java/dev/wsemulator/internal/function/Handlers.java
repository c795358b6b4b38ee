package dev.wsemulator.internal.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Handlers as users write them. Tests load them in function loaders; they must not need JUnit. */
public final class Handlers {
  private Handlers() {}

  /** An event with a nested bean, for handlers with types of their own. */
  public static final class Order {
    private String item;
    private int count;

    public String getItem() {
      return item;
    }

    public void setItem(String item) {
      this.item = item;
    }

    public int getCount() {
      return count;
    }

    public void setCount(int count) {
      this.count = count;
    }
  }

  public static final class MapHandler
      implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
      return new TreeMap<>(Map.of("statusCode", 200, "got", event));
    }
  }

  public static final class WebSocketHandler
      implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
    @Override
    public APIGatewayV2WebSocketResponse handleRequest(
        APIGatewayV2WebSocketEvent event, Context context) {
      APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
      response.setStatusCode(200);
      response.setBody(event.getRequestContext().getConnectionId() + " " + event.getBody());
      return response;
    }
  }

  public static final class StreamHandler implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
        throws IOException {
      out.write("<".getBytes(StandardCharsets.UTF_8));
      in.transferTo(out);
      out.write(">".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Leaves its types to a parent class. */
  public abstract static class Generic<E> implements RequestHandler<E, String> {
    @Override
    public String handleRequest(E event, Context context) {
      return event.getClass().getSimpleName();
    }
  }

  public static final class Inherited extends Generic<Order> {}

  /** Methods without an interface. */
  public static final class Plain {
    public String order(Order order) {
      return order.getItem() + " x " + order.getCount();
    }

    public List<String> orderWithContext(Order order, Context context) {
      return List.of(order.getItem(), context.getFunctionName());
    }

    public String contextOnly(Context context) {
      return context.getInvokedFunctionArn();
    }

    public static int nothing() {
      return 7;
    }

    public void silent(Order order) {}

    public Order absent(Order order) {
      return null;
    }

    public void streams(InputStream in, OutputStream out, Context context) throws IOException {
      out.write((context.getMemoryLimitInMB() + " MB ").getBytes(StandardCharsets.UTF_8));
      in.transferTo(out);
    }

    public String overloaded(Order order) {
      return "without context";
    }

    public String overloaded(Order order, Context context) {
      return "with context";
    }
  }

  /** Reads its environment in every way there is. */
  public static final class Environment {
    private static final String AT_CLASS_LOADING = System.getenv("COLOUR");
    private static int calls;

    public List<String> read() {
      Function<String, String> reference = System::getenv;
      Supplier<Map<String, String>> all = System::getenv;
      return List.of(
          AT_CLASS_LOADING,
          System.getenv("COLOUR"),
          System.getenv().get("COLOUR"),
          reference.apply("COLOUR"),
          all.get().get("COLOUR"));
    }

    public Map<String, String> all() {
      return System.getenv();
    }

    public static int count() {
      return ++calls;
    }

    public String loader() {
      return Thread.currentThread().getContextClassLoader() == getClass().getClassLoader()
          ? getClass().getClassLoader().toString()
          : "another";
    }

    public boolean seesTheEmulator() {
      try {
        Class.forName("dev.wsemulator.journal.Journal");
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }

  /** Counts its objects. */
  public static final class Counting {
    private static int objects;
    private int calls;

    public Counting() {
      objects++;
    }

    public String call() {
      return objects + "/" + ++calls;
    }

    public String slow() throws InterruptedException {
      new CountDownLatch(1).await();
      return "never";
    }
  }

  /** Everything that can go wrong. */
  public static final class Faulty {
    public String fail() {
      throw new IllegalStateException("boom secret");
    }

    public String error() {
      throw new AssertionError("an error");
    }

    public String overflow() {
      return overflow() + "x";
    }

    public String exit() {
      System.exit(3);
      return "survived";
    }

    public String exitByReference() {
      IntConsumer exit = System::exit;
      exit.accept(0);
      return "survived";
    }

    public String halt() {
      Runtime.getRuntime().halt(4);
      return "survived";
    }

    public String stubbornExit() {
      while (true) {
        try {
          System.exit(5);
        } catch (Throwable t) {
          // a handler that catches everything
        }
      }
    }

    public String exitElsewhere() throws InterruptedException {
      Thread thread = new Thread(() -> System.exit(6), "exiting");
      thread.setUncaughtExceptionHandler((t, e) -> {});
      thread.start();
      new CountDownLatch(1).await();
      return "survived";
    }

    public String spin() {
      long count = 0;
      while (count >= 0) {
        count = (count + 1) & 0xFFFF;
      }
      return "never";
    }

    public String large() {
      return "x".repeat(6_291_556);
    }

    public String leak() {
      Thread thread =
          new Thread(
              () -> {
                long count = 0;
                while (count >= 0) {
                  count = (count + 1) & 0xFFFF;
                }
              },
              "leaked-by-handler");
      thread.start();
      return "left";
    }
  }

  /** Starts thread pools in every common way and forgets them. */
  public static final class Pools {
    /** Kept, because the JDK ends it when nobody knows it any more. */
    private static final ExecutorService SINGLE =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "pool-single"));

    private static Timer timer;

    public int start() {
      timer = new Timer("pool-timer");
      Runnable nothing = () -> {};
      SINGLE.submit(nothing);
      new ThreadPoolExecutor(
              1,
              1,
              1,
              TimeUnit.HOURS,
              new LinkedBlockingQueue<>(),
              task -> new Thread(task, "pool-constructed"))
          .submit(nothing);
      new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "pool-scheduled"))
          .schedule(nothing, 1, TimeUnit.HOURS);
      timer.schedule(
          new TimerTask() {
            @Override
            public void run() {}
          },
          3_600_000);
      return 4;
    }
  }

  /** Leaves something in a thread-local. */
  public static final class Local {
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();

    static {
      LOCAL.set("set by the initializer");
    }

    public String call() {
      String before = LOCAL.get();
      LOCAL.set("set by an invocation");
      return before + " on " + Thread.currentThread().getName();
    }
  }

  public static final class FailingConstructor {
    public FailingConstructor() {
      throw new IllegalArgumentException("no setting TABLE");
    }

    public String call() {
      return "never";
    }
  }

  public static final class FailingOnce {
    static final String VALUE = read();

    private static String read() {
      if (System.getProperty("test.failing.once", "").equals("fail")) {
        throw new IllegalStateException("not yet");
      }
      return "fine";
    }

    public String call() {
      return VALUE;
    }
  }
}
