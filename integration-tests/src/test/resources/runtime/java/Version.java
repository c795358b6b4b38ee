package cases;

/** What changes while the emulator runs. */
final class Version {
  static final String WORDS = String.valueOf("version 0");

  private Version() {}
}
