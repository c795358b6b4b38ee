package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.internal.connection.ClientChannel;
import dev.wsemulator.internal.connection.CloseStatus;
import dev.wsemulator.internal.connection.Connection.Facts;
import dev.wsemulator.internal.connection.Severance;

/**
 * The way to a client, with the faults of {@link FaultPoint#TO_CLIENT}.
 *
 * @param channel the way without faults
 * @param facts whose it is
 * @param faults the rules
 */
public record FaultyChannel(ClientChannel channel, Facts facts, ActiveFaults faults)
    implements ClientChannel {

  @Override
  public boolean sendText(byte[] utf8) {
    Fault fault = faults.next(FaultPoint.TO_CLIENT, facts);
    if (fault == null) {
      return channel.sendText(utf8);
    }
    return switch (fault.kind()) {
      case LOSE -> true;
      case DUPLICATE -> channel.sendText(utf8) && channel.sendText(utf8);
      case SILENCE -> {
        channel.sever(Severance.MUTE);
        yield true;
      }
      default -> {
        Ending.by(fault, channel::sever, channel::close);
        yield false;
      }
    };
  }

  @Override
  public void close(CloseStatus status) {
    channel.close(status);
  }

  @Override
  public boolean isClosing() {
    return channel.isClosing();
  }

  @Override
  public void sever(Severance how) {
    channel.sever(how);
  }
}
