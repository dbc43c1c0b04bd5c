package dev.quartermaster.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Names the source that the running program was built from.
 *
 * @param version the version of the project
 * @param commit the full hash of the commit, followed by {@code -dirty} when files had been changed since; {@code unknown}
 *     when the build saw no Git repository
 */
public record BuildVersion(String version, String commit) {

    private static final String RESOURCE = "/quartermaster-build.properties";
    private static final String UNKNOWN = "unknown";

    /** Reads what the build wrote into the program. Works before anything has been started. */
    public static BuildVersion read() {
        Properties written = new Properties();
        try (InputStream resource = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (resource != null) {
                written.load(resource);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return of(written);
    }

    static BuildVersion of(Properties written) {
        String commit = value(written, "commit");
        boolean changed = !commit.equals(UNKNOWN) && value(written, "dirty").equals("true");
        return new BuildVersion(value(written, "version"), changed ? commit + "-dirty" : commit);
    }

    /** A tool that copies the file without filling it in, as some IDEs do, leaves the placeholder there. */
    private static String value(Properties written, String name) {
        String value = written.getProperty(name, "").strip();
        return value.isEmpty() || value.startsWith("${") ? UNKNOWN : value;
    }

    @Override
    public String toString() {
        return "Quartermaster " + version + ", commit " + commit;
    }
}
