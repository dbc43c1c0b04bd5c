package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that {@code src/docs/glossary.md} names only packages and classes that exist, and each term once. */
class GlossaryTest {

    private static final String ROOT = "dev.quartermaster.";
    private static final Path DOCUMENT = Path.of("src/docs/glossary.md");

    /** {@code | term | meaning | `package` | `Class` |}; the cell of the class is empty for a term that is a package. */
    private static final Pattern ROW =
            Pattern.compile("^\\| ([^|`]+) \\| [^|]+ \\| `([a-z.]+)` \\|(?: `(\\w+)`)? \\|$", Pattern.MULTILINE);

    /** Any line of a table but its head. */
    private static final Pattern ENTRY = Pattern.compile("^\\| (?!term |---).*$", Pattern.MULTILINE);

    @Test
    void everyPackageAndClassExists() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            named.add(row.group(3) == null ? row.group(2) : row.group(2) + ":" + row.group(3));
        }
        TreeSet<String> missing = new TreeSet<>(named);
        missing.removeAll(existing());

        assertThat(named).isNotEmpty();
        assertThat(missing).as("named in %s, absent from the code", DOCUMENT).isEmpty();
    }

    @Test
    void everyEntryHasTheSameColumns() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(ENTRY.matcher(document).results().map(entry -> entry.group()))
                .allMatch(entry -> ROW.matcher(entry).matches());
    }

    @Test
    void everyTermHasOneEntry() throws IOException {
        List<String> terms = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            terms.add(row.group(1));
        }
        assertThat(terms).doesNotHaveDuplicates();
    }

    /** Packages, and classes as {@code package:Class}; a class also counts for every package above its own. */
    private static TreeSet<String> existing() {
        TreeSet<String> names = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.quartermaster")) {
            String owner = type.getPackageName() + ".";
            while (owner.length() > ROOT.length()) {
                owner = owner.substring(0, owner.length() - 1);
                names.add(owner.substring(ROOT.length()));
                names.add(owner.substring(ROOT.length()) + ":" + type.getSimpleName());
                owner = owner.substring(0, owner.lastIndexOf('.') + 1);
            }
        }
        return names;
    }
}
