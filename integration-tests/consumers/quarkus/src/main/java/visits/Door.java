package visits;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean of the application beside the functions. */
@ApplicationScoped
public class Door {
  /** Says whether somebody is at home. */
  public boolean isOpen() {
    return true;
  }
}
