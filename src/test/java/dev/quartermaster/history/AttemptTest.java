package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words of stored attempts: rows that were written once are read for ever. */
class AttemptTest {

    private static final Map<AttemptOutcome, String> WORDS =
            Map.of(AttemptOutcome.SUCCESS, "success", AttemptOutcome.ERROR, "error", AttemptOutcome.SKIPPED, "skipped");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyOutcomeHasItsWordInJsonAndIsReadFromIt() throws Exception {
        assertThat(WORDS).containsOnlyKeys(AttemptOutcome.values());
        for (AttemptOutcome outcome : AttemptOutcome.values()) {
            Attempt attempt = new Attempt("openai", "gpt-4o", null, outcome, null, null, 1);
            String written = json.writeValueAsString(attempt);

            assertThat(json.readTree(written).path("outcome").textValue()).isEqualTo(WORDS.get(outcome));
            assertThat(json.readValue(written, Attempt.class)).isEqualTo(attempt);
        }
    }

    @Test
    void onlyASkippedModelWasNotCalled() {
        for (AttemptOutcome outcome : AttemptOutcome.values()) {
            assertThat(new Attempt("openai", "gpt-4o", null, outcome, null, null, 1).called())
                    .isEqualTo(outcome != AttemptOutcome.SKIPPED);
        }
    }
}
