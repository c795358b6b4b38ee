package dev.wsemulator.benchmark;

import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A Jetty server that sends every message back, and does nothing else: what there is at best. */
public final class RawEcho {
  private RawEcho() {}

  /**
   * Starts it and waits for ever.
   *
   * @param arguments the port
   */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    Server server = new Server(new InetSocketAddress("127.0.0.1", port));
    server.setHandler(
        WebSocketUpgradeHandler.from(
            server,
            container -> container.addMapping("/*", (request, response, callback) -> new Echo())));
    server.start();
    System.out.println("ready");
    server.join();
  }

  /** One connection. */
  public static final class Echo implements Session.Listener.AutoDemanding {
    private Session session;

    @Override
    public void onWebSocketOpen(Session opened) {
      session = opened;
    }

    @Override
    public void onWebSocketText(String message) {
      session.sendText(message, Callback.NOOP);
    }
  }
}
