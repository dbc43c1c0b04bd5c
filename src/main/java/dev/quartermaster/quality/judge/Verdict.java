package dev.quartermaster.quality.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Score of an answer by a judge.
 *
 * @param score in [0,1]
 * @param reason null where none is given
 */
public record Verdict(double score, @Nullable String reason) {

    private static final int LONGEST = 4_000;
    private static final int LONGEST_REASON = 500;
    private static final String FENCE = "```";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a verdict: one JSON object, in a code block or not, with the question's mark and a number from 0 to 1. Empty for
     * anything else.
     */
    public static Optional<Verdict> read(String reply, String mark) {
        String text = unfenced(reply.strip());
        if (text.length() > LONGEST || !text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return read(JSON.readTree(text), mark);
        } catch (JsonProcessingException rubbish) {
            return Optional.empty();
        }
    }

    private static Optional<Verdict> read(JsonNode verdict, String mark) {
        JsonNode score = verdict.path("score");
        boolean isValid = verdict.isObject()
                && verdict.path("id").isTextual()
                && verdict.path("id").textValue().equals(mark)
                && score.isNumber()
                && score.doubleValue() >= 0
                && score.doubleValue() <= 1;
        return isValid
                ? Optional.of(new Verdict(
                        score.doubleValue(), reason(verdict.path("reason").textValue())))
                : Optional.empty();
    }

    private static @Nullable String reason(@Nullable String text) {
        return text == null || text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }

    private static String unfenced(String text) {
        if (!text.startsWith(FENCE) || !text.endsWith(FENCE) || text.indexOf('\n') < 0) {
            return text;
        }
        return text.substring(text.indexOf('\n'), text.length() - FENCE.length())
                .strip();
    }
}
