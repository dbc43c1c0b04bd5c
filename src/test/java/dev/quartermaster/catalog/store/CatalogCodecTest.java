package dev.quartermaster.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.testing.ForAll;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CatalogCodecTest {

    private static final Instant LATER = Instant.parse("2050-01-01T00:00:00Z");

    private final CatalogCodec codec = new CatalogCodec(new ObjectMapper());

    @Test
    void aWrittenCatalogIsReadBackUnchanged() {
        ForAll.seeds(random -> {
            CatalogSnapshot catalog = Catalogs.random(random);
            assertThat(codec.decode(codec.encode(catalog), LATER)).isEqualTo(catalog);
        });
    }

    @Test
    void anyChangedByteIsFound() {
        ForAll.seeds(random -> {
            byte[] bytes = codec.encode(Catalogs.bundled());
            int place = random.nextInt(bytes.length);
            bytes[place] = (byte) (bytes[place] == 'a' ? 'b' : 'a');
            assertThatThrownBy(() -> codec.decode(bytes, LATER)).isInstanceOf(CatalogDamaged.class);
        });
    }

    @Test
    void aFileThatIsCutShortIsFound() {
        ForAll.seeds(random -> {
            byte[] bytes = codec.encode(Catalogs.bundled());
            byte[] part = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> codec.decode(part, LATER)).isInstanceOf(CatalogDamaged.class);
        });
    }

    @Test
    void anEditedTimeIsFoundAsAnEditedModelIs() throws Exception {
        String text = text();

        assertDamaged(text.replace("2026-06-17T00:00:00Z\",\"sha", "2026-06-18T00:00:00Z\",\"sha"), "SHA-256");
        assertDamaged(text.replace("Nova Pro", "Nova Pr0"), "SHA-256");
    }

    @Test
    void anotherSchemaIsRefused() throws Exception {
        assertDamaged(text().replace("\"schema\":1", "\"schema\":0"), "schema is 0");
    }

    @Test
    void aTimeInTheFutureIsRefused() throws Exception {
        byte[] bytes = codec.encode(Catalogs.bundled());

        assertThatThrownBy(() -> codec.decode(bytes, Instant.parse("2026-06-16T23:59:59Z")))
                .isInstanceOf(CatalogDamaged.class)
                .hasMessageContaining("future");
    }

    @Test
    void otherContentThanACatalogIsRefused() {
        assertDamaged("", "empty");
        assertDamaged("<html>", "not JSON");
        assertDamaged("[]", "not a catalog");
        assertDamaged("{\"schema\":\"1\"}", "not a catalog");
        assertDamaged("null", "not a catalog");
    }

    @Test
    void theVersionNamesTheContentAndNotItsTime() throws Exception {
        CatalogSnapshot catalog = Catalogs.bundled();
        CatalogSnapshot later = new CatalogSnapshot(LATER, catalog.models(), catalog.regions());

        assertThat(codec.version(later)).isEqualTo(codec.version(catalog)).hasSize(12);
        assertThat(codec.version(new CatalogSnapshot(LATER, new java.util.TreeMap<>(), catalog.regions())))
                .isNotEqualTo(codec.version(catalog));
    }

    @Test
    void theBundledCatalogIsWholeAndSmall() throws Exception {
        try (InputStream file = getClass().getResourceAsStream("/" + BundledCatalog.RESOURCE)) {
            byte[] bytes = file.readAllBytes();
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
                zip.write(bytes);
            }
            assertThat(zipped.size()).isLessThan(100 * 1024);
            assertThat(codec.encode(codec.decode(bytes, LATER))).isEqualTo(bytes);
        }
    }

    private String text() throws Exception {
        return new String(codec.encode(Catalogs.bundled()), StandardCharsets.UTF_8);
    }

    private void assertDamaged(String text, String why) {
        assertThatThrownBy(() -> codec.decode(text.getBytes(StandardCharsets.UTF_8), LATER))
                .isInstanceOf(CatalogDamaged.class)
                .hasMessageContaining(why);
    }
}
