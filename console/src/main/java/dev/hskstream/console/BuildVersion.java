package dev.hskstream.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, for {@code --version} and for reports. */
public final class BuildVersion implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    /** The Maven version, such as {@code 0.1.0-SNAPSHOT}. */
    public static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("the build left out its own " + RESOURCE);
            }
            properties.load(in);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"hsk-stream " + version(), "Java " + Runtime.version()};
    }
}
