package dev.wsemulator.junit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket whose bytes take the way of a {@link ClientNetwork}. As long as that is ideal,
 * they pass directly; afterwards two threads carry them.
 */
final class ShapedSocket extends Socket {
  private static final int BUFFER = 16 * 1024;

  private final ClientNetwork network;
  private volatile boolean abandoned;

  /** Only the thread that writes uses it. */
  private boolean carriesOut;

  /** Only the thread that reads uses it. */
  private boolean carriesIn;

  ShapedSocket(ClientNetwork network) {
    this.network = network;
  }

  @Override
  public void connect(SocketAddress server, int timeout) throws IOException {
    InetAddress source = network.source();
    if (source != null) {
      bind(new InetSocketAddress(source, 0));
    }
    super.connect(server, timeout);
  }

  @Override
  public void connect(SocketAddress server) throws IOException {
    connect(server, 0);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new In(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Out(super.getOutputStream());
  }

  /** Closes it; while the network is lost, the other side does not learn of it. */
  @Override
  public void close() throws IOException {
    if (network.isLost() && isConnected() && !super.isClosed()) {
      super.shutdownInput(); // wakes the reader, and sends nothing
      abandoned = true;
      network.abandon(this);
    } else {
      super.close();
    }
    network.end();
  }

  @Override
  public boolean isClosed() {
    return abandoned || super.isClosed();
  }

  /** Ends it by a reset, whatever the network is like. */
  void reset() {
    try {
      if (!super.isClosed()) {
        abandoned = false;
        super.setSoLinger(true, 0);
        super.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The connection cannot be reset.", e);
    } finally {
      network.end();
    }
  }

  private static void start(String name, Runnable way) {
    Thread thread = new Thread(way, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What the gateway sends. */
  private final class In extends InputStream {
    private final InputStream direct;
    private byte[] arrived = PacketQueue.END;
    private int read;
    private volatile @Nullable IOException failure;

    In(InputStream direct) {
      this.direct = direct;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (!carriesIn) {
        int count = network.isShaped() ? 0 : direct.read(bytes, offset, length);
        if (!network.isShaped()) {
          return count;
        }
        carryIn(bytes, offset, count); // it may have been told while this waited
      }
      if (read == arrived.length) {
        arrived = await(network.in());
        read = 0;
      }
      if (arrived.length == 0) {
        return ended();
      }
      int count = Math.min(length, arrived.length - read);
      System.arraycopy(arrived, read, bytes, offset, count);
      read += count;
      return count;
    }

    private int ended() throws IOException {
      IOException why = failure;
      if (why != null) {
        throw why;
      }
      if (isClosed()) {
        throw new SocketException("Socket closed");
      }
      return -1;
    }

    private void carryIn(byte[] bytes, int offset, int count) {
      carriesIn = true;
      if (count < 0) {
        network.in().end();
        return;
      }
      network.in().send(bytes, offset, count);
      start("wsemulator-network-in", this::carry);
    }

    private void carry() {
      byte[] buffer = new byte[BUFFER];
      try {
        for (int count = direct.read(buffer); count >= 0; count = direct.read(buffer)) {
          network.in().send(buffer, 0, count);
          network.in().awaitBack(); // nobody acknowledges what comes meanwhile
        }
      } catch (IOException e) {
        failure = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      network.in().end();
    }
  }

  private static byte[] await(PacketQueue packets) throws IOException {
    try {
      return packets.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while reading from the network.");
    }
  }

  /** What the client sends. */
  private final class Out extends OutputStream {
    private final OutputStream direct;

    Out(OutputStream direct) {
      this.direct = direct;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!network.isShaped()) {
        direct.write(bytes, offset, length);
        return;
      }
      network.out().send(bytes, offset, length);
      if (!carriesOut) {
        carriesOut = true;
        start("wsemulator-network-out", this::carry);
      }
    }

    @Override
    public void flush() throws IOException {
      direct.flush();
    }

    private void carry() {
      try {
        for (byte[] packet = await(network.out());
            packet.length > 0;
            packet = await(network.out())) {
          direct.write(packet);
        }
      } catch (IOException e) {
        network.out().close(); // the reader learns why
      }
    }
  }
}
