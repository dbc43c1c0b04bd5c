package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.RecordedAnswers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest extends RecordedAnswers {

    RecordedAnswersTest() {
        super(new OpenAiRecordings());
    }

    @Test
    void whatComesBeforeTheAnswerDoesNotTakeItsName() {
        ChatDelta first = new OpenAiRecordings()
                .stream("openai/stream-azure-router.sse", new Random(7)).get(0);

        assertThat(first).isInstanceOfSatisfying(ChatDelta.Started.class, started -> {
            assertThat(started.id()).isEqualTo("chatcmpl-CYPS1lijGoK8gd9lYzY3r9Sx50nbt");
            assertThat(started.extra()).containsEntry("created", 1762317021).containsKey("prompt_filter_results");
        });
    }
}
