package dev.quartermaster.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryFileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The models of the bundled registry, for tests that depend on what is registered of them. */
public final class Bundled {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Map<String, ModelSpec> MODELS = read();

    private Bundled() {}

    /** @param qualified {@code provider/id} */
    public static ModelSpec model(String qualified) {
        ModelSpec model = MODELS.get(qualified);
        if (model == null) {
            throw new IllegalArgumentException("the bundled registry has no " + qualified);
        }
        return model;
    }

    private static Map<String, ModelSpec> read() {
        try {
            String schema = Files.readString(RESOURCES.resolve("model-registry.schema.json"));
            return new RegistryFileReader(new ObjectMapper(), schema)
                    .read(Files.readAllBytes(RESOURCES.resolve("model-registry.json"))).entries().stream()
                            .map(RegistryEntry::model)
                            .collect(Collectors.toMap(model -> model.key().toString(), model -> model));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
