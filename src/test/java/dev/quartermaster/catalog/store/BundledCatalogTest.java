package dev.quartermaster.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BundledCatalogTest {

    @Test
    void theCopyIsWhatDecodingItGives() throws Exception {
        CatalogCodec codec = new CatalogCodec(new ObjectMapper());
        byte[] file = Files.readAllBytes(Path.of("src/main/resources", BundledCatalog.RESOURCE));

        CatalogSnapshot decoded = codec.decode(file, Instant.MAX);

        assertThat(decoded.models()).hasSizeGreaterThan(50);
        assertThat(BundledCatalog.read()).isEqualTo(decoded);
        assertThat(BundledCatalog.version()).isEqualTo(codec.version(decoded));
    }
}
