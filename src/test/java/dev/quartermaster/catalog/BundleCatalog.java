package dev.quartermaster.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.catalog.store.CatalogCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes the bundled catalog; {@code deployment/data/bundle-bedrock-catalog.sh} runs it. */
public final class BundleCatalog {

    private BundleCatalog() {}

    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[1]);
        CatalogSnapshot catalog = SavedAnswers.read(Path.of(args[0]), knownRegions(), Instant.parse(args[2]));
        Files.write(out, new CatalogCodec(new ObjectMapper()).encode(catalog));
        System.out.printf(
                "%d models in %d regions: %s%n",
                catalog.models().size(), catalog.regions().size(), out);
    }

    static Regions knownRegions() throws IOException {
        return Regions.of(new ObjectMapper()
                .readTree(Path.of("src/main/resources/bedrock-regions.json").toFile()));
    }
}
