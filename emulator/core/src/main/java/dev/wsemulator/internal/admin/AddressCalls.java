package dev.wsemulator.internal.admin;

import dev.wsemulator.fault.Addresses;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Calls about the addresses at which the emulator listens. */
final class AddressCalls {
  private final Addresses addresses;
  private final TimeSource time;

  AddressCalls(Addresses addresses, TimeSource time) {
    this.addresses = addresses;
    this.time = time;
  }

  /** Returns all, oldest first. */
  String list() {
    JsonText list = new JsonText().open().name("addresses").raw("[");
    String separator = "";
    for (Map.Entry<URI, Boolean> each : addresses.all().entrySet()) {
      list.raw(separator).raw(json(each.getKey(), each.getValue()));
      separator = ",";
    }
    return list.raw("]").close().toString();
  }

  private static String json(URI url, boolean accepts) {
    return new JsonText()
        .open()
        .string("url", url.toString())
        .number("port", url.getPort())
        .bool("accepts", accepts)
        .close()
        .toString();
  }

  /** Opens a further one; returns it. */
  String open() {
    return json(addresses.open(), true);
  }

  /** Refuses or accepts connections at one, by its port; returns all. */
  String change(String port, AdminParameters call) {
    String accepts = call.only(Set.of("accepts", "for")).need("accepts");
    URI url = find(port);
    try {
      if (accepts.equals("true")) {
        addresses.accept(url);
      } else if (accepts.equals("false")) {
        refuse(url, call);
      } else {
        throw new BadRequestException(400, "\"accepts\" is true or false.");
      }
    } catch (IllegalStateException e) {
      throw new BadRequestException(409, e.getMessage());
    }
    return list();
  }

  /** Who asks must be able to ask again. */
  private void refuse(URI url, AdminParameters call) {
    boolean isLast =
        addresses.all().entrySet().stream()
            .noneMatch(each -> each.getValue() && each.getKey().getPort() != url.getPort());
    boolean endsByItself = call.get("for") != null && !time.canAdvance();
    if (isLast && !endsByItself) {
      throw new BadRequestException(
          409,
          "No call could reach the emulator any more. Open another address first with POST"
              + " /_emulator/addresses"
              + (time.canAdvance() ? "." : ", or add \"for\": for how long."));
    }
    if (call.get("for") == null) {
      addresses.refuse(url);
    } else {
      addresses.refuse(url, call.duration("for"));
    }
  }

  private URI find(String port) {
    return addresses.all().keySet().stream()
        .filter(url -> Integer.toString(url.getPort()).equals(port))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequestException(
                    404,
                    "There is no address with the port %s. See GET /_emulator/addresses."
                        .formatted(port)));
  }
}
