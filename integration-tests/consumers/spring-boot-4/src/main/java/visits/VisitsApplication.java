package visits;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application beside the functions. */
@SpringBootApplication
@RestController
public class VisitsApplication {
  /** Starts it. */
  public static void main(String... arguments) {
    SpringApplication.run(VisitsApplication.class, arguments);
  }

  /** Says that somebody is at home. */
  @GetMapping("/door")
  public Door door() {
    return new Door(true);
  }

  /**
   * The door.
   *
   * @param open whether it is open
   */
  public record Door(boolean open) {}
}
