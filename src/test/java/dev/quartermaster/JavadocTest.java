package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the Javadoc of a type begins with what the type is or does. */
class JavadocTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/quartermaster");

    /** A Javadoc, any annotations, and the head of the type that it documents. */
    private static final Pattern TYPE = Pattern.compile("/\\*\\*[\\s*]*((?:(?!\\*/)[\\s\\S])*?)\\*/\\s*"
            + "(?:@[\\w.]+(?:\\((?:[^()\"]|\"(?:[^\"\\\\]|\\\\.)*\"|\\([^()]*\\))*\\))?\\s*)*"
            + "(?:(?:public|protected|private|abstract|static|final|sealed|non-sealed)\\s+)*"
            + "(?:class|record|enum|interface|@interface)\\s+(\\w+)");

    private static final Pattern INVERTED = Pattern.compile("(Of|By|As|What|Whether|Who|How|Where|When|Lets)\\b.*");

    @Test
    void noTypeIsDescribedByAnInversion() throws IOException {
        TreeMap<String, String> inverted = new TreeMap<>();
        for (Path file : sources()) {
            Matcher type = TYPE.matcher(Files.readString(file));
            while (type.find()) {
                String first = type.group(1).lines().findFirst().orElse("").strip();
                if (INVERTED.matcher(first).matches()) {
                    inverted.put(SOURCES.relativize(file) + "#" + type.group(2), first);
                }
            }
        }
        assertThat(inverted).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
