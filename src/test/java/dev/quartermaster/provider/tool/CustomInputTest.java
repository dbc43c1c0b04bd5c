package dev.quartermaster.provider.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.testing.ForAll;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] LETTERS = {
        "a", "\"", "\\", "/", "\n", "\r", "\t", "\b", "\f", "{", "}", "[", ",", ":", " ", "é", "€", "😀", "\u0001",
        "input"
    };

    @Test
    void anyTextComesOutAsItWasHoweverItIsEscapedAndCut() {
        ForAll.seeds(random -> {
            String text = text(random);
            CustomInput input = new CustomInput();
            StringBuilder read = new StringBuilder();

            for (String piece : cut(arguments(text, random), random)) {
                String more = input.take(piece);
                assertThat(more).doesNotContain("\uFFFD").satisfies(CustomInputTest::holdsWholeCharacters);
                read.append(more);
            }
            read.append(input.end());

            assertThat(read.toString()).isEqualTo(text);
        });
    }

    @Test
    void textIsHandedOnBeforeItsEnd() {
        CustomInput input = new CustomInput();

        assertThat(input.take("{\"input\":\"*** Begin")).isEqualTo("*** Begin");
        assertThat(input.take(" Patch\\n\\uD83D")).isEqualTo(" Patch\n");
        assertThat(input.take("\\uDE00")).isEqualTo("😀");
        assertThat(input.take("\"}")).isEmpty();
        assertThat(input.end()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"input\":\"abc | abc",
                "{\"inp | ''",
                "{} | ''",
                "'' | ''",
                "{\"patch\":\"x\"} | {\"patch\":\"x\"}",
                "{\"input\":7} | {\"input\":7}",
                "{\"a\":{\"input\":\"no\"},\"input\":\"yes\"} | yes",
                "plain words | plain words",
                "{\"input\":\"half \\uD83D\"} | half \uFFFD"
            })
    void argumentsThatAreCutOrOtherwiseAreHandedOnAsFarAsTheyGo(String arguments, String text) {
        assertThat(CustomInput.of(arguments)).isEqualTo(text);
    }

    private static void holdsWholeCharacters(String text) {
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private static String arguments(String text, RandomGenerator random) throws Exception {
        String quoted = random.nextBoolean() ? JSON.writeValueAsString(text) : escaped(text);
        String before = random.nextBoolean()
                ? ""
                : "\"other\" : " + JSON.writeValueAsString(Map.of("input", "x", "b", new Object[] {1, "y,\"z"})) + " ,";
        String after = random.nextBoolean() ? "" : ",\"more\":[\"input\"]";
        return "{ " + before + " \"input\" :\n" + quoted + after + "}";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            escaped.append(String.format("\\u%04x", (int) letter));
        }
        return escaped.append('"').toString();
    }

    private static Iterable<String> cut(String text, RandomGenerator random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(6));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
