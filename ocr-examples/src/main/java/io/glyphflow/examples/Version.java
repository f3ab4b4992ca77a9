package io.glyphflow.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

  /** Called by picocli. */
  Version() {}

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "Glyphflow " + number(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }

  private static String number() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "of an unknown version");
  }
}
