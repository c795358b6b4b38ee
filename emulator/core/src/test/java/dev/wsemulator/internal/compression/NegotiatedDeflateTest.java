package dev.wsemulator.internal.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.testing.Aws;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiatedDeflateTest {
  private static String agreed(String... lines) {
    return NegotiatedDeflate.negotiate(ExtensionOffers.read(List.of(lines)))
        .map(NegotiatedDeflate::header)
        .orElse("none");
  }

  @Aws("HS-24")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate | permessage-deflate",
        "permessage-deflate; client_max_window_bits | permessage-deflate",
        "permessage-deflate; client_max_window_bits=9 | permessage-deflate",
        "permessage-deflate; server_max_window_bits=12; client_max_window_bits=12"
            + " | permessage-deflate;server_max_window_bits=12",
        "permessage-deflate;server_max_window_bits=\"8\""
            + " | permessage-deflate;server_max_window_bits=8",
        "permessage-deflate;server_max_window_bits=\"1\\0\""
            + " | permessage-deflate;server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=15"
            + " | permessage-deflate;server_max_window_bits=15",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            + " | permessage-deflate;server_no_context_takeover;client_no_context_takeover",
        "permessage-deflate; unknown, permessage-deflate | permessage-deflate",
        "permessage-deflate; client_max_window_bits, permessage-deflate | permessage-deflate",
        "fragment;maxLength=1, identity, permessage-deflate | permessage-deflate",
        "x-other; a=\"b\" , ,\tpermessage-deflate ; client_no_context_takeover"
            + " | permessage-deflate;client_no_context_takeover",
      })
  void theFirstOfferThatCanBeMetIsAccepted(String offer, String answer) {
    assertThat(agreed(offer)).isEqualTo(answer);
  }

  @Aws("HS-24")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fragment;maxLength=10",
        "identity",
        "rsv1",
        "x-webkit-deflate-frame",
        "Permessage-Deflate",
        "permessage-deflate; rsv1",
        "permessage-deflate; server_no_context_takeover=true",
        "permessage-deflate; client_no_context_takeover=1",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; client_max_window_bits; client_max_window_bits",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
      })
  void anOfferThatCannotBeMetIsDeclined(String offer) {
    assertThat(agreed(offer)).isEqualTo("none");
  }

  @Aws("HS-24")
  @Test
  void theLinesOfTheHeaderAreOneList() {
    assertThat(agreed("permessage-deflate; server_max_window_bits=99", "permessage-deflate"))
        .isEqualTo("permessage-deflate");
  }

  @Aws("HS-24")
  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        "permessage-deflate;",
        "permessage-deflate;=1",
        "permessage-deflate; client_max_window_bits=",
        "permessage-deflate; a=\"",
        "permessage-deflate; a=\"\"",
        "permessage-deflate; a=\"b c\"",
        "permessage-deflate; a=\"b\\",
        "permessage-deflate b",
        "permessage-deflate, (",
        "é"
      })
  void whatTheRfcDoesNotAllowIsMalformed(String offer) {
    assertThatThrownBy(() -> agreed(offer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Sec-WebSocket-Extensions has no ");
  }
}
