package dev.quartermaster.quality.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final String MARK = "q1f";

    @Test
    void aVerdictIsRead() {
        assertThat(Verdict.read("{\"id\":\"q1f\",\"score\":0.25,\"reason\":\"It stops.\"}", MARK))
                .contains(new Verdict(0.25, "It stops."));
        assertThat(Verdict.read(" {\"score\": 1, \"id\": \"q1f\"}\n", MARK)).contains(new Verdict(1, null));
        assertThat(Verdict.read("```json\n{\"id\":\"q1f\",\"score\":0}\n```", MARK))
                .contains(new Verdict(0, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.9",
                "The answer deserves 0.9.",
                "[]",
                "{}",
                "{\"score\":1}",
                "{\"id\":\"q2\",\"score\":1}",
                "{\"id\":[\"q1f\"],\"score\":1}",
                "{\"id\":\"q1f\"}",
                "{\"id\":\"q1f\",\"score\":null}",
                "{\"id\":\"q1f\",\"score\":\"1\"}",
                "{\"id\":\"q1f\",\"score\":1.01}",
                "{\"id\":\"q1f\",\"score\":-0.1}",
                "{\"id\":\"q1f\",\"score\":NaN}",
                "{\"id\":\"q1f\",\"score\":1e999}",
                "{\"id\":\"q1f\",\"score\":0.1,\"score\":1}",
                "{\"id\":\"q1f\",\"score\":0.1} {\"id\":\"q1f\",\"score\":1}",
                "Here it is: {\"id\":\"q1f\",\"score\":1}",
                "{\"id\":\"q1f\",\"score\":1",
                "```",
                "```{\"id\":\"q1f\",\"score\":1}```"
            })
    void anythingElseIsNone(String reply) {
        assertThat(Verdict.read(reply, MARK)).isEmpty();
    }

    @Test
    void whatIsTooLongIsNoneAndALongReasonIsCut() {
        assertThat(Verdict.read("{\"id\":\"q1f\",\"score\":1,\"reason\":\"" + "x".repeat(5_000) + "\"}", MARK))
                .isEmpty();
        assertThat(Verdict.read("{\"id\":\"q1f\",\"score\":1,\"reason\":\"" + "x".repeat(900) + "\"}", MARK))
                .get()
                .extracting(Verdict::reason)
                .asString()
                .hasSize(500);
    }
}
