package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.provider.RecordedAnswers;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Recording;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest extends RecordedAnswers {

    RecordedAnswersTest() {
        super(new AnthropicRecordings());
    }

    @Test
    void aCountOfTokensIsRead() {
        Wire.TokenCount count =
                Plain.json().read(Recording.bytes("anthropic/count-tokens.json"), Wire.TokenCount.class);

        assertThat(count.inputTokens()).isEqualTo(19);
    }
}
