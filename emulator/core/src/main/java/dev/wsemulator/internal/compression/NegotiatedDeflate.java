package dev.wsemulator.internal.compression;

import dev.wsemulator.internal.compression.ExtensionOffers.Offer;
import dev.wsemulator.internal.compression.ExtensionOffers.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The compression that client and server have negotiated. Immutable.
 *
 * @param serverWindowBits the size of the window that the server may use, as a power of two; 0 if
 *     the client did not speak of it
 * @param serverForgets whether every message of the server can be inflated without those before
 * @param clientForgets whether every message of the client can be
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7692#section-7.1">RFC 7692, extension
 *     negotiation</a>
 */
public record NegotiatedDeflate(
    int serverWindowBits, boolean serverForgets, boolean clientForgets) {
  private static final String NAME = "permessage-deflate";
  private static final String SERVER_FORGETS = "server_no_context_takeover";
  private static final String CLIENT_FORGETS = "client_no_context_takeover";
  private static final String SERVER_WINDOW = "server_max_window_bits";
  private static final String CLIENT_WINDOW = "client_max_window_bits";
  private static final int LEAST_WINDOW = 8;
  private static final int FULL_WINDOW = 15;

  /** Returns what the first offer that can be met comes to; the others are declined. */
  public static Optional<NegotiatedDeflate> negotiate(List<Offer> offers) {
    return offers.stream().map(NegotiatedDeflate::negotiate).flatMap(Optional::stream).findFirst();
  }

  private static Optional<NegotiatedDeflate> negotiate(Offer offer) {
    Set<String> names = new HashSet<>();
    boolean legal =
        offer.name().equals(NAME)
            && offer.parameters().stream()
                .allMatch(parameter -> names.add(parameter.name()) && isLegal(parameter));
    if (!legal) {
      return Optional.empty();
    }
    int window =
        offer.parameters().stream()
            .filter(parameter -> parameter.name().equals(SERVER_WINDOW))
            .mapToInt(parameter -> windowBits(parameter.value()))
            .findFirst()
            .orElse(0);
    return Optional.of(
        new NegotiatedDeflate(
            window, names.contains(SERVER_FORGETS), names.contains(CLIENT_FORGETS)));
  }

  private static boolean isLegal(Parameter parameter) {
    String value = parameter.value();
    return switch (parameter.name()) {
      case SERVER_FORGETS, CLIENT_FORGETS -> value == null;
      case SERVER_WINDOW -> windowBits(value) > 0;
      case CLIENT_WINDOW -> value == null || windowBits(value) > 0;
      default -> false;
    };
  }

  /** Returns the number from 8 to 15 that the text is, without zeros before it, or 0. */
  private static int windowBits(@Nullable String text) {
    for (int bits = LEAST_WINDOW; bits <= FULL_WINDOW; bits++) {
      if (Integer.toString(bits).equals(text)) {
        return bits;
      }
    }
    return 0;
  }

  /** Returns the answer to the client, written as AWS does (HS-24). */
  public String header() {
    return NAME
        + (serverForgets ? ";" + SERVER_FORGETS : "")
        + (clientForgets ? ";" + CLIENT_FORGETS : "")
        + (serverWindowBits > 0 ? ";" + SERVER_WINDOW + "=" + serverWindowBits : "");
  }

  /** Returns how many bytes back a message of the server may refer. */
  int serverWindow() {
    return 1 << (serverWindowBits > 0 ? serverWindowBits : FULL_WINDOW);
  }

  /** Returns whether that is all that the format allows. */
  boolean isFullWindow() {
    return serverWindow() == 1 << FULL_WINDOW;
  }
}
