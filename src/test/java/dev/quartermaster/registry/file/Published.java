package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The published schema, and a reader that goes by it. */
final class Published {

    static final ObjectMapper JSON = new ObjectMapper();

    private Published() {}

    static String schema() {
        try {
            return Files.readString(Path.of("src/main/resources/model-registry.schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RegistryFileReader reader() {
        return new RegistryFileReader(JSON, schema());
    }

    /** Reads a file whose {@code models} are the given entries. */
    static RegistryDocument read(String... entries) {
        String file = "{\"models\":[" + String.join(",", entries) + "]}";
        return reader().read(file.getBytes(StandardCharsets.UTF_8));
    }
}
