package app;

/** Calls nothing. */
final class Nothing implements Call {
  @Override
  public String make(String event) {
    return "nothing";
  }
}
