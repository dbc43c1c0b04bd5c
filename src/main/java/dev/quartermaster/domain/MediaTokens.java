package dev.quartermaster.domain;

/**
 * Tokens of audio and images, which providers price apart from text. Only those that a provider reports apart are counted
 * here; the others are among the tokens of text.
 *
 * @param audioInput tokens of audio in the prompt, not read from a prompt cache
 * @param imageInput tokens of images in the prompt, not read from a prompt cache
 * @param audioOutput tokens of spoken answers
 * @param imageOutput tokens of painted answers
 */
public record MediaTokens(long audioInput, long imageInput, long audioOutput, long imageOutput) {

    public static final MediaTokens NONE = new MediaTokens(0, 0, 0, 0);

    public MediaTokens {
        if (audioInput < 0 || imageInput < 0 || audioOutput < 0 || imageOutput < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
    }

    /** Returns these counts as far as they fit: audio first, then images. */
    public MediaTokens within(long input, long output) {
        long heard = Math.min(audioInput, input);
        long spoken = Math.min(audioOutput, output);
        return of(heard, Math.min(imageInput, input - heard), spoken, Math.min(imageOutput, output - spoken));
    }

    /** Returns these counts; negative ones, which no provider means, count as 0. */
    public static MediaTokens of(long audioInput, long imageInput, long audioOutput, long imageOutput) {
        return (audioInput | imageInput | audioOutput | imageOutput) == 0
                ? NONE
                : new MediaTokens(
                        Math.max(0, audioInput),
                        Math.max(0, imageInput),
                        Math.max(0, audioOutput),
                        Math.max(0, imageOutput));
    }

    public long input() {
        return audioInput + imageInput;
    }

    public long output() {
        return audioOutput + imageOutput;
    }

    MediaTokens plus(MediaTokens other) {
        return of(
                audioInput + other.audioInput,
                imageInput + other.imageInput,
                audioOutput + other.audioOutput,
                imageOutput + other.imageOutput);
    }
}
