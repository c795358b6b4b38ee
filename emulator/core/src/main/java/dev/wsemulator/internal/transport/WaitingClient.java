package dev.wsemulator.internal.transport;

import dev.wsemulator.internal.connection.DisconnectMode;
import dev.wsemulator.internal.fault.gateway.HandshakeClient;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.transport.socket.Peer;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * The client of a handshake, until it is answered.
 *
 * @param exchange the handshake
 * @param answered learns of the status of an answer that is not the gateway's
 */
record WaitingClient(Exchange exchange, IntConsumer answered) implements HandshakeClient {

  @Override
  public void lose(DisconnectMode how) {
    Peer.of(exchange.request()).lose(how);
  }

  @Override
  public void answer(HttpResponse response) {
    answered.accept(response.status());
    Responses.write(exchange.response(), response, exchange.callback());
  }

  /** Within TLS, if the client has begun with it. */
  @Override
  public void answerRaw(byte[] bytes) {
    EndPoint http = exchange.request().getConnectionMetaData().getConnection().getEndPoint();
    Callback written =
        Callback.from(
            () -> {
              http.shutdownOutput();
              exchange.callback().failed(new EOFException("The answer is not HTTP, by a fault."));
            },
            exchange.callback()::failed);
    http.write(written, ByteBuffer.wrap(bytes));
  }
}
