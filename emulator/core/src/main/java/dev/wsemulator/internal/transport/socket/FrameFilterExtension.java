package dev.wsemulator.internal.transport.socket;

import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.WebSocketExtensionRegistry;

/**
 * Connects the server library and a {@link ClientSocket}: passes the bit of compressed frames if
 * compression was negotiated, and removes the library's own texts from close frames.
 */
public final class FrameFilterExtension extends AbstractExtension {
  /** The library shows no extension to clients whose name begins so. */
  private static final String NAME = "@passage";

  private static final String COMPRESSED = "compressed";

  private FrameFilterExtension() {}

  /** Returns what makes passages, and none of the library's own extensions. */
  public static WebSocketExtensionRegistry registry() {
    WebSocketExtensionRegistry registry =
        new WebSocketExtensionRegistry() {
          @Override
          public FrameFilterExtension newInstance(
              ExtensionConfig config, WebSocketComponents components) {
            FrameFilterExtension passage = new FrameFilterExtension();
            passage.init(config, components);
            return passage;
          }
        };
    java.util.List.copyOf(registry.getAvailableExtensionNames()).forEach(registry::unregister);
    return registry;
  }

  /** Returns the name of the extension. */
  public static ExtensionConfig config(boolean compressed) {
    ExtensionConfig config = new ExtensionConfig(NAME);
    config.setParameter(COMPRESSED, String.valueOf(compressed));
    return config;
  }

  @Override
  public boolean isRsv1User() {
    return Boolean.parseBoolean(getConfig().getParameter(COMPRESSED, "false"));
  }

  @Override
  public void sendFrame(OutgoingEntry entry) {
    boolean wordy =
        entry.getFrame().getOpCode() == OpCode.CLOSE
            && ((WebSocketCoreSession) getCoreSession()).getHandler()
                instanceof LongMessages messages
            && messages.reader() instanceof ClientSocket socket
            && socket.isBeingClosedByServerLibrary();
    nextOutgoingFrame(wordy ? withoutReason(entry) : entry);
  }

  private static OutgoingEntry withoutReason(OutgoingEntry entry) {
    int code = CloseStatus.getCloseStatus(entry.getFrame()).getCode();
    return new OutgoingEntry.Builder(entry).frame(CloseStatus.toFrame(code)).build();
  }
}
