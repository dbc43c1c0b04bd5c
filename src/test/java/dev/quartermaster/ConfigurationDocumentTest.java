package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps {@code src/docs/configuration.md} true: every key that can be set, none that cannot, each with its default. */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Path.of("src/docs/configuration.md");

    /** {@code | `key` | type | `default` | meaning |}; the cell of the default is empty where there is none. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(quartermaster\\.[^`]+)` \\| [^|]+ \\| (?:`([^`]*)` )?\\| [^|]+ \\|$", Pattern.MULTILINE);

    private static final Pattern MENTION = Pattern.compile("`(quartermaster\\.[a-z0-9.<>-]*[a-z0-9>])`");

    @Test
    void everyKeyStandsThereWithItsDefault() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }

        assertThat(documented)
                .as("keys and defaults in the tables of %s, against those of the @ConfigMapping interfaces", DOCUMENT)
                .containsExactlyInAnyOrderEntriesOf(mapped());
    }

    @Test
    void noSentenceNamesAKeyThatDoesNotExist() throws IOException {
        TreeSet<String> unknown = new TreeSet<>();
        Matcher mention = MENTION.matcher(Files.readString(DOCUMENT));
        while (mention.find()) {
            unknown.add(mention.group(1));
        }
        unknown.removeAll(mapped().keySet());

        assertThat(unknown).isEmpty();
    }

    /** Every key to its default; what may be any name is written {@code <name>}. A list stands there once, not by item. */
    private static Map<String, String> mapped() {
        Map<String, String> keys = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.quartermaster")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                ConfigClass.configClass(type.reflect())
                        .getProperties()
                        .forEach((key, value) -> keys.put(key.replace("*", "<name>"), value == null ? "" : value));
            }
        }
        keys.keySet().removeIf(key -> key.endsWith("]"));
        return keys;
    }
}
