package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI counts inclusively: tokens read from and written to its cache are part of the prompt's, reasoning is part of
 * the answer's. So the classes always add up to prompt and answer, also where a compatible server's details claim more
 * than the whole.
 */
public final class InclusiveUsage {

    private static final String AUDIO = "audio_tokens";
    private static final String IMAGE = "image_tokens";

    private InclusiveUsage() {}

    /**
     * @param cached of the prompt; {@code reasoning} is of the answer
     * @param media of both; those that were read from the cache are not among them
     */
    public static Usage of(long prompt, long cached, long written, long answer, long reasoning, MediaTokens media) {
        long allPrompt = Math.max(0, prompt);
        long allAnswer = Math.max(0, answer);
        long read = within(allPrompt, cached);
        long kept = within(allPrompt - read, written);
        MediaTokens apart = media.within(allPrompt - read - kept, allAnswer);
        long text = allAnswer - apart.output();
        return new Usage(
                allPrompt - read - kept - apart.input(),
                read,
                kept,
                0,
                text,
                within(text, reasoning),
                0,
                false,
                apart,
                null);
    }

    /**
     * Reads the tokens of audio and images from what follows the totals.
     *
     * @param prompt details of the prompt's tokens; null where there are none
     * @param answer details of the answer's tokens; null where there are none
     */
    public static MediaTokens media(@Nullable Map<?, ?> prompt, @Nullable Map<?, ?> answer) {
        Map<?, ?> cached = prompt != null && prompt.get("cached_tokens_details") instanceof Map<?, ?> map ? map : null;
        return MediaTokens.of(
                count(prompt, AUDIO) - count(cached, AUDIO),
                count(prompt, IMAGE) - count(cached, IMAGE),
                count(answer, AUDIO),
                count(answer, IMAGE));
    }

    private static long count(@Nullable Map<?, ?> details, String field) {
        return details != null && details.get(field) instanceof Number number ? number.longValue() : 0;
    }

    private static long within(long whole, long part) {
        return Math.min(whole, Math.max(0, part));
    }
}
