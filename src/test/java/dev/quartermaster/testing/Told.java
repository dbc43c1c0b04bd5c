package dev.quartermaster.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.List;

/**
 * What a recorded answer says, written down by hand from the recording.
 *
 * @param file its path among the test resources
 * @param model the model that says it served, or null
 * @param total the provider's own sum of all tokens
 * @param parts of its first choice
 */
public record Told(String file, String model, FinishReason finish, Usage usage, long total, List<Part> parts) {

    public static Told of(String file, String model, FinishReason finish, Usage usage, long total, Part... parts) {
        return new Told(file, model, finish, usage, total, List.of(parts));
    }

    public void isWhatCameOf(ChatReply reply) {
        Choice choice = reply.choices().get(0);
        assertThat(choice.parts()).containsExactlyElementsOf(parts);
        assertThat(choice.finish()).isEqualTo(finish);
        assertThat(reply.servedModel()).isEqualTo(model);
        assertThat(reply.usage()).isEqualTo(usage);
        assertThat(reply.usage().totalTokens()).isEqualTo(total);
    }

    @Override
    public String toString() {
        return file;
    }
}
