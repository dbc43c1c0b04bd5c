package dev.quartermaster.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksTest {

    @ParameterizedTest(name = "[{0}] -> [{1}]: {2}")
    @CsvSource({
        "'', '', true",
        "vision, '', true",
        "reasoning, text, true",
        "code-generation, '', true",
        "image-generation+text-generation, image+text, true",
        "'', text+image, true",
        "embeddings, '', false",
        "'', embedding, false",
        "image-generation, '', false",
        "'', image, false",
        "speech, audio, false",
        "moderation, text, false",
        "rerank, '', false",
        "transcription, text, false",
    })
    void whatNamesNoOtherTaskGeneratesText(String capabilities, String output, boolean generates) {
        ModelSpec model = Models.named("openai/m")
                .capabilities(words(capabilities))
                .outputs(words(output))
                .build();

        assertThat(Tasks.generatesText(model)).isEqualTo(generates);
        assertThat(Tasks.capabilities(model).contains(Tasks.TEXT)).isEqualTo(generates);
    }

    @Test
    void vectorsThatComeOutAreATaskToo() {
        ModelSpec model =
                Models.named("openai/m").capabilities().outputs("embedding").build();

        assertThat(Tasks.capabilities(model)).containsExactly(Tasks.VECTORS);
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split("\\+");
    }
}
