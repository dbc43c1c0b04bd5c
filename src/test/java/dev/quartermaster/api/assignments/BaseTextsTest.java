package dev.quartermaster.api.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.quartermaster.testing.ForAll;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What is not ours goes back letter by letter. */
class BaseTextsTest {

    private static final JsonFactory JSON = new JsonFactory();

    @Test
    void everyBaseIsKeptAsItCame() {
        ForAll.seeds(random -> {
            String base = object(random, 3);
            String other = object(random, 3);
            assertThat(texts("{\"ä€😀\": 1, \"base_assignment\" :  " + base + " , \"x\": 2}")
                            .at("", "-"))
                    .isEqualTo(base);
            BaseTexts many = texts("{\"assignments\": [{\"base_assignment\":" + base + "}, 7, {\"task\": {\"ü\": []},"
                    + "\"base_assignment\":" + other + "}]}");
            assertThat(many.at("/assignments/0", "-")).isEqualTo(base);
            assertThat(many.at("/assignments/1", "-")).isEqualTo("-");
            assertThat(many.at("/assignments/2", "-")).isEqualTo(other);
        });
    }

    @Test
    void whatIsNotAnObjectOrOfAnotherEncodingIsNotKnown() {
        assertThat(texts("{\"base_assignment\": 1e5}").at("", "-")).isEqualTo("-");
        byte[] wide = "{\"base_assignment\": {}}".getBytes(StandardCharsets.UTF_16BE);
        assertThat(BaseTexts.of(JSON, wide).at("", "-")).isEqualTo("-");
    }

    private static BaseTexts texts(String body) {
        return BaseTexts.of(JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String object(RandomGenerator random, int depth) {
        StringBuilder text = new StringBuilder("{");
        int fields = random.nextInt(5);
        for (int i = 0; i < fields; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(pick(random, "\"b\"", "\"a\"", "\"\\u00e9\"", "\"é\"", "\"base_assignment\"", "\"b\""))
                    .append(pick(random, ":", " : ", ":\n\t"))
                    .append(value(random, depth));
        }
        return text.append(pick(random, "", " ", "\r\n")).append('}').toString();
    }

    private static String value(RandomGenerator random, int depth) {
        int kind = random.nextInt(depth > 0 ? 4 : 2);
        return switch (kind) {
            case 0 ->
                pick(
                        random,
                        "1.0",
                        "1.00",
                        "1e3",
                        "1E+3",
                        "-0",
                        "0.1000000000000000000000001",
                        "12345678901234567890123");
            case 1 -> pick(random, "null", "true", "\"}\"", "\"\\\"{\"", "\"\\/ü\"", "\"😀\"", "[]");
            case 2 -> object(random, depth - 1);
            default -> "[" + value(random, depth - 1) + " ," + object(random, depth - 1) + "]";
        };
    }

    private static String pick(RandomGenerator random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
