package dev.quartermaster.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.registry.file.CheckedFile;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.RegistryFileReader;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The registry that comes with the program. It was checked against the schema when the program was built, so no start does
 * it again. A native executable holds it as it was read then, in its image; a JVM reads it when it is first needed.
 */
final class BundledRegistry {

    static final String NAME = "model-registry.json";

    private static final String SCHEMA = "model-registry.schema.json";

    /** Where everything is initialised when a native executable is built, these are part of it. */
    private static final byte[] CONTENT = resource(NAME);

    private BundledRegistry() {}

    /** The text, which must not be changed. */
    static byte[] content() {
        return CONTENT;
    }

    /** The text of the published schema. */
    static String schema() {
        return new String(resource(SCHEMA), StandardCharsets.UTF_8);
    }

    /** The bundled registry as it was read, for its very bytes; empty for others, and while somebody works on it. */
    static Optional<CheckedFile> checked(byte[] content) {
        boolean isEdited = LaunchMode.current() == LaunchMode.DEVELOPMENT;
        return isEdited || !Arrays.equals(content, CONTENT) ? Optional.empty() : Optional.of(Checked.FILE);
    }

    /** Read for the first who asks: whoever has a registry file of his own needs the text at most. */
    private static final class Checked {

        static final CheckedFile FILE = new CheckedFile(CONTENT, read());

        /** The build of a native executable checks, and fails if that finds anything. Else {@code verify} has done so. */
        private static RegistryDocument read() {
            ObjectMapper json = new ObjectMapper();
            RegistryFileReader reader = ImageMode.current() == ImageMode.NATIVE_BUILD
                    ? new RegistryFileReader(json, schema())
                    : RegistryFileReader.withoutSchema(json);
            return reader.read(CONTENT);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = BundledRegistry.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(in, "the program was packaged without " + name)
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled " + name + " cannot be read", e);
        }
    }
}
